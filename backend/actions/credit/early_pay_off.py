"""A loan paid off early: what that takes on a day, and that it is silent afterwards."""

from datetime import date, datetime

from backend.actions.credit.account_lifecycle import NOTHING_OWED, follow_status
from backend.actions.credit.agreed_dues import plans_in_place
from backend.actions.credit.loan_settlement import owed_by, resume, settlement_of
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar import local_time
from backend.domain.credit.loan_dues import Owed
from backend.domain.credit.pay_off import PayOff, pay_off
from backend.errors import Conflict, Invalid
from backend.store.credit import payments
from backend.store.credit.credit_accounts import Account
from backend.store.credit.payments import Payment
from backend.store.versions import save_new_version

PAID_OFF = "paid_off"


def quote(account: Account, *, on: date, today: date) -> PayOff:
    """What would pay the loan off on a day, today or later, as far as the contract tells it."""
    if on < today:
        raise Invalid("pay-off-in-the-past", field="on")
    if account.status in NOTHING_OWED:
        return PayOff(on, Owed(0, 0, 0), 0)
    _must_follow_contract(account)
    return _quoted(account, owed_by(account, on), on)


def _must_follow_contract(account: Account) -> None:
    """Conflict while an agreed plan is in the contract's place: what pays it off is in the agreement."""
    if plans_in_place(account.id):
        raise Conflict("loan-under-agreed-plan")


def _quoted(account: Account, owed: Owed, on: date) -> PayOff:
    return pay_off(owed, on, fee_bp=account.loan_terms.prepayment_fee_bp)


def check_pays_off(payment: Payment, *, was_asked: bool) -> None:
    """Invalid where a payment that was meant to pay a loan off leaves something that is known to be owed on its day.

    The interest of that day alone may be missing, since lenders differ in whether they count it. Where the borrower
    `was_asked`, and so told what looks open of interest and penalty, their word that the lender asks for no more
    counts.
    """
    account = payment.account
    _must_follow_contract(account)
    found = settlement_of(account).owed[payment.id]
    quoted = _quoted(account, found, local_time.local_date(payment.paid_at, account.zone))
    told = found.interest + (quoted.penalty or 0) if was_asked else found.interest_of_day
    if quoted.amount - payment.amount > told:
        raise Invalid("pay-off-too-small", field="amount", owed=quoted.amount)


def quote_before(payment: Payment) -> PayOff | None:
    """What would have paid the loan off on a payment's day, without it; None where it came to less than the principal
    and was not meant to pay the loan off."""
    account = payment.account
    owed = settlement_of(account).owed.get(payment.id)
    paid_on = local_time.local_date(payment.paid_at, account.zone)
    return None if owed is None else _quoted(account, owed, paid_on)


def is_said(account: Account) -> bool:
    """Whether a payment that stands was meant to pay the loan off."""
    return any(row.meant_as == "pay_off" for row in payments.unreversed_of_account(account.id))


def follow_pay_off(account: Account, scheduler: ReminderScheduler) -> bool:
    """Let the loan be paid off where a payment that stands says so, and run again where none does any more, or what was
    paid before it bounced, so that it leaves principal or something past due.

    Returns whether its instalments changed; the caller settles.
    """
    owed = settlement_of(account).owed
    said = [
        row
        for row in payments.unreversed_of_account(account.id)
        if row.meant_as == "pay_off" and row.amount >= owed[row.id].past_due + owed[row.id].principal
    ]
    if bool(said) == (account.status == PAID_OFF):
        return False
    if said:
        return _end(account, said[-1].paid_at, scheduler)
    account.status = "open"
    save_new_version(account, scheduler.now)
    series = follow_status(account, scheduler)
    return series is not None and resume(account, series, scheduler)


def _end(account: Account, paid_at: datetime, scheduler: ReminderScheduler) -> bool:
    account.status, account.ended_on = PAID_OFF, local_time.local_date(paid_at, account.zone)
    save_new_version(account, scheduler.now)
    follow_status(account, scheduler)
    return True
