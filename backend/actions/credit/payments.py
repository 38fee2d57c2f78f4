"""Payments: recorded, allocated to the oldest past-due minimum first, reversed; never deleted."""

from datetime import datetime, timedelta

from backend.actions.credit.estimates import resettle
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.errors import Conflict, Invalid
from backend.ids import new_id
from backend.store.credit.credit_accounts import Account
from backend.store.credit.payments import Payment
from backend.store.database import transaction
from backend.store.versions import save_next_version

# A phone's clock may run ahead of ours; beyond this, a payment in the future is a slip of the finger.
CLOCK_SKEW = timedelta(days=1)


def record_payment(
    account: Account, *, amount: int, paid_at: datetime, now: datetime, note: str | None = None
) -> Payment:
    """Record what was paid (minor units) and let it settle what it can."""
    check_paid_at(paid_at, now)
    with transaction():
        scheduler = ReminderScheduler(account.borrower_id, now=now)
        payment = Payment.create(
            id=new_id("pay", now),
            borrower_id=account.borrower_id,
            account=account.id,
            amount=amount,
            currency=account.currency,
            paid_at=paid_at,
            note=note,
            created_at=now,
        )
        resettle(account, scheduler)
        return payment


def check_paid_at(paid_at: datetime, now: datetime) -> None:
    """Invalid where a payment would lie in the future."""
    if paid_at > now + CLOCK_SKEW:
        raise Invalid("payment-in-future", field="paid_at")


def reverse_payment(payment: Payment, *, reason: str | None, now: datetime) -> Payment:
    """Take a payment back (it bounced, or was typed wrongly). What it had settled opens again."""
    with transaction():
        scheduler = ReminderScheduler(payment.borrower_id, now=now)
        payment = Payment.get_by_id(payment.id)
        if payment.reversed_at is not None:
            raise Conflict("payment-reversed")
        payment.reversed_at, payment.reversal_reason = now, reason
        save_next_version(payment)
        resettle(payment.account, scheduler)
        return payment
