"""Signing in: a short-lived access token and a rotating refresh token; the latter only ever as a hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import jwt

from backend.errors import Unauthenticated
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.people import sessions
from backend.store.people.sessions import RefreshToken

_ALGORITHM = "HS256"


@dataclass(frozen=True, slots=True)
class TokenRules:
    """How long tokens live, and the keys that sign them: the first signs, all of them verify."""

    keys: tuple[str, ...]
    access: timedelta
    refresh: timedelta


@dataclass(frozen=True, slots=True)
class Tokens:
    access_token: str
    refresh_token: str
    expires_in: int


class Refreshed(NamedTuple):
    """Whose refresh token was exchanged, and for what."""

    borrower_id: str
    tokens: Tokens


class Access(NamedTuple):
    """Whose access token it is, and the family of refresh tokens that it came with."""

    borrower_id: str
    family: str


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(
    borrower_id: str, *, token_rules: TokenRules, now: datetime, family: str | None = None
) -> Tokens:
    """Issue a pair; within `family`, or as the first of a new one."""
    family = family or new_id("fam", now)
    refresh = secrets.token_urlsafe(32)
    with transaction():
        RefreshToken.create(
            id=new_id("rt", now),
            borrower=borrower_id,
            family=family,
            token_hash=_hash(refresh),
            created_at=now,
            expires_at=now + token_rules.refresh,
        )
    claims = {"sub": borrower_id, "fam": family, "iat": int(now.timestamp())}
    claims["exp"] = int((now + token_rules.access).timestamp())
    access = jwt.encode(claims, token_rules.keys[0], algorithm=_ALGORITHM)
    return Tokens(access, refresh, int(token_rules.access.total_seconds()))


def refresh_session(token: str, *, token_rules: TokenRules, now: datetime) -> Refreshed:
    """Exchange a refresh token for a new pair.

    A rotated one coming back means that it was stolen: its family ends.
    """
    row = sessions.by_hash(_hash(token))
    if row is None:
        raise Unauthenticated("refresh-token-invalid")
    with transaction():
        ended = row.expires_at <= now or sessions.family_revoked(row.family)
        if not ended and sessions.rotate(row, now):
            pair = open_session(row.borrower_id, token_rules=token_rules, now=now, family=row.family)
            return Refreshed(row.borrower_id, pair)
        if not ended:
            sessions.revoke_family(row.family, now)
    raise Unauthenticated("refresh-token-spent")


def close_session(token: str, *, now: datetime) -> None:
    """End the family of a refresh token; a token that is not known changes nothing."""
    row = sessions.by_hash(_hash(token))
    if row is not None:
        with transaction():
            sessions.revoke_family(row.family, now)


def read_access(token: str, *, token_rules: TokenRules, now: datetime) -> Access:
    """Who asks, by a valid access token; Unauthenticated otherwise."""
    for key in token_rules.keys:
        try:
            claims = jwt.decode(
                token,
                key,
                algorithms=[_ALGORITHM],
                options={"require": ["sub", "exp"], "verify_exp": False, "verify_iat": False},
            )
        except jwt.PyJWTError:
            continue
        if datetime.fromtimestamp(claims["exp"], UTC) <= now:
            raise Unauthenticated("access-token-expired")
        return Access(str(claims["sub"]), str(claims.get("fam", "")))
    raise Unauthenticated()
