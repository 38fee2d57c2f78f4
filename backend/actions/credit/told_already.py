"""Whether money is told twice: typed, by a word, and by a bank's line. Told twice it would meet the next due as well.

The same amount on the same account within the days that a bank takes to book is probably the same money. Nobody can
tell from here, so it is never booked again unasked: the borrower says where it is another payment.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from backend.domain.calendar import local_time
from backend.errors import Conflict
from backend.store.credit import credit_accounts, payments
from backend.store.credit.credit_accounts import Account
from backend.store.credit.payments import Payment
from backend.store.spending.taken_payments import taken_as

# A weekend and a holiday may lie between the day of paying and the day of booking; a week's rhythm must not.
BOOKED_WITHIN = timedelta(days=5)


class OfferedLine(NamedTuple):
    """A bank's line that may be a payment of an account; `amount` in minor units, above zero."""

    id: str
    account_id: str
    amount: int
    booked_on: date


def check_untold(account: Account, *, amount: int, paid_at: datetime, kind: str) -> None:
    """Conflict where money that is typed seems to be recorded from a bank's line. Typed twice, it is two payments."""
    near = _near(account, amount, local_time.local_date(paid_at, account.zone), kind)
    taken = taken_as([row.id for row in near])
    for row in near:
        if row.id in taken:
            raise _told(row, account)


def check_line_untold(account: Account, *, amount: int, booked_on: date, kind: str) -> None:
    """Conflict where a bank's line seems to be money that was typed, or said to be paid, and that no line has yet."""
    found = untold_by_lines(_near(account, amount, booked_on, kind))
    if found:
        raise _told(found[0], account)


def untold_by_lines(rows: Sequence[Payment]) -> list[Payment]:
    """Of these payments those that no bank's line was taken as."""
    taken = taken_as([row.id for row in rows])
    return [row for row in rows if row.id not in taken]


def told_of(lines: Sequence[OfferedLine]) -> dict[str, str]:
    """By line, the payment that was typed and is probably it; of the lines that no payment was made of."""
    if not lines:
        return {}
    accounts = {row.id: row for row in credit_accounts.of_ids([line.account_id for line in lines])}
    billers = {row.id: row.billed_with or row.id for row in accounts.values()}
    alike = payments.alike([*accounts, *billers.values()], [line.amount for line in lines], "payment")
    typed = untold_by_lines(alike)
    found = {}
    for line in lines:
        account = accounts[line.account_id]
        payers = (account.id, billers[account.id])
        own = [row for row in typed if row.account_id in payers and row.amount == line.amount]
        near = _nearest(own, account, line.booked_on)
        if near:
            found[line.id] = near[0].id
    return found


def paid_on_of(row: Payment, account: Account) -> date:
    return local_time.local_date(row.paid_at, account.zone)


def _near(account: Account, amount: int, day: date, kind: str) -> list[Payment]:
    """The payments alike that stand, the nearest first."""
    return _nearest(payments.alike([account.id], [amount], kind), account, day)


def _nearest(rows: Iterable[Payment], account: Account, day: date) -> list[Payment]:
    """Of these those that lie no further from a day than a bank takes to book, the nearest first."""
    near = [row for row in rows if abs(paid_on_of(row, account) - day) <= BOOKED_WITHIN]
    return sorted(near, key=lambda row: (abs(paid_on_of(row, account) - day), row.id))


def _told(row: Payment, account: Account) -> Conflict:
    return Conflict(
        "payment-told-already",
        field="is_another",
        paid_on=paid_on_of(row, account).isoformat(),
        payment=row.id,
    )
