"""Promotions of a card as deadlines: before 0 % ends, or before deferred interest is charged for all the time."""

from datetime import date, datetime, timedelta
from typing import NotRequired, TypedDict, Unpack

from backend.actions.credit.credit_accounts import biller_of, today_of
from backend.actions.credit.minimum_jumps import follow_minimum
from backend.actions.credit.promotion_amounts import left_of
from backend.actions.reminders.checks import close_check
from backend.actions.reminders.deadline_changes import build_deadline, dates_as_given, set_dates
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.credit import card_promotions
from backend.store.credit.card_promotions import CardPromotion
from backend.store.credit.credit_accounts import Account
from backend.store.database import transaction
from backend.store.reminders import deadlines
from backend.store.versions import save_new_version

# The kind of its deadline is what it is; both are in domain/reminders/kinds.py.
KINDS = ("promotional_rate", "deferred_interest")


class NewPromotion(TypedDict):
    """What is said of a promotion; amounts in minor units of the card's currency, what is left out is unknown."""

    kind: str
    ends_on: date
    name: NotRequired[str | None]
    started_on: NotRequired[date | None]
    principal: NotRequired[int | None]
    balance: NotRequired[int | None]
    balance_on: NotRequired[date | None]
    rate_bp: NotRequired[int | None]
    rate_after_bp: NotRequired[int | None]
    accrued: NotRequired[int | None]


class PromotionChanges(TypedDict, total=False):
    """What may change; what is left out stays as it is, None takes a value back."""

    ends_on: date
    name: str | None
    started_on: date | None
    principal: int | None
    balance: int | None
    balance_on: date | None
    rate_bp: int | None
    rate_after_bp: int | None
    accrued: int | None


def add_promotion(account: Account, *, now: datetime, **said: Unpack[NewPromotion]) -> CardPromotion:
    """Keep a promotion, and open the deadline of its end."""
    with transaction():
        scheduler = ReminderScheduler(account.borrower_id, now=now)
        row = CardPromotion(
            id=new_id("promo", now),
            borrower_id=account.borrower_id,
            account=account.id,
            state="open",
            created_at=now,
            updated_at=now,
            **said,
        )
        _check_days(row, account, now)
        row.deadline_id = _open_deadline(row, account, scheduler)
        row.save(force_insert=True)
        follow_minimum(biller_of(account), scheduler)
        return row


def change_promotion(
    row: CardPromotion, *, now: datetime, **changes: Unpack[PromotionChanges]
) -> CardPromotion:
    """Correct a promotion, or say what is left of it today; its deadline follows."""
    if row.state != "open":
        raise Conflict("promotion-closed")
    with transaction():
        scheduler = ReminderScheduler(row.borrower_id, now=now)
        if "balance" in changes and "balance_on" not in changes:
            row.balance_on = None
        for name, value in changes.items():
            setattr(row, name, value)
        _check_days(row, row.account, now)
        save_new_version(row, now)
        follow_promotion(row, scheduler)
        follow_minimum(biller_of(row.account), scheduler)
        return row


def close_promotion(row: CardPromotion, *, state: str, now: datetime) -> CardPromotion:
    """Say that a promotion was cleared, or does not apply any more.

    After its end nobody can say "cleared" without a day: the balance of a day up to the end tells it.
    """
    if row.state != "open":
        raise Conflict("promotion-closed")
    if state == "cleared" and today_of(row.account, now) > row.ends_on:
        raise Invalid("promotion-ended", field="state", latest=str(row.ends_on))
    with transaction():
        scheduler = ReminderScheduler(row.borrower_id, now=now)
        _close(row, state, scheduler)
        follow_minimum(biller_of(row.account), scheduler)
        return row


def get_promotion(borrower_id: str, promotion_id: str) -> CardPromotion:
    """The borrower's promotion, or NotFound."""
    row = card_promotions.find(borrower_id, promotion_id)
    if row is None:
        raise NotFound()
    return row


def follow_promotions(account: Account, scheduler: ReminderScheduler) -> None:
    """Let the deadlines of a card's promotions follow its payments, its name, and its end."""
    for row in card_promotions.open_of(account.id):
        if account.status in ("settled", "charged_off", "sold"):
            _close(row, "cancelled", scheduler)
        else:
            follow_promotion(row, scheduler)


def follow_promotion(row: CardPromotion, scheduler: ReminderScheduler) -> None:
    """Bring the deadline of an open promotion up to the facts. One of which nothing is left is cleared, but where that
    was said of a day after its end nobody knows whether it was in time: it only does not apply any more."""
    left = left_of(row)
    if left.high == 0:
        _close(row, "cleared" if left_of(row, row.ends_on).high == 0 else "cancelled", scheduler)
        return
    deadline = deadlines.find(row.borrower_id, row.deadline_id or "")
    if deadline is None or deadline.state != "open":
        return
    account: Account = row.account
    amount = left.high if left.state == "known" else None
    if (deadline.amount, deadline.title, deadline.due_on) != (amount, account.name, row.ends_on):
        deadline.amount, deadline.title = amount, account.name
        set_dates(deadline, dates_as_given(row.ends_on, country=account.country, zone=account.zone))
        scheduler.plan(deadline)
        save_new_version(deadline, scheduler.now)


def _check_days(row: CardPromotion, account: Account, now: datetime) -> None:
    if row.started_on is not None and row.started_on > row.ends_on:
        raise Invalid("promotion-ends-before-start", field="started_on", latest=str(row.ends_on))
    today = today_of(account, now)
    if row.balance is not None and row.balance_on is None:
        row.balance_on = today
    if row.balance_on is not None and row.balance_on > today + timedelta(days=1):
        raise Invalid("promotion-balance-in-future", field="balance_on")


def _open_deadline(row: CardPromotion, account: Account, scheduler: ReminderScheduler) -> str:
    left = left_of(row)
    deadline = build_deadline(
        scheduler,
        dates_as_given(row.ends_on, country=account.country, zone=account.zone),
        kind=f"{row.kind}_end",
        zone=account.zone,
        country=account.country,
        owed=False,
        source="entered",
        sure=True,
        subject_id=row.id,
        title=account.name,
        amount=left.high if left.state == "known" else None,
        currency=account.currency,
    )
    scheduler.plan_new(deadline)
    deadline.save(force_insert=True)
    return deadline.id


def _close(row: CardPromotion, state: str, scheduler: ReminderScheduler) -> None:
    row.state = state
    save_new_version(row, scheduler.now)
    met = "met" if state == "cleared" else "cancelled"
    close_check(scheduler, row.deadline_id, state=met, reason=state)
