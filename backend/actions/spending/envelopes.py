"""An accepted plan held against life: what was spent, which dues are still funded, and what the borrower hears of it.

Followed after every import and typed transaction, and once a day by the worker. A new plan is offered where this one
no longer fits, and never made unasked.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import structlog

from backend.actions.reminders import alerts
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.actions.spending import cut_plans
from backend.actions.spending.cash_flow import CashFlowFacts, gather
from backend.actions.spending.plan_facts import savings_of
from backend.actions.spending.plan_spending import spending_since, spent_against
from backend.domain.calendar.local_time import at, local_date
from backend.domain.spending.categories import category_lookup
from backend.domain.spending.cut_plan.payables import essential_id
from backend.domain.spending.cut_plan.plan_facts import PlanFacts
from backend.domain.spending.cut_plan.remaining_spend import remaining_spend
from backend.domain.spending.cut_plan.savings import Limit
from backend.domain.spending.forecast.cash_flow import LONGEST, Due
from backend.domain.spending.forecast.usual_spending import Spent
from backend.errors import Conflict
from backend.store.database import transaction
from backend.store.faults import is_outage
from backend.store.reminders.deadlines import Deadline
from backend.store.spending import cut_plans as stored
from backend.store.spending.cut_plans import CutPlan, Envelope
from backend.store.versions import save_new_version

log = structlog.get_logger()

NEAR_PERCENT = 80
_TRY_AGAIN = timedelta(hours=1)
_DAILY_AT = time(9)


def track_plans(borrower_id: str, *, now: datetime) -> None:
    """Bring the envelopes and the funding of the borrower's accepted plans up to date, and say what changed."""
    if not stored.accepted_of(borrower_id):
        return
    with transaction():
        scheduler = ReminderScheduler(borrower_id, now=now)
        today = local_date(now, scheduler.borrower.zone)
        open_alerts = alerts.open_alerts(borrower_id)
        for plan in stored.accepted_of(borrower_id):
            if plan.until_on < today:
                cut_plans.set_aside(scheduler, plan, "ended")
                continue
            spending = spending_since(plan, today)
            _track_envelopes(scheduler, plan, today, open_alerts, spending)
            _track_dues(scheduler, plan, today, open_alerts, spending)
            plan.follow_at = at(today + timedelta(days=1), _DAILY_AT, scheduler.borrower.zone)
            plan.save()


def track_due_plans(*, now: datetime, batch: int = 200) -> int:
    """Track every plan that is due to be looked at, one transaction a borrower; returns how many borrowers."""
    tracked = 0
    while people := stored.to_follow(now, batch):
        for borrower_id in people:
            try:
                track_plans(borrower_id, now=now)
            except Exception as error:  # one borrower's plan must not hold up everyone else's
                if is_outage(error):
                    raise  # it is no fault of theirs: they are looked at again as soon as it is over
                log.exception("follow.failed", borrower=borrower_id)
                with transaction():
                    stored.mark_stale(borrower_id, now + _TRY_AGAIN)
            tracked += 1
    return tracked


def state_of(amount: int, spent: int) -> str:
    """ok, near (80 % are spent) or broken (more than all)."""
    if spent > amount:
        return "broken"
    return "near" if spent and 100 * spent >= NEAR_PERCENT * amount else "ok"


def _track_envelopes(
    scheduler: ReminderScheduler,
    plan: CutPlan,
    today: date,
    open_alerts: dict[str, Deadline],
    spending: list[Spent],
) -> None:
    for row in stored.envelopes_of_plan(plan.id):
        if row.from_on > today:
            break
        spent, before = spent_against(row, spending), row.state
        state = state_of(row.room, spent)
        if (state, spent) != (row.state, row.spent):
            row.state, row.spent = state, spent
            save_new_version(row, scheduler.now)
        _alert_on_envelope(scheduler, row, before, today, open_alerts.get(row.id))


def _alert_on_envelope(
    scheduler: ReminderScheduler, row: Envelope, before: str, today: date, alert: Deadline | None
) -> None:
    if alert is not None and (row.state == "ok" or row.to_on < today or row.state != before):
        alerts.close(scheduler, alert)
        alert = None
    if row.to_on < today:
        return
    if alert is not None:
        alerts.correct(scheduler, alert, amount=row.room, allocated=row.spent)
    elif row.state != "ok" and row.state != before:
        alerts.speak(
            scheduler,
            "envelope",
            row.id,
            title=category_lookup.name(row.category, scheduler.borrower.locale),
            on=row.to_on,
            amount=row.room,
            allocated=row.spent,
            currency=row.currency,
        )


