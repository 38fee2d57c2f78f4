"""The payment with which an account is current again is told too: a line in the inbox, and no push."""

from datetime import datetime

from backend.actions.reminders import alerts
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar.local_time import local_date
from backend.store.credit.credit_accounts import Account
from backend.store.credit.payments import Payment
from backend.store.reminders import deadlines, said_before
from backend.store.reminders.deadlines import Deadline

KIND = "current_again"


def late_dues(account: Account, at: datetime) -> list[Deadline]:
    """The open dues of an account whose last chance had passed at an instant."""
    rows = deadlines.of_account(account.id)
    return [row for row in rows if row.state == "open" and row.last_chance_at < at and row.outstanding != 0]


def tell_if_current_again(
    payment: Payment, account: Account, late: list[Deadline], scheduler: ReminderScheduler
) -> None:
    """`late` is what was late for certain or by an estimate when the payment came; a guess made nobody late."""
    if account.status != "open" or payment.kind != "payment" or not any(row.sure for row in late):
        return
    if late_dues(account, scheduler.now):
        return
    alerts.speak(
        scheduler,
        KIND,
        payment.id,
        title=account.name,
        on=local_date(payment.paid_at, account.zone),
        amount=payment.amount,
        allocated=0,
        currency=account.currency,
    )


def take_back(payment: Payment, scheduler: ReminderScheduler) -> None:
    """The payment never was, so what was told of it is no longer the case."""
    row = said_before.about(payment.borrower_id, KIND, payment.id)
    if row is not None:
        alerts.close(scheduler, row)
