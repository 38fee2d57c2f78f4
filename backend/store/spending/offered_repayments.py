"""Repayments that the ledger shows and nobody has taken as payments yet."""

from datetime import date
from typing import Annotated, NamedTuple

from backend.store.raw_rows import select


class OfferedRepayment(NamedTuple):
    """A line that paid an account from cash, as it was recognised; `amount` is positive, in its account's currency."""

    id: str
    account_id: Annotated[str, "repays_account_id"]
    booked_on: date
    amount: Annotated[int, "-amount"]


def offered_repayments(borrower_id: str, since: date, until: date) -> list[OfferedRepayment]:
    """Those of some days, oldest first."""
    return select(
        OfferedRepayment,
        "FROM ledger_entry WHERE borrower_id = ? AND booked_on BETWEEN ? AND ? AND repays_account_id IS NOT NULL "
        "AND payment_id IS NULL AND amount < 0 AND from_cash AND twin_of IS NULL AND role <> 'dead' "
        "AND part_of IS NULL ORDER BY booked_on, id",
        (borrower_id, since.isoformat(), until.isoformat()),
    )
