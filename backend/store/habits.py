"""What the ledger says of daily spending: the lines that plans and envelopes count, as plain values."""

from datetime import date
from typing import Any

import peewee

from backend.store.ledger import LedgerEntry


def spending_lines(
    borrower_id: str, currency: str, since: date, until: date
) -> list[tuple[str, date, int, str]]:
    """(entry, day, amount, category) of what was spent from cash or refunded, each payment once, oldest first.

    What a credit card paid is left out: it reaches the cash accounts with the card's minimum.
    """
    query = (
        LedgerEntry.select(LedgerEntry.id, LedgerEntry.booked_on, LedgerEntry.amount, LedgerEntry.category)
        .where(
            (LedgerEntry.borrower_id == borrower_id)
            & (LedgerEntry.currency == currency)
            & LedgerEntry.booked_on.between(since, until)
            & LedgerEntry.role.in_(("spending", "refund"))
            & LedgerEntry.from_cash
            & LedgerEntry.twin_of.is_null()
        )
        .order_by(LedgerEntry.booked_on, LedgerEntry.id)
        .tuples()
    )
    return [(entry, _day(on), amount, category) for entry, on, amount, category in query]


def span(borrower_id: str, currency: str) -> tuple[date, date] | None:
    """The first and the last day of the ledger in one currency."""
    query = LedgerEntry.select(
        peewee.fn.MIN(LedgerEntry.booked_on), peewee.fn.MAX(LedgerEntry.booked_on)
    ).where((LedgerEntry.borrower_id == borrower_id) & (LedgerEntry.currency == currency))
    first, last = query.scalar(as_tuple=True)
    return None if first is None else (_day(first), _day(last))


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
