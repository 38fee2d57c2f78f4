"""Dues that may be paid already: a file shows the repayment, and nobody has taken it as a payment yet.

The money has left the account, so it is not expected to leave again; but that it paid this due is not certain, so the
low case pays the due once more.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from backend.actions.spending.cash_flow_currencies import Currencies
from backend.actions.spending.dues import OpenDue
from backend.domain.calendar.local_time import local_date
from backend.domain.spending.forecast.flows import Flow
from backend.store.credit import credit_accounts, payments
from backend.store.spending.offered_repayments import OfferedRepayment, offered_repayments

_OLDEST = timedelta(days=62)
_SAME_PAYMENT_DAYS = 5


class MaybePaid(NamedTuple):
    """A due, how much of it a line of the ledger may have paid, and when; the amount is in the forecast's currency."""

    due_id: str
    name: str
    due_on: date
    transaction_id: str
    booked_on: date
    amount: int

    def flow(self, today: date) -> Flow:
        """What need not leave again on the day of the due, unless it has to after all."""
        on = max(self.due_on, today)
        return Flow(on, self.amount, 0, self.amount, "fixed", self.name, self.transaction_id)


def maybe_paid(
    borrower_id: str, dues: Sequence[OpenDue], into: Currencies, today: date
) -> tuple[MaybePaid, ...]:
    """What offered repayments may have paid of the dues: a line pays its account's dues from the oldest on, once."""
    offered = offered_repayments(borrower_id, today - _OLDEST, today)
    owed = sorted(dues, key=lambda each: (each.due.on, each.due.id)) if offered else []
    left = {line.id: line.amount for line in offered if not _typed_too(line, borrower_id)}
    return tuple(found for each in owed for found in _paid_of(each, offered, left, into))


def _paid_of(
    each: OpenDue, offered: Sequence[OfferedRepayment], left: dict[str, int], into: Currencies
) -> Iterator[MaybePaid]:
    missing = each.said
    for line in offered:
        part = min(missing, left.get(line.id, 0))
        if part > 0 and line.account_id == each.due.account_id and each.payable_from <= line.booked_on:
            left[line.id] -= part
            missing -= part
            amount = min(each.due.amount, into.amount(part, each.currency))
            yield MaybePaid(each.due.id, each.due.name, each.due.on, line.id, line.booked_on, amount)


def _typed_too(line: OfferedRepayment, borrower_id: str) -> bool:
    """Whether a payment of that sum about that day is recorded: it is the same money, and pays nothing more."""
    account = credit_accounts.find(borrower_id, line.account_id)
    return account is None or any(
        row.amount == line.amount
        and abs((local_date(row.paid_at, account.zone) - line.booked_on).days) <= _SAME_PAYMENT_DAYS
        for row in payments.unreversed_of_account(account.id)
    )
