"""Sessions, and their refresh tokens, kept as hashes: the reuse of a rotated one ends the whole session.

A session's id is the `family` of its tokens, which an access token names as well.
"""

from collections.abc import Sequence
from datetime import datetime

from backend.store.people.borrowers import Borrower
from backend.store.rows import (
    Column,
    Row,
    instant,
    instant_or_none,
    reference,
    short_text,
    short_text_or_none,
)


class Session(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text(40, index=True)  # a foreign key in the migrations
    device_name = short_text_or_none(80)
    created_at = instant()
    last_used_at = instant()
    expires_at = instant()
    proven_at = instant_or_none()  # when its owner last gave the password; NULL: before this was kept
    forgiven_at = instant_or_none()  # when an answer of its was last said to be lost
    ended_at = instant_or_none()

    class Meta:
        table_name = "session"


class RefreshToken(Row):
    id = short_text(40, primary_key=True)
    borrower = reference(Borrower, "borrower_id")
    borrower_id: Column[str]
    family = short_text(40, index=True)
    token_hash = short_text(64, unique=True)
    created_at = instant()
    expires_at = instant()
    rotated_at = instant_or_none()
    rotated_by = short_text_or_none(64)  # a digest of what the program that exchanged it says of itself
    revoked_at = instant_or_none()

    class Meta:
        table_name = "refresh_token"


def by_hash(token_hash: str) -> RefreshToken | None:
    return RefreshToken.get_or_none(RefreshToken.token_hash == token_hash)


def rotate(row: RefreshToken, *, by: str, now: datetime) -> bool:
    """Mark a token as used; False if another request was faster."""
    query = RefreshToken.update(rotated_at=now, rotated_by=by).where(
        (RefreshToken.id == row.id) & RefreshToken.rotated_at.is_null() & RefreshToken.revoked_at.is_null()
    )
    return bool(query.execute())


def forgive(family: str, *, last_before: datetime, now: datetime) -> bool:
    """Let a session's lost answer pass; False where one has passed since `last_before`, or it has ended."""
    query = Session.update(forgiven_at=now).where(
        (Session.id == family)
        & (Session.forgiven_at.is_null() | (Session.forgiven_at < last_before))
        & Session.ended_at.is_null()
    )
    return bool(query.execute())


def use(family: str, *, expires_at: datetime, now: datetime) -> None:
    """A session was used, and lasts longer for it."""
    Session.update(last_used_at=now, expires_at=expires_at).where(Session.id == family).execute()


def find_living(family: str) -> Session | None:
    """A session, unless it was ended, or is so old that nothing is known of it."""
    return Session.get_or_none((Session.id == family) & Session.ended_at.is_null())


def prove(family: str, now: datetime) -> None:
    """The owner of a session has just given the password."""
    Session.update(proven_at=now).where(Session.id == family).execute()


def living(borrower_id: str, now: datetime) -> list[Session]:
    """The sessions of a borrower that can still be used, oldest first."""
    query = Session.select().where(
        (Session.borrower_id == borrower_id) & Session.ended_at.is_null() & (Session.expires_at > now)
    )
    return list(query.order_by(Session.id))


def end(families: Sequence[str], now: datetime) -> None:
    """End sessions, and every token of theirs."""
    Session.update(ended_at=now).where(Session.id.in_(families) & Session.ended_at.is_null()).execute()
    RefreshToken.update(revoked_at=now).where(
        RefreshToken.family.in_(families) & RefreshToken.revoked_at.is_null()
    ).execute()
