"""Stored answers are encrypted: a row opens only with the product's secret and the Idempotency-Key it was kept under.

An answer may hold tokens (registering, a calendar's address), and tokens are stored hashed or not at all. So the
row is found by a hash of the key, its answer is encrypted under a key derived from the secret and from the
Idempotency-Key, which is stored nowhere; and the request is compared by a keyed digest, because a body may hold
a password, and a bare hash of one could be tried out. Older secrets still open what they sealed.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class ResponseCipher:
    """What one borrower sends and gets under one Idempotency-Key; the first secret seals, all of them open."""

    def __init__(self, secrets: Sequence[str], owner: str, key: str) -> None:
        name = f"{owner}\n{key}".encode()
        self.name = hashlib.sha256(name).hexdigest()
        derived = [
            HKDF(SHA256(), 64, salt=None, info=b"graceday kept answer\n" + name).derive(secret.encode())
            for secret in secrets
        ]
        self._box = MultiFernet([Fernet(base64.urlsafe_b64encode(each[:32])) for each in derived])
        self._digest_keys = [each[32:] for each in derived]

    def digest(self, request: bytes) -> str:
        """What is kept of a request."""
        return hmac.digest(self._digest_keys[0], request, "sha256").hex()

    def is_of(self, digest: str, request: bytes) -> bool:
        """Whether the digest was made of this request, with any of the secrets."""
        found = [hmac.digest(key, request, "sha256").hex() for key in self._digest_keys]
        return any(hmac.compare_digest(digest, each) for each in found)

    def shut(self, text: str) -> str:
        return self._box.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """The text; cryptography's InvalidToken where none of the secrets sealed it."""
        return self._box.decrypt(sealed).decode()
