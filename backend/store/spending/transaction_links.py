"""Transactions that belong together: refunds, reimbursements, the two sides of a transfer, pending and posted."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from backend.store import bulk
from backend.store.database import execute, execute_many, one_of
from backend.store.raw_rows import select
from backend.store.rows import (
    Column,
    Row,
    flag,
    instant,
    integer,
    large_integer_or_none,
    short_text,
    word,
)

LinkKind = Literal["refund", "reimbursement", "transfer", "exchange", "conversion", "posted"]
LinkState = Literal["found", "proposed", "confirmed", "refused", "said"]


class LedgerLink(Row):
    """`entry_id` belongs to `other_id`: a refund to its purchase, what left to what arrived, pending to posted.

    `state`: found (holds, and may be refused), proposed (asked, and does not hold yet), confirmed, refused (never
    again), said (by the borrower). `guess`: nothing in the lines proves it. `fee`: what a transfer lost on its way.
    """

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    kind: Column[LinkKind] = word(14)
    entry_id = short_text(40)
    other_id = short_text(40)
    state: Column[LinkState] = word(10)
    guess = flag()
    fee = large_integer_or_none()
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "ledger_link"
        indexes = (
            (("borrower_id", "id"), False),
            (("entry_id", "other_id", "kind"), True),
            (("other_id",), False),
        )


class StoredLink(NamedTuple):
    """A link as matching reads it."""

    id: str
    kind: LinkKind
    entry_id: str
    other_id: str
    state: LinkState
    guess: bool
    fee: int | None


class NewLink(NamedTuple):
    """A link that matching found; instants in microseconds."""

    id: str
    borrower_id: str
    kind: str
    entry_id: str
    other_id: str
    state: str
    guess: bool
    fee: int | None
    created_at: int
    updated_at: int


def find(borrower_id: str, link_id: str) -> LedgerLink | None:
    return LedgerLink.get_or_none((LedgerLink.id == link_id) & (LedgerLink.borrower_id == borrower_id))


def between(entry_id: str, other_id: str, kind: LinkKind) -> LedgerLink | None:
    return LedgerLink.get_or_none(
        (LedgerLink.entry_id == entry_id) & (LedgerLink.other_id == other_id) & (LedgerLink.kind == kind)
    )


def page(
    borrower_id: str,
    *,
    limit: int,
    before: str | None,
    states: Collection[LinkState],
    transaction_id: str | None,
) -> list[LedgerLink]:
    """One page of a borrower's links, newest first."""
    query = LedgerLink.select().where(LedgerLink.borrower_id == borrower_id)
    if states:
        query = query.where(LedgerLink.state.in_(sorted(states)))
    if transaction_id:
        query = query.where((LedgerLink.entry_id == transaction_id) | (LedgerLink.other_id == transaction_id))
    if before:
        query = query.where(LedgerLink.id < before)
    return list(query.order_by(LedgerLink.id.desc()).limit(limit))


def of_transactions(ids: Sequence[str]) -> dict[str, list[LedgerLink]]:
    """By transaction, the links that it is in."""
    found: dict[str, list[LedgerLink]] = defaultdict(list)
    wanted = set(ids)
    query = LedgerLink.select().where(LedgerLink.entry_id.in_(ids) | LedgerLink.other_id.in_(ids))
    for row in query.order_by(LedgerLink.id):
        for each in {row.entry_id, row.other_id} & wanted:
            found[each].append(row)
    return found


def stored(borrower_id: str) -> list[StoredLink]:
    """All of a borrower's: hundreds, where the ledger has tens of thousands of lines."""
    return select(StoredLink, "FROM ledger_link WHERE borrower_id = ? ORDER BY id", (borrower_id,))


def add(rows: Sequence[NewLink]) -> None:
    bulk.insert("ledger_link", rows, also="version = 1", unless="entry_id, other_id, kind")


def remove(ids: Iterable[str]) -> None:
    if listed := [(each,) for each in ids]:
        execute_many("DELETE FROM ledger_link WHERE id = ?", listed)


def remove_of(transaction_ids: Sequence[str]) -> None:
    """Remove every link that one of these transactions is in."""
    for column in ("entry_id", "other_id"):
        these, values = one_of(column, transaction_ids)
        execute(f"DELETE FROM ledger_link WHERE {these}", (values,))


def say(link: LedgerLink, state: LinkState, now: datetime) -> None:
    """Keep what the borrower says of a link."""
    link.state, link.updated_at, link.version = state, now, link.version + 1
    link.save()
