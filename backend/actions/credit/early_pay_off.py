"""A loan paid off early: what that takes on a day, and that it is silent afterwards."""

from datetime import date, datetime

from backend.actions.credit.account_lifecycle import follow_status
from backend.actions.credit.loan_settlement import resume, settlement_of
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar import local_time
from backend.domain.credit.pay_off import PayOff, pay_off
from backend.errors import Invalid
from backend.store.credit import loan_contracts, payments
from backend.store.credit.credit_accounts import Account
from backend.store.credit.payments import Payment
from backend.store.reminders import deadlines
from backend.store.versions import save_new_version

PAID_OFF = "paid_off"


def quote(account: Account, *, on: date, today: date) -> PayOff:
    """What would pay the loan off on a day, today or later, as far as the contract tells it."""
    if on < today:
        raise Invalid("pay-off-in-the-past", field="on")
    paid = settlement_of(account).settled_at
    rows = deadlines.of_contract(account.id)
    past = [row for row in rows if row.state == "open" and row.due_on <= on]
    closed = {int(row.subject_id) for row in rows if row.subject_id and row.state != "open"}
    first_told = min((int(row.subject_id) for row in rows if row.subject_id), default=1)
    due = {int(row.subject_id) for row in past if row.subject_id}
    ahead = [
        part.index
        for part in loan_contracts.schedule_of(account)
        if part.index >= first_told and part.index not in paid and part.index not in closed | due
    ]
    return pay_off(
        loan_contracts.contract_of(account),
        on,
        next_number=min(ahead, default=0),
        past_due=sum(row.outstanding or 0 for row in past),
        paid_towards=sum(row.allocated for row in rows if row.state == "open" and row.due_on > on),
    )


def check_pays_off(payment: Payment) -> None:
    """Invalid where a payment that was meant to pay a loan off leaves principal, or something past due."""
    found = settlement_of(payment.account)
    if found.left_after.get(payment.id, 0) > 0:
        raise Invalid("pay-off-too-small", field="amount")


def follow_pay_off(account: Account, scheduler: ReminderScheduler) -> bool:
    """Let the loan be paid off where a payment that stands says so, and run again where none does any more.

    Returns whether its instalments changed; the caller settles.
    """
    said = [row for row in payments.unreversed_of_account(account.id) if row.meant_as == "pay_off"]
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
