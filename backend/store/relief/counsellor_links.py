"""Links that show a counsellor what a borrower chose. The token is kept as a hash, the answer for a quarter of an hour.

Opening and renewing are each one statement with its condition in it, so neither needs the borrower's lock.
"""

from datetime import datetime

from backend.store.database import execute, to_micros
from backend.store.rows import (
    Row,
    flag,
    instant,
    instant_or_none,
    integer,
    long_text_or_none,
    short_text,
    short_text_or_none,
)


class CounsellorLink(Row):
    """`currency` of the cash flow (NULL: none is known); `pay_off`: the comparison that is asked for, as JSON.

    `kept` is the answer as of `kept_at`, without names, NULL once the link has ended; `renewing_at`: since when
    somebody works it out anew.
    """

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    token_hash = short_text(64, unique=True)
    shows_debts = flag()
    shows_room = flag()
    shows_agreements = flag()
    currency = short_text_or_none(3)
    pay_off = long_text_or_none()
    created_at = instant()
    expires_at = instant()
    withdrawn_at = instant_or_none()
    opened_count = integer()
    last_opened_at = instant_or_none()
    kept = long_text_or_none()
    kept_at = instant()
    renewing_at = instant_or_none()

    class Meta:
        table_name = "counsellor_link"
        indexes = ((("borrower_id", "id"), False),)


def find(borrower_id: str, link_id: str) -> CounsellorLink | None:
    return CounsellorLink.get_or_none(
        (CounsellorLink.id == link_id) & (CounsellorLink.borrower_id == borrower_id)
    )


def page(borrower_id: str, *, limit: int, after: str | None = None) -> list[CounsellorLink]:
    """One page of a borrower's links, oldest first, those that have ended among them."""
    query = CounsellorLink.select().where(CounsellorLink.borrower_id == borrower_id)
    if after:
        query = query.where(CounsellorLink.id > after)
    return list(query.order_by(CounsellorLink.id).limit(limit))


def count_live(borrower_id: str, now: datetime) -> int:
    """How many of a borrower's links can be opened."""
    return int(
        CounsellorLink.select()
        .where(
            (CounsellorLink.borrower_id == borrower_id)
            & (CounsellorLink.expires_at > now)
            & CounsellorLink.withdrawn_at.is_null()
        )
        .count()
    )


def live_by_hash(token_hash: str, now: datetime) -> CounsellorLink | None:
    """The link that a token opens; one that has ended is as one that never was."""
    return CounsellorLink.get_or_none(
        (CounsellorLink.token_hash == token_hash)
        & (CounsellorLink.expires_at > now)
        & CounsellorLink.withdrawn_at.is_null()
    )


def count_opening(link_id: str, now: datetime) -> None:
    execute(
        "UPDATE counsellor_link SET opened_count = opened_count + 1, last_opened_at = ? WHERE id = ?",
        (to_micros(now), link_id),
    )


def claim_renewal(link_id: str, *, older_than: datetime, abandoned_at: datetime, now: datetime) -> bool:
    """Whether the caller is the one to work the answer out anew: it is old, and nobody else is at it."""
    claimed = execute(
        "UPDATE counsellor_link SET renewing_at = ? WHERE id = ? AND kept_at <= ? "
        "AND (renewing_at IS NULL OR renewing_at <= ?)",
        (to_micros(now), link_id, to_micros(older_than), to_micros(abandoned_at)),
    )
    return int(claimed.rowcount) == 1


def keep(link_id: str, kept: str, now: datetime) -> bool:
    """Keep a new answer; False where the link was withdrawn or erased meanwhile."""
    written = execute(
        "UPDATE counsellor_link SET kept = ?, kept_at = ?, renewing_at = NULL "
        "WHERE id = ? AND withdrawn_at IS NULL",
        (kept, to_micros(now), link_id),
    )
    return int(written.rowcount) == 1
