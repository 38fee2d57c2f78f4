"""What the ledger says of daily spending: the lines that plans and envelopes count, as plain values."""

from datetime import date
from typing import Any

import peewee

from backend.store.spending.ledger import LedgerTransaction


def spending_lines(
    borrower_id: str, currency: str, since: date, until: date
) -> list[tuple[str, date, int, str]]:
    """(entry, day, amount, category) of what was spent from cash or refunded, each payment once, oldest first.

    What a credit card paid is left out: it reaches the cash accounts with the card's minimum.
    """
    query = (
        LedgerTransaction.select(
            LedgerTransaction.id,
            LedgerTransaction.booked_on,
            LedgerTransaction.amount,
            LedgerTransaction.category,
        )
        .where(
            (LedgerTransaction.borrower_id == borrower_id)
            & (LedgerTransaction.currency == currency)
            & LedgerTransaction.booked_on.between(since, until)
            & LedgerTransaction.role.in_(("spending", "refund"))
            & LedgerTransaction.from_cash
            & LedgerTransaction.twin_of.is_null()
        )
        .order_by(LedgerTransaction.booked_on, LedgerTransaction.id)
        .tuples()
    )
    return [(entry, _day(on), amount, category) for entry, on, amount, category in query]


def span(borrower_id: str, currency: str) -> tuple[date, date] | None:
    """The first and the last day of the ledger in one currency."""
    query = LedgerTransaction.select(
        peewee.fn.MIN(LedgerTransaction.booked_on), peewee.fn.MAX(LedgerTransaction.booked_on)
    ).where((LedgerTransaction.borrower_id == borrower_id) & (LedgerTransaction.currency == currency))
    first, last = query.scalar(as_tuple=True)
    return None if first is None else (_day(first), _day(last))


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
