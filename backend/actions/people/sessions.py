"""Sessions: a short-lived access token and a rotating refresh token, the latter only ever as a hash; how they end."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import jwt

from backend.errors import NotFound, Unauthenticated
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.people import sessions
from backend.store.people.sessions import RefreshToken, Session
from backend.store.reminders import devices

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


# As long as a phone needs to find its network again, or its app to be brought back to the front: a minute was too
# short for others (advplyr/audiobookshelf#5281).
GRACE = timedelta(minutes=5)
# Were each exchange forgiven, a thief who always follows its owner's at once would never be found out.
FORGIVEN_AGAIN = timedelta(days=1)


class Refreshed(NamedTuple):
    """Whose refresh token was exchanged, and for what."""

    borrower_id: str
    tokens: Tokens


class Access(NamedTuple):
    """Whose access token it is, and the family of refresh tokens that it came with."""

    borrower_id: str
    family: str


class Program(NamedTuple):
    """What asks for tokens: what its owner calls the device, and what the program says of itself."""

    device_name: str | None = None
    user_agent: str = ""

    @property
    def digest(self) -> str:
        return _hash(self.user_agent)


_UNNAMED = Program()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(
    borrower_id: str, *, token_rules: TokenRules, now: datetime, program: Program = _UNNAMED
) -> Tokens:
    """Begin a session and issue its first pair."""
    family, refresh = new_id("fam", now), secrets.token_urlsafe(32)
    with transaction():
        Session.create(
            id=family,
            borrower_id=borrower_id,
            device_name=program.device_name,
            created_at=now,
            last_used_at=now,
            expires_at=now + token_rules.refresh,
            proven_at=now,
        )
        return _issue(borrower_id, family, refresh, token_rules, now)


def _issue(borrower_id: str, family: str, refresh: str, token_rules: TokenRules, now: datetime) -> Tokens:
    RefreshToken.create(
        id=new_id("rt", now),
        borrower=borrower_id,
        family=family,
        token_hash=_hash(refresh),
        created_at=now,
        expires_at=now + token_rules.refresh,
    )
    return _pair(borrower_id, family, refresh, token_rules, now)


def _pair(borrower_id: str, family: str, refresh: str, token_rules: TokenRules, now: datetime) -> Tokens:
    claims = {"sub": borrower_id, "fam": family, "iat": int(now.timestamp())}
    claims["exp"] = int((now + token_rules.access).timestamp())
    access = jwt.encode(claims, token_rules.keys[0], algorithm=_ALGORITHM)
    return Tokens(access, refresh, int(token_rules.access.total_seconds()))


def refresh_session(
    token: str, *, token_rules: TokenRules, now: datetime, program: Program = _UNNAMED
) -> Refreshed:
    """Exchange a refresh token for a new pair.

    A rotated one coming back means that it was stolen, and its session ends; but for one time in a day that the same
    program sends it again soon: its answer was lost, and it gets the same token as before.
    """
    row = sessions.by_hash(_hash(token))
    if row is None:
        raise Unauthenticated("refresh-token-invalid")
    with transaction():
        if row.expires_at > now and sessions.find_living(row.family):
            if sessions.rotate(row, by=program.digest, now=now):
                following = _following(token, token_rules.keys[0])
                sessions.use(row.family, expires_at=now + token_rules.refresh, now=now)
                return Refreshed(
                    row.borrower_id, _issue(row.borrower_id, row.family, following, token_rules, now)
                )
            lost = _lost(token, program, token_rules, now)
            if lost and sessions.forgive(row.family, last_before=now - FORGIVEN_AGAIN, now=now):
                return Refreshed(row.borrower_id, _pair(row.borrower_id, row.family, lost, token_rules, now))
            end_sessions([row.family], now=now)
    raise Unauthenticated("refresh-token-spent")


def _following(token: str, key: str) -> str:
    """The token that takes the place of this one: made of it and of our secret, so that it can be given once more."""
    made = hmac.digest(key.encode(), b"graceday refresh\n" + token.encode(), "sha256")
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _lost(token: str, program: Program, token_rules: TokenRules, now: datetime) -> str | None:
    """The token that this one was exchanged for, if that was just now, by the same program, and was not used."""
    row = sessions.by_hash(_hash(token))
    if (
        row is None
        or row.rotated_at is None
        or row.rotated_at < now - GRACE
        or row.rotated_by != program.digest
    ):
        return None
    for key in token_rules.keys:
        following = _following(token, key)
        found = sessions.by_hash(_hash(following))
        if found is not None:
            return following if found.rotated_at is None else None
    return None


def close_session(token: str, *, now: datetime) -> None:
    """End the session of a refresh token; a token that is not known changes nothing."""
    row = sessions.by_hash(_hash(token))
    if row is not None:
        end_sessions([row.family], now=now)


def prove(session_id: str, *, now: datetime) -> None:
    """Whoever asks in this session has just given the password."""
    with transaction():
        sessions.prove(session_id, now)


def end_sessions(families: Sequence[str], *, now: datetime) -> None:
    """End sessions with their tokens; the devices that were registered in them get nothing more."""
    with transaction():
        sessions.end(families, now)
        devices.silence(families, now)


def end_one(borrower_id: str, session_id: str, *, now: datetime) -> None:
    """End one of the borrower's sessions; NotFound where it is none."""
    if session_id not in [row.id for row in sessions.living(borrower_id, now)]:
        raise NotFound()
    end_sessions([session_id], now=now)


def end_all(borrower_id: str, *, keep: str | None, now: datetime) -> None:
    """End every session of a borrower but `keep`. Devices that were registered in none get nothing more either."""
    with transaction():
        end_sessions([row.id for row in sessions.living(borrower_id, now) if row.id != keep], now=now)
        devices.silence_without_session(borrower_id, now)


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