def _track_dues(
    scheduler: ReminderScheduler,
    plan: CutPlan,
    today: date,
    open_alerts: dict[str, Deadline],
    spending: list[Spent],
) -> None:
    """Each due's funding as things are, with what the plan still saves; what flipped is said once."""
    days = min(LONGEST, (plan.until_on - today).days + 1)
    try:
        facts = gather(scheduler.borrower, plan.currency, days=days, now=scheduler.now)
    except Conflict:  # no balance is known any more, so nothing can be said
        return
    promised = plan.plan_facts
    followed = shortfalls(plan, promised, facts, spending)
    short = followed.short
    before = plan.funded_by_due
    for each in facts.dues:
        was_funded = before.get(each.due.id, each.due.id not in promised.left_unpaid)
        _alert_on_due(
            scheduler,
            each.due,
            plan.currency,
            was_funded,
            short[each.due.id],
            open_alerts.get(each.due.id),
            today,
        )
    for due_id in set(before) - set(short):
        if due_id in open_alerts:
            alerts.close(scheduler, open_alerts[due_id])
    plan.funding = stored.dump_funding({due_id: not missing for due_id, missing in short.items()})
    plan.recompute_offered = _needs_new_plan(promised, facts, followed)


def _alert_on_due(
    scheduler: ReminderScheduler,
    due: Due,
    currency: str,
    was_funded: bool,
    short: int,
    alert: Deadline | None,
    today: date,
) -> None:
    """Say that a due is short, or funded again, where it was not so before."""
    flipped = was_funded == bool(short)
    if alert is not None and flipped:
        alerts.close(scheduler, alert)
    if alert is not None and not flipped:
        alerts.correct(scheduler, alert, amount=short, allocated=0)
    elif flipped:
        alerts.speak(
            scheduler,
            "funding",
            due.id,
            title=due.name,
            on=max(due.on, today),
            amount=short,
            allocated=0,
            currency=currency,
        )


class Followed(NamedTuple):
    """What is missing for each due, and whether a day that the plan keeps ends below the reserve."""

    short: dict[str, int]
    day_short: bool


def shortfalls(plan: CutPlan, promised: PlanFacts, facts: CashFlowFacts, spending: list[Spent]) -> Followed:
    """What is missing as things are, if the plan is kept from today on."""
    lines = stored.lines_of([plan.id])[plan.id]
    cancelled = {line.recurring_id for line in lines if line.recurring_id and line.state != "refused"}
    rest = remaining_spend(
        promised.typical,
        savings_of(promised, lines),
        [
            Limit(row.category, row.from_on, row.to_on, row.amount)
            for row in stored.envelopes_of_plan(plan.id)
        ],
        spending,
        start=plan.made_on,
        today=facts.today,
        last=facts.today + timedelta(days=facts.days - 1),
    )
    flows = tuple(
        flow
        for flow in facts.flows
        if flow.source_id not in cancelled and essential_id(flow) not in promised.left_unpaid
    )
    now = replace(facts, flows=flows, typical=())
    left = frozenset(each.due.id for each in facts.dues) & promised.left_unpaid
    kept = now.forecast(rest, left)
    found = {each.due_id: each.shortfall for each in kept.fundings}
    for due_id in left:
        found[due_id] = now.forecast(rest, left - {due_id}).shortfall
    day_short = any(day.expected < now.reserve and day.on not in promised.lost for day in kept.days)
    return Followed(found, day_short)


def _needs_new_plan(promised: PlanFacts, facts: CashFlowFacts, followed: Followed) -> bool:
    """Whether a promised due or a day is short, or the dues are no longer those that the plan was made for."""
    short = followed.short.items()
    if followed.day_short or any(missing for due_id, missing in short if due_id not in promised.left_unpaid):
        return True
    amounts = {due.id: due.amount for due in promised.dues}
    return any(amounts.get(each.due.id) != each.due.amount for each in facts.dues)
