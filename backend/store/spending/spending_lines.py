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


class _Fee(NamedTuple):
    """What a transfer between own accounts lost on its way."""

    id: Annotated[str, "e.id"]
    booked_on: Annotated[date, "e.booked_on"]
    fee: Annotated[int, "k.fee"]


_FEES = "fees.bank"


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

    What a credit card paid is left out: it reaches the cash accounts with the card's minimum. A transfer's fee counts.
    """
    those = (borrower_id, currency, since.isoformat(), until.isoformat())
    lines = select(
        SpendingLine,
        "FROM ledger_entry WHERE borrower_id = ? AND currency = ? AND booked_on BETWEEN ? AND ? "
        "AND role IN ('spending', 'refund') AND from_cash AND twin_of IS NULL ORDER BY booked_on, id",
        those,
    )
    fees = select(
        _Fee,
        "FROM ledger_link k JOIN ledger_entry e ON e.id = k.entry_id WHERE e.borrower_id = ? AND e.currency = ? "
        "AND e.booked_on BETWEEN ? AND ? AND k.fee > 0 AND k.state IN ('found', 'confirmed', 'said') "
        "AND e.role = 'transfer' AND e.from_cash ORDER BY e.booked_on, e.id",
        those,
    )
    if not fees:
        return lines
    paid = [SpendingLine(each.id, each.booked_on, -each.fee, _FEES) for each in fees]
    return sorted(lines + paid, key=lambda line: (line.booked_on, line.id))


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


class FileSpan(NamedTuple):
    """The first and the last day of what one file shows of one account that holds cash."""

    account_id: str
    currency: str
    first: Annotated[date, "MIN(booked_on)"]
    last: Annotated[date, "MAX(booked_on)"]


class _TypedDay(NamedTuple):
    booked_on: date


def file_spans(borrower_id: str) -> list[FileSpan]:
    """What each imported file covers of each cash account."""
    return select(
        FileSpan,
        "FROM ledger_entry WHERE borrower_id = ? AND import_id IS NOT NULL AND from_cash "
        "GROUP BY account_id, currency, import_id",
        (borrower_id,),
    )


def typed_spending_days(borrower_id: str) -> list[date]:
    """The days of which the borrower typed what was paid in cash."""
    found = select(
        _TypedDay,
        "FROM ledger_entry WHERE borrower_id = ? AND import_id IS NULL AND from_cash AND amount < 0 "
        "GROUP BY booked_on ORDER BY booked_on",
        (borrower_id,),
    )
    return [each.booked_on for each in found]


def span_of_import(import_id: str) -> tuple[date, date] | None:
    """The first and last day that an import added."""
    return _days(select(Span, "FROM ledger_entry WHERE import_id = ?", (import_id,)))


def _days(found: list[Span]) -> tuple[date, date] | None:
    first, last = found[0]
    return None if first is None or last is None else (first, last)
