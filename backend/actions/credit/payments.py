"""Payments: recorded, allocated to the oldest past-due minimum first, reversed; never deleted."""

from datetime import datetime, timedelta

from backend.actions.credit import early_pay_off
from backend.actions.credit.account_opening import check_paid_after_opening
from backend.actions.credit.credit_accounts import payee_of
from backend.actions.credit.current_again import late_dues, take_back, tell_if_current_again
from backend.actions.credit.estimates import resettle
from backend.actions.credit.minimum_jumps import take_back_if_over
from backend.actions.credit.payment_meaning import (
    NOT_SAID,
    Meaning,
    account_meant,
    asks_whether_paid_off,
    check_meaning,
)
from backend.actions.credit.promotions import follow_promotions
from backend.actions.credit.told_already import check_untold
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.errors import Conflict, Invalid
from backend.ids import new_id
from backend.store.credit import payments
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
    meaning: Meaning = NOT_SAID,
    kind: str = "payment",
    is_another: bool = True,
) -> Payment:
    """Record what was paid (minor units), how it was meant, and let it settle what it can; on a joint bill that.

    A refund is what a shop returned to a card: it lowers the balance, and pays a minimum only by the card's terms.
    What seems to be recorded already is refused, unless it `is_another`.
    """
    check_paid_at(paid_at, now)
    account = payee_of(account)
    check_paid_after_opening(account, paid_at, field="paid_at")
    _check_kind(account, kind, meaning)
    check_meaning(account, amount, meaning)
    if not is_another:
        check_untold(account, amount=amount, paid_at=paid_at, kind=kind)
    with transaction():
        payment = Payment.create(
            id=new_id("pay", now),
            borrower_id=account.borrower_id,
            account=account.id,
            kind=kind,
            amount=amount,
            currency=account.currency,
            paid_at=paid_at,
            note=note,
            meant_as=meaning.meant_as,
            effect=meaning.effect,
            extra_amount=meaning.extra_amount,
            meant_deadline_id=meaning.deadline_id,
            created_at=now,
        )
        return _settle_new(payment, account, now)


def _settle_new(payment: Payment, account: Account, now: datetime) -> Payment:
    scheduler = ReminderScheduler(account.borrower_id, now=now)
    late = late_dues(account, payment.paid_at)
    resettle(account, scheduler)
    tell_if_current_again(payment, account, late, scheduler)
    follow_promotions(account, scheduler)
    take_back_if_over(account, scheduler)
    _follow_pay_off(payment, account, scheduler, was_asked=False)
    return Payment.get_by_id(payment.id)


def _check_kind(account: Account, kind: str, meaning: Meaning) -> None:
    if kind == "refund" and account.kind != "card":
        raise Invalid("refund-not-on-card", field="kind")
    if meaning.meant_as == "pay_off" and account.status == early_pay_off.PAID_OFF:
        raise Conflict("loan-paid-off")


def change_meaning(payment: Payment, meaning: Meaning, *, now: datetime) -> Payment:
    """Say later how a payment was meant. Everything that follows from it is settled afresh."""
    with transaction():
        scheduler = ReminderScheduler(payment.borrower_id, now=now)
        payment = Payment.get_by_id(payment.id)
        if payment.reversed_at is not None:
            raise Conflict("payment-reversed")
        before, account = payment.account, account_meant(payment, meaning)
        check_meaning(account, payment.amount, meaning)
        if before.id != account.id:
            check_paid_after_opening(account, payment.paid_at, field="deadline_id")
        was_pay_off = payment.meant_as == "pay_off"
        was_asked = was_pay_off or asks_whether_paid_off(payment)
        payment.account = account
        payment.meant_as, payment.effect, payment.extra_amount, payment.meant_deadline_id = meaning
        if before.id != account.id:
            payments.drop_allocations(payment.id)
        save_next_version(payment)
        if before.id != account.id:
            resettle(before, scheduler)
        if was_pay_off:
            early_pay_off.follow_pay_off(account, scheduler)
        resettle(account, scheduler)
        _follow_pay_off(payment, account, scheduler, was_asked=was_asked)
        return Payment.get_by_id(payment.id)


def _follow_pay_off(
    payment: Payment, account: Account, scheduler: ReminderScheduler, *, was_asked: bool
) -> None:
    if payment.meant_as == "pay_off" and payment.reversed_at is None:
        early_pay_off.check_pays_off(payment, was_asked=was_asked)
        early_pay_off.follow_pay_off(account, scheduler)


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
        account = payment.account
        if payment.meant_as == "pay_off" or early_pay_off.is_said(account):
            early_pay_off.follow_pay_off(account, scheduler)
        resettle(account, scheduler)
        take_back(payment, scheduler)
        follow_promotions(account, scheduler)
        take_back_if_over(account, scheduler)
        return Payment.get_by_id(payment.id)
