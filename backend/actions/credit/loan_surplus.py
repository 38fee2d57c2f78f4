"""Money on a loan that owes no more: it can pay nothing, so it is asked about and never swallowed."""

from backend.actions.credit.account_lifecycle import NOTHING_OWED, has_ended
from backend.actions.credit.early_pay_off import quote_before
from backend.domain.calendar import local_time
from backend.store.credit.credit_accounts import Account
from backend.store.credit.payments import Payment
from backend.store.reminders import deadlines
from backend.store.reminders import series as series_store


def surplus_of(payment: Payment, unallocated: int) -> int:
    """Minor units of a payment that came above all that is known to be owed on its loan: all of it after the loan was
    paid off or settled, and what nothing is left to take of it (`unallocated`) once every instalment is closed."""
    surplus = _surplus_of(payment, unallocated)
    return min(surplus, _above_the_quote(payment)) if surplus else 0


def _above_the_quote(payment: Payment) -> int:
    """So much of a payment is above what would have paid its loan off on its day, the lender's fee with it."""
    quoted = quote_before(payment)
    return payment.amount if quoted is None else max(0, payment.amount - quoted.amount)


def _surplus_of(payment: Payment, unallocated: int) -> int:
    account = payment.account
    if account.kind != "loan" or payment.reversed_at is not None:
        return 0
    if account.status in NOTHING_OWED:
        paid_on = local_time.local_date(payment.paid_at, account.zone)
        return payment.amount if account.ended_on and paid_on > account.ended_on else unallocated
    return unallocated if unallocated and _asks_for_no_more(account) else 0


def _asks_for_no_more(account: Account) -> bool:
    """Whether no instalment is open or still to come; a debt that went elsewhere may be owed there."""
    series = series_store.of_subject(account.id)
    to_come = series is None or series.roll_at is not None
    if has_ended(account) or to_come:
        return False
    return all(row.state != "open" for row in deadlines.of_account(account.id))
