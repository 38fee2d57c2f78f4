"""What the ledger says of daily spending: the lines that plans and envelopes count, as plain values."""

from datetime import date
from typing import Annotated, NamedTuple

from backend.store.raw_rows import select


class SpendingLine(NamedTuple):
    """One transaction that counts as spending, or takes some of it back."""

    id: str
    booked_on: date
    amount: int
    category: str


class CashMovement(NamedTuple):
    """One transaction that moved cash for good: spending, a refund, or income."""

    id: str
    booked_on: date
    amount: int
    currency: str
    category: str
    role: str


class Span(NamedTuple):
    """The first and the last day of something; nothing where there is nothing."""

    first: Annotated[date | None, "MIN(booked_on)"]
    last: Annotated[date | None, "MAX(booked_on)"]


def spending_lines(borrower_id: str, currency: str, since: date, until: date) -> list[SpendingLine]:
    """What was spent from cash or refunded, each payment once, oldest first.

    What a credit card paid is left out: it reaches the cash accounts with the card's minimum.
    """
    return select(
        SpendingLine,
        "FROM ledger_entry WHERE borrower_id = ? AND currency = ? AND booked_on BETWEEN ? AND ? "
        "AND role IN ('spending', 'refund') AND from_cash AND twin_of IS NULL ORDER BY booked_on, id",
        (borrower_id, currency, since.isoformat(), until.isoformat()),
    )


def cash_movements(borrower_id: str, since: date, until: date) -> list[CashMovement]:
    """What came and went in cash in any currency, each payment once, oldest first; transfers are left out."""
    return select(
        CashMovement,
        "FROM ledger_entry WHERE borrower_id = ? AND booked_on BETWEEN ? AND ? "
        "AND role IN ('spending', 'refund', 'income') AND from_cash AND twin_of IS NULL ORDER BY booked_on, id",
        (borrower_id, since.isoformat(), until.isoformat()),
    )


def span(borrower_id: str, currency: str) -> tuple[date, date] | None:
    """The first and the last day of the ledger in one currency."""
    found = select(Span, "FROM ledger_entry WHERE borrower_id = ? AND currency = ?", (borrower_id, currency))
    return _days(found)


def span_of_import(import_id: str) -> tuple[date, date] | None:
    """The first and last day that an import added."""
    return _days(select(Span, "FROM ledger_entry WHERE import_id = ?", (import_id,)))


def _days(found: list[Span]) -> tuple[date, date] | None:
    first, last = found[0]
    return None if first is None or last is None else (first, last)
