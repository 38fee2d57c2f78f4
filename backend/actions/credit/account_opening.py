"""The day on which an account began: nothing was paid on it, billed or due before."""

from datetime import date, datetime

from backend.actions.credit.loan_days import first_day_of
from backend.domain.calendar import local_time
from backend.domain.credit.interest_days import nominal_due_on
from backend.errors import Invalid
from backend.store.credit import payments, statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.loan_contracts import contract_of
from backend.store.reminders import deadlines


def check_paid_after_opening(account: Account, paid_at: datetime, *, field: str) -> None:
    """Invalid where a payment lies before the loan was drawn, or before the card was opened, where that is known."""
    paid_on = local_time.local_date(paid_at, account.zone)
    if account.kind == "loan":
        first = _first_day_to_pay(account)
        if paid_on < first:
            raise Invalid("payment-before-loan", first=str(first), field=field)
    elif account.opened_on is not None and paid_on < account.opened_on:
        raise Invalid("payment-before-opening", opened_on=str(account.opened_on), field=field)


def _first_day_to_pay(account: Account) -> date:
    """Where nobody said when a loan was drawn, its first period may be as long as two."""
    terms = contract_of(account).terms
    if account.opened_on is not None:
        return min(account.opened_on, first_day_of(account))
    return terms.drawn_on or nominal_due_on(terms, -1)


def check_opened_on(account: Account) -> None:
    """Invalid where an account is said to be opened behind a day on which it was billed, paid or asked for money."""
    if account.opened_on is None:
        return
    earliest = min(_days_of_life(account), default=account.opened_on)
    if earliest < account.opened_on:
        raise Invalid("opened-too-late", earliest=str(earliest), field="opened_on")


def _days_of_life(account: Account) -> list[date]:
    billed = [row.closes_on for row in statements.of_account(account.id) if row.source != "estimated"]
    paid = [
        local_time.local_date(row.paid_at, account.zone) for row in payments.unreversed_of_account(account.id)
    ]
    asked = [row.due_on for row in deadlines.of_account(account.id) if row.state in ("open", "met")]
    return billed + paid + asked
