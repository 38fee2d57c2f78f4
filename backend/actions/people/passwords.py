"""Passwords: kept as argon2id hashes, and refused where a list or the borrower's own address gives them away."""

from base64 import b64decode
from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import cache

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from zxcvbn import zxcvbn

from backend.errors import Invalid

# Who tries the likeliest passwords against a sign-in that is limited gets through far fewer (zxcvbn's score of 2).
_TOO_FEW_GUESSES = 10**6
# zxcvbn's time grows with the square of the length, and it takes no more.
_LOOKED_AT = 72
# What its English lists lack: numbers and syllables that stand for "I love you, for ever" in Chinese.
_MORE_WORDS = ("woaini", "woaiwojia", "5201314", "1314520", "1314", "520", "zxcvbnm123", "graceday")


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # argon2id with the library's current recommendation (RFC 9106, low memory)


def hash_password(password: str) -> str:
    """An argon2id hash."""
    return _hasher().hash(password)


def hashed_alike(password: str, hashes: Collection[str]) -> list[str]:
    """The password hashed as each of these was: with the same salt and the same work, once for all that share both.

    Accounts that claim one address share a salt, so this is one hash, and the account whose hash it is is found by it.
    """
    alike: dict[str, str] = {}
    for hashed in hashes:
        how, _, _ = hashed.rpartition("$")
        if how and how not in alike:
            with suppress(InvalidHashError):
                alike[how] = _hash_as(hashed, password)
    return list(alike.values())


def _hash_as(hashed: str, password: str) -> str:
    salt = hashed.split("$")[-2]
    hasher = PasswordHasher.from_parameters(extract_parameters(hashed))
    return hasher.hash(password, salt=b64decode(salt + "=" * (-len(salt) % 4)))


@cache
def decoy() -> str:
    """A hash that no password fits, for as much work as a real one."""
    return hash_password("nobody has this password")


def matches(hashed: str, password: str) -> bool:
    try:
        return _hasher().verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def is_outdated(hashed: str) -> bool:
    """Whether a hash was made with less work than is recommended today."""
    return _hasher().check_needs_rehash(hashed)


def check_strength(password: str, *, email: str | None, field: str) -> None:
    """Invalid where the password is a common one, or made of the address it belongs to."""
    own = [*_words_of(email or ""), *_MORE_WORDS]
    found = zxcvbn(password[:_LOOKED_AT], user_inputs=own)
    if found["guesses"] < _TOO_FEW_GUESSES:
        raise Invalid("password-common", field=field)
    if email and _is_made_of(password.casefold(), email.casefold()):
        raise Invalid("password-of-address", field=field)


def _words_of(email: str) -> Iterator[str]:
    local, _, domain = email.casefold().partition("@")
    yield from (email, local, domain, domain.partition(".")[0])


def _is_made_of(password: str, email: str) -> bool:
    """Whether the address, or its local part, is in the password with less than six characters beside it."""
    local = email.partition("@")[0]
    return any(len(own) >= 4 and own in password and len(password) - len(own) < 6 for own in (email, local))
