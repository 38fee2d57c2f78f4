"""Instalment plans on a card: begun, ended early or taken back; the estimates of the bills with parts follow."""

from datetime import date, datetime
from typing import NotRequired, TypedDict, Unpack

from backend.actions.credit.credit_accounts import biller_of, today_of
from backend.actions.credit.estimates import resettle
from backend.actions.credit.minimum_jumps import follow_minimum
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.credit.card_instalments import EndedHow, parts_of
from backend.domain.credit.statement_cycle import cycle, cycle_closing_on_or_after, nearest_cycle
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.credit import card_instalment_plans
from backend.store.credit.card_instalment_plans import CardInstalmentPlan
from backend.store.credit.credit_accounts import Account
from backend.store.database import transaction
from backend.store.versions import save_new_version


class NewPlan(TypedDict):
    """What is said of a plan; amounts in minor units of the card's currency."""

    principal: int
    parts: int
    taken_from: str
    shown: NotRequired[str]
    name: NotRequired[str | None]
    fee_total: NotRequired[int | None]
    fee_timing: NotRequired[str]
    fee_per_part: NotRequired[int | None]
    rate_bp: NotRequired[int | None]


def add_plan(
    account: Account,
    *,
    first_closes_on: date,
    started_on: date | None = None,
    now: datetime,
    **said: Unpack[NewPlan],
) -> CardInstalmentPlan:
    """Begin a plan. `first_closes_on`: the closing day of the first statement with a part; one that has begun already
    began before it, and a new one today, unless the borrower says when."""
    if sum(said.get(name) is not None for name in ("fee_total", "fee_per_part", "rate_bp")) > 1:
        raise Invalid("instalment-plan-cost-twice", field="fee_total")
    with transaction():
        scheduler = ReminderScheduler(account.borrower_id, now=now)
        biller = biller_of(account)
        first_index = nearest_cycle(biller.card_terms, first_closes_on)
        first = cycle(biller.card_terms, first_index)
        if started_on is not None and started_on > first.closes_on:
            raise Invalid("instalment-plan-starts-late", field="started_on", latest=str(first.closes_on))
        row = CardInstalmentPlan.create(
            id=new_id("cip", now),
            borrower_id=account.borrower_id,
            account=account.id,
            first_index=first_index,
            started_on=started_on or min(today_of(account, now), first.closes_on),
            created_at=now,
            updated_at=now,
            **said,
        )
        _settle(biller, scheduler)
        return row


def _settle(biller: Account, scheduler: ReminderScheduler) -> None:
    resettle(biller, scheduler)
    follow_minimum(biller, scheduler)


def get_plan(borrower_id: str, plan_id: str) -> CardInstalmentPlan:
    """The borrower's plan, or NotFound."""
    row = card_instalment_plans.find(borrower_id, plan_id)
    if row is None:
        raise NotFound()
    return row


def take_back_plan(row: CardInstalmentPlan, *, now: datetime) -> None:
    """Forget a plan that was said wrongly: everything is as if it had never been said."""
    with transaction():
        scheduler = ReminderScheduler(row.borrower_id, now=now)
        biller = biller_of(row.account)
        row.delete_instance()
        _settle(biller, scheduler)


def end_plan(
    row: CardInstalmentPlan, *, ended_on: date | None, how: EndedHow, fee: int, now: datetime
) -> CardInstalmentPlan:
    """End a plan early: the first statement after it asks for what is left, or takes it back, or nothing is owed."""
    with transaction():
        scheduler = ReminderScheduler(row.borrower_id, now=now)
        row = get_plan(row.borrower_id, row.id)
        biller = biller_of(row.account)
        on = ended_on or today_of(row.account, now)
        if on < row.started_on:
            raise Invalid("plan-ends-before-start", field="ended_on")
        index = cycle_closing_on_or_after(biller.card_terms, on)
        if row.ended_index is not None or parts_of(row.plan)[-1].month < index:
            raise Conflict("instalment-plan-over")
        row.ended_on, row.ended_index, row.ended_how, row.end_fee = on, index, how, fee
        save_new_version(row, now)
        _settle(biller, scheduler)
        return row
