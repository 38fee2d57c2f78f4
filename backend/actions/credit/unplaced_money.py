"""Money on a card that no bill can take by its day alone, though one is open that it may have been meant for.

What arrives on a closing day, or shortly before, is in the new statement's balance or not, as the issuer books it; what
arrives before the first bill that is known belongs to nothing that is known. Nobody can tell from here, so the
borrower is asked. Money that lies within a cycle is no question: what its bill did not take lowers the balance.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from backend.actions.credit.allocation import pays
from backend.domain.calendar import local_time
from backend.store.credit import statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.payments import Payment
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline

# How long an issuer takes to book what was paid.
_BOOKED_WITHIN = timedelta(days=3)
# Before the first known bill: any that closes within a cycle.
_A_CYCLE = timedelta(days=31)


class UnplacedMoney(NamedTuple):
    """`amount` minor units of a payment, and the open bills that it may have been meant for, earliest first."""

    amount: int
    bills: tuple[Deadline, ...]


class OpenBills(NamedTuple):
    """When a card's statements closed, and its open dues, each with its closing day; None where it has none."""

    closings: Sequence[date]
    open: Sequence[tuple[Deadline, date | None]]


BillsOf = Callable[[Account], OpenBills]


def open_bills_of(account: Account) -> OpenBills:
    """Read once for all of a card's payments."""
    closings = {row.id: row.closes_on for row in statements.of_account(account.id)}
    dues = [row for row in deadlines.of_account(account.id) if row.state == "open"]
    return OpenBills(list(closings.values()), [(row, closings.get(row.subject_id or "")) for row in dues])


def unplaced_money(
    account: Account,
    payment: Payment,
    unallocated: int,
    bills_of: BillsOf = open_bills_of,
) -> UnplacedMoney | None:
    """What to ask about a payment on a card; None where nothing is unclear, or the borrower has said it."""
    if account.kind != "card" or not unallocated or payment.meant_as is not None or payment.reversed_at:
        return None
    if payment.meant_deadline_id is not None or not pays(account, payment):
        return None
    known = bills_of(account)
    paid_on = local_time.local_date(payment.paid_at, account.zone)
    in_a_cycle = any(closes_on < paid_on for closes_on in known.closings)
    last = paid_on + (_BOOKED_WITHIN if in_a_cycle else _A_CYCLE)
    bills = tuple(
        due for due, closes_on in known.open if closes_on is not None and paid_on <= closes_on <= last
    )
    return UnplacedMoney(unallocated, bills) if bills else None
