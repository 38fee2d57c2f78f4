"""A second factor beside the password: codes by time (RFC 6238, pyotp), and codes for the day the phone is lost.

The secret is sealed under the product's own, as stored answers are. A code is taken once, that of setting up included.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pyotp import TOTP, random_base32

from backend.errors import Conflict, Invalid, Unauthenticated
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.people import second_factors
from backend.store.people.borrowers import Borrower
from backend.store.people.second_factors import RecoveryCode, SecondFactor

_STEP = 30
_RECOVERY_CODES = 10
_SYMBOLS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_CODE_LENGTH = 16  # 78 bits: their hashes need no salt


class Begun(NamedTuple):
    """What an authenticator app is told: the secret in base32, or the address that a QR code shows."""

    secret: str
    uri: str


def begin(borrower: Borrower, *, keys: Sequence[str], now: datetime) -> Begun:
    """Make a secret, in the place of one that was never confirmed."""
    if borrower.password_hash is None:
        raise Conflict("no-password-here")
    secret = random_base32()
    with transaction():
        _must_be_off(borrower.id)
        second_factors.remove(borrower.id)
        SecondFactor.create(
            borrower_id=borrower.id,
            secret=_box(borrower.id, keys).encrypt(secret.encode()).decode(),
            created_at=now,
        )
    return Begun(
        secret, TOTP(secret).provisioning_uri(name=borrower.email or borrower.id, issuer_name="Graceday")
    )


def confirm(borrower_id: str, code: str, *, keys: Sequence[str], now: datetime) -> list[str]:
    """Turn the factor on, by a first code of its app; the recovery codes, which are shown this once."""
    with transaction():
        _must_be_off(borrower_id)
        factor = second_factors.find(borrower_id)
        if factor is None:
            raise Conflict("second-factor-not-begun")
        if not _is_timely(factor, code, keys, now):
            raise Invalid("code-wrong", field="code")
        SecondFactor.update(confirmed_at=now).where(SecondFactor.borrower_id == borrower_id).execute()
        codes = [_new_code() for _ in range(_RECOVERY_CODES)]
        for each in codes:
            RecoveryCode.create(
                id=new_id("rc", now), borrower_id=borrower_id, code_hash=_hash(each), created_at=now
            )
        return codes


def is_on(borrower_id: str) -> bool:
    factor = second_factors.find(borrower_id)
    return factor is not None and factor.confirmed_at is not None


def check_sign_in(borrower_id: str, code: str | None, *, keys: Sequence[str], now: datetime) -> None:
    """Unauthenticated unless this code is good, where a factor is on; it is used up by it."""
    if not is_on(borrower_id):
        return
    if not code:
        raise Unauthenticated("code-needed", field="code")
    if not _take(borrower_id, code, keys, now):
        raise Unauthenticated("code-wrong", field="code")


def must_match(borrower_id: str, code: str, *, keys: Sequence[str], now: datetime) -> None:
    """Invalid unless a factor is on and this is a good code; it is used up by it."""
    if not is_on(borrower_id) or not _take(borrower_id, code, keys, now):
        raise Invalid("code-wrong", field="code")


def turn_off(borrower_id: str, code: str, *, keys: Sequence[str], now: datetime) -> None:
    """Forget the factor; a code of it, or a recovery code, says that this is its owner."""
    with transaction():
        must_match(borrower_id, code, keys=keys, now=now)
        second_factors.remove(borrower_id)


def _must_be_off(borrower_id: str) -> None:
    if is_on(borrower_id):
        raise Conflict("second-factor-on")


def _take(borrower_id: str, code: str, keys: Sequence[str], now: datetime) -> bool:
    with transaction():
        factor = second_factors.find(borrower_id)
        if factor is not None and _is_timely(factor, code, keys, now):
            return True
        return second_factors.take_code(borrower_id, _hash(code))


def _is_timely(factor: SecondFactor, code: str, keys: Sequence[str], now: datetime) -> bool:
    """Whether this is the code of now, or of the step before or after it, and was not used."""
    secret = _box(factor.borrower_id, keys).decrypt(factor.secret).decode()
    asked, current = "".join(code.split()), int(now.timestamp()) // _STEP
    for step in (current, current - 1, current + 1):
        expected = TOTP(secret).at(step * _STEP)
        if hmac.compare_digest(expected.encode(), asked.encode()):
            return second_factors.take_step(factor.borrower_id, step)
    return False


def _new_code() -> str:
    drawn = "".join(secrets.choice(_SYMBOLS) for _ in range(_CODE_LENGTH))
    return "-".join(drawn[at : at + 4] for at in range(0, _CODE_LENGTH, 4))


def _hash(code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _box(borrower_id: str, keys: Sequence[str]) -> MultiFernet:
    info = f"graceday second factor\n{borrower_id}".encode()
    derived = [HKDF(SHA256(), 32, salt=None, info=info).derive(key.encode()) for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(each)) for each in derived])
