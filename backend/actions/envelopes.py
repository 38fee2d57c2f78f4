"""An accepted plan held against life: what was spent, which dues are still funded, and what the borrower hears of it.

Followed after every import and typed transaction, and once a day by the worker. A new plan is offered where this one
no longer fits, and never made unasked.
"""

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from backend.actions import alerts, cut_plans, recurring
from backend.actions.cash_flow import Facts, gather, lines_of_series
from backend.actions.plan_facts import Kept
from backend.actions.planning import Planner
from backend.domain.calendar.local_time import at, local_date
from backend.domain.spending import categories
from backend.domain.spending.cash_flow import LONGEST
from backend.domain.spending.savings import flows_of
from backend.errors import Conflict
from backend.store import cut_plans as stored
from backend.store import habits
from backend.store import recurring as stored_series
from backend.store.cut_plans import CutPlan, Envelope
from backend.store.database import transaction
from backend.store.deadlines import Deadline

NEAR_PERCENT = 80
_DAILY_AT = time(9)


def follow(borrower_id: str, *, now: datetime) -> None:
    """Bring the envelopes and the funding of the borrower's accepted plans up to date, and say what changed."""
    if not stored.accepted_of(borrower_id):
        return
    with transaction():
        planner = Planner(borrower_id, now=now)
        today = local_date(now, planner.borrower.zone)
        open_ = alerts.open_alerts(borrower_id)
        for plan in stored.accepted_of(borrower_id):
            if plan.until_on < today:
                cut_plans.set_aside(planner, plan, "ended")
                continue
            _follow_envelopes(planner, plan, today, open_)
            _follow_dues(planner, plan, today, open_)
            plan.follow_at = at(today + timedelta(days=1), _DAILY_AT, planner.borrower.zone)
            plan.save()


def follow_due(*, now: datetime, batch: int = 200) -> int:
    """Follow every plan that is due to be looked at, one transaction a borrower; returns how many borrowers."""
    followed = 0
    while people := stored.to_follow(now, batch):
        for borrower_id in people:
            follow(borrower_id, now=now)
            followed += 1
    return followed


def spent_in(rows: list[Envelope], borrower_id: str, currency: str, until: date) -> dict[str, int]:
    """{envelope: what was spent against it}: the same lines that the plan took for usual spending."""
    if not rows:
        return {}
    fixed = lines_of_series(
        row
        for row in stored_series.of_borrower(borrower_id)
        if recurring.counts(row) and row.direction == "out"
    )
    since = min(row.from_on for row in rows)
    lines = [
        line for line in habits.spending_lines(borrower_id, currency, since, until) if line[0] not in fixed
    ]
    return {
        row.id: max(
            0,
            -sum(
                amount
                for _, on, amount, category in lines
                if category == row.category and row.from_on <= on <= row.to_on
            ),
        )
        for row in rows
    }


def state_of(amount: int, spent: int) -> str:
    """ok, near (80 % are spent) or broken (more than all)."""
    if spent > amount:
        return "broken"
    return "near" if spent and 100 * spent >= NEAR_PERCENT * amount else "ok"


def _follow_envelopes(planner: Planner, plan: CutPlan, today: date, open_: dict[str, Deadline]) -> None:
    rows = [row for row in stored.envelopes_of_plan(plan.id) if row.from_on <= today]
    spent = spent_in(rows, plan.borrower_id, plan.currency, today)
    for row in rows:
        state, before = state_of(row.amount, spent[row.id]), row.state
        if (state, spent[row.id]) != (row.state, row.spent):
            row.state, row.spent = state, spent[row.id]
            row.updated_at, row.version = planner.now, row.version + 1
            row.save()
        _say_of_envelope(planner, row, before, today, open_.get(row.id))


def _say_of_envelope(
    planner: Planner, row: Envelope, before: str, today: date, alert: Deadline | None
) -> None:
    if alert is not None and (row.state == "ok" or row.to_on < today or row.state != before):
        alerts.close(planner, alert)
        alert = None
    if row.to_on < today:
        return
    if alert is not None:
        alerts.correct(planner, alert, amount=row.amount, allocated=row.spent)
    elif row.state != "ok" and row.state != before:
        alerts.speak(
            planner,
            "envelope",
            row.id,
            title=categories.name(row.category, planner.borrower.locale),
            on=row.to_on,
            amount=row.amount,
            allocated=row.spent,
            currency=row.currency,
        )


def _follow_dues(planner: Planner, plan: CutPlan, today: date, open_: dict[str, Deadline]) -> None:
    """Each due's funding as things are, with what the plan still saves; what flipped is said once."""
    days = min(LONGEST, (plan.until_on - today).days + 1)
    try:
        facts = gather(planner.borrower, plan.currency, days=days, now=planner.now)
    except Conflict:  # no balance is known any more, so nothing can be said
        return
    kept = Kept.of(plan)
    short = shortfalls(plan, kept, facts)
    before = json.loads(plan.funding)
    for each in facts.dues:
        due = each.due
        was = before.get(due.id, due.id not in kept.left_unpaid)
        alert = open_.get(due.id)
        if alert is not None and was != (not short[due.id]):
            alerts.close(planner, alert)
            alert = None
        if alert is not None:
            alerts.correct(planner, alert, amount=short[due.id], allocated=0)
        elif was != (not short[due.id]):
            alerts.speak(
                planner,
                "funding",
                due.id,
                title=due.name,
                on=max(due.on, today),
                amount=short[due.id],
                allocated=0,
                currency=plan.currency,
            )
    gone = set(before) - set(short)
    alerts.take_back(planner, gone)
    plan.funding = json.dumps({due_id: not missing for due_id, missing in short.items()})
    plan.recompute_offered = _differs(kept, facts, short)


def shortfalls(plan: CutPlan, kept: Kept, facts: Facts) -> dict[str, int]:
    """{due: what is missing for it as things are}, counting what the plan's lines still save."""
    lines = stored.lines_of([plan.id])[plan.id]
    cancelled = {line.recurring_id for line in lines if line.recurring_id and line.state != "refused"}
    steps = [each for each in kept.savings(lines) if not each.subscription]
    now = replace(
        facts,
        flows=tuple(flow for flow in facts.flows if flow.source_id not in cancelled),
        typical=tuple(kept.typical),  # as the plan took it: what is saved since is not saved twice
    )
    saved = flows_of(steps, facts.today, facts.today + timedelta(days=facts.days - 1))
    left = frozenset(each.due.id for each in facts.dues) & kept.left_unpaid
    found = {each.due_id: each.shortfall for each in now.forecast(saved, left).fundings}
    for due_id in left:
        found[due_id] = now.forecast(saved, left - {due_id}).shortfall
    return found


def _differs(kept: Kept, facts: Facts, short: dict[str, int]) -> bool:
    """Whether a promised due is short, or the dues are no longer those that the plan was made for."""
    if any(missing for due_id, missing in short.items() if due_id not in kept.left_unpaid):
        return True
    return any(kept.dues.get(each.due.id, {}).get("amount") != each.due.amount for each in facts.dues)
