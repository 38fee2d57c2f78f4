"""Payments: recorded, allocated to the oldest past-due minimum first, reversed; never deleted."""

from datetime import datetime, timedelta

from backend.actions.credit.credit_accounts import payee_of
from backend.actions.credit.estimates import resettle
from backend.actions.credit.past_due import DerivedPastDue
from backend.actions.credit.promotions import follow_promotions
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar import local_time
from backend.errors import Conflict, Invalid
from backend.ids import new_id
from backend.store.credit.credit_accounts import Account
from backend.store.credit.payments import Payment
from backend.store.database import transaction
from backend.store.versions import save_next_version

# A phone's clock may run ahead of ours; beyond this, a payment in the future is a slip of the finger.
CLOCK_SKEW = timedelta(days=1)


def record_payment(
    account: Account,
    *,
    amount: int,
    paid_at: datetime,
    now: datetime,
    note: str | None = None,
    kind: str = "payment",
) -> Payment:
    """Record what was paid (minor units) and let it settle what it can; on a joint bill it pays the bill.

    A refund is what a shop returned to a card: it lowers the balance, and pays a minimum only by the card's terms.
    """
    check_paid_at(paid_at, now)
    if kind == "refund" and account.kind != "card":
        raise Invalid("refund-not-on-card", field="kind")
    account = payee_of(account)
    with transaction():
        scheduler = ReminderScheduler(account.borrower_id, now=now)
        later_past_due = DerivedPastDue(account, since=local_time.local_date(paid_at, account.zone))
        payment = Payment.create(
            id=new_id("pay", now),
            borrower_id=account.borrower_id,
            account=account.id,
            kind=kind,
            amount=amount,
            currency=account.currency,
            paid_at=paid_at,
            note=note,
            created_at=now,
        )
        later_past_due.refresh(scheduler)
        resettle(account, scheduler)
        follow_promotions(account, scheduler)
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
        follow_promotions(payment.account, scheduler)
        return payment
