"""Links in mails: an id and its signature (itsdangerous), made when the mail goes out; none is stored anywhere.

`keys` are the product's secrets: the first signs, all of them verify. `purpose` keeps a link of one kind from being
taken for another's.
"""

from collections.abc import Sequence
from hashlib import sha256

from itsdangerous import BadSignature, Signer


def _signer(purpose: str, keys: Sequence[str]) -> Signer:
    oldest_first = list(reversed(keys))
    return Signer(oldest_first, salt=f"graceday {purpose}", key_derivation="hmac", digest_method=sha256)


def sign(purpose: str, text: str, keys: Sequence[str]) -> str:
    """`text` and its signature, in characters that an address can hold."""
    return _signer(purpose, keys).sign(text).decode()


def read(purpose: str, token: str, keys: Sequence[str]) -> str | None:
    """What was signed; None where it was not."""
    try:
        return _signer(purpose, keys).unsign(token).decode()
    except (BadSignature, UnicodeError):
        return None
