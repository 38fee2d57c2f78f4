"""Cut plans: judged line by line, accepted or refused as a whole. `plan_making` makes them.

Nothing is cut without the borrower: a proposal is only kept. Accepting one sets its envelopes and puts an earlier
plan in the same currency aside. A refused line is not asked for
again on its days, and a plan that no longer holds, without it or by the facts of now, is not accepted.
"""

from datetime import date, datetime
from typing import NamedTuple

from backend.actions.reminders import alerts
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.actions.spending import recurring
from backend.actions.spending.cash_flow import CashFlowFacts, gather
from backend.actions.spending.plan_facts import savings_of
from backend.actions.spending.plan_lines import ShownLine, shown_line
from backend.actions.spending.plan_spending import spending_since, spent_of
from backend.actions.spending.plan_standing import check_now, is_fresh, stamp_of
from backend.domain.calendar.local_time import local_date
from backend.domain.spending.cut_plan.savings import limits
from backend.errors import Conflict, FactsMoved, Invalid, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.people.borrowers import Borrower
from backend.store.spending import category_settings, cut_plans
from backend.store.spending import recurring as stored_series
from backend.store.spending.cut_plans import CutPlan, Envelope
from backend.store.spending.facts_stamp import Stamp
from backend.store.versions import save_new_version


def get(borrower_id: str, plan_id: str) -> CutPlan:
    """The borrower's plan, or NotFound."""
    row = cut_plans.find(borrower_id, plan_id)
    if row is None:
        raise NotFound()
    return row


def change_line(plan: CutPlan, number: str, *, state: str, steps: int | None, now: datetime) -> None:
    """Accept a line (with fewer or more steps, if told) or refuse it."""
    with transaction():
        scheduler = ReminderScheduler(plan.borrower_id, now=now)
        plan = get(plan.borrower_id, plan.id)
        line = shown_line(plan.id, number)
        _must_be_proposed(plan)
        if steps is not None:
            if state == "refused":
                raise Invalid("refused-line-steps", field="steps")
            line.set_steps(steps)
        if (state == "refused") != (line.state == "refused"):
            _count_refusal(scheduler, line, 1 if state == "refused" else -1)
        for cut in line.cuts:
            cut.state = state
            cut.save()
        save_new_version(plan, now)


def _count_refusal(scheduler: ReminderScheduler, line: ShownLine, by: int) -> None:
    """The next plan does not ask for these cuts again, and for others of their kind later; `by` -1 takes that back."""
    for category in sorted({cut.category for cut in line.cuts if cut.recurring_id is None}):
        category_settings.count_refusal(scheduler.borrower.id, category, by, scheduler.now)
    for series_id in sorted({cut.recurring_id for cut in line.cuts if cut.recurring_id is not None}):
        row = stored_series.find(scheduler.borrower.id, series_id)
        if row is not None:
            row.refused = max(0, row.refused + by)
            save_new_version(row, scheduler.now, only=("refused",))


def _must_be_proposed(plan: CutPlan) -> None:
    if plan.state != "proposed":
        raise Conflict("plan-not-proposed", state=plan.state)


class Acceptable(NamedTuple):
    """A plan with the facts of now, and the stamp of what those were gathered from."""

    plan: CutPlan
    facts: CashFlowFacts
    stamp: tuple[Stamp, int]


def prepare_accepting(borrower: Borrower, plan_id: str, *, now: datetime) -> Acceptable:
    """Gather what a plan is held against before it is accepted, holding nothing."""
    plan = get(borrower.id, plan_id)
    _must_be_proposed(plan)
    today = local_date(now, borrower.zone)
    if not is_fresh(plan, today):
        raise Conflict("plan-stale")
    recurring.refresh(borrower.id, now=now)
    stamp = stamp_of(borrower)
    days = (plan.until_on - today).days + 1
    return Acceptable(plan, gather(borrower, plan.currency, days=days, now=now), stamp)


def accept(prepared: Acceptable, *, now: datetime) -> CutPlan:
    """Follow this plan from now on: its envelopes are set, and an earlier plan is put aside.

    Conflict where its lines do not keep what it promises by the facts of now; FactsMoved where those have changed.
    """
    with transaction():
        scheduler = ReminderScheduler(prepared.plan.borrower_id, now=now)
        plan = get(prepared.plan.borrower_id, prepared.plan.id)
        _must_be_proposed(plan)
        if stamp_of(scheduler.borrower) != prepared.stamp:
            raise FactsMoved()
        _must_hold(plan, prepared.facts)
        earlier = cut_plans.accepted(plan.borrower_id, plan.currency)
        if earlier is not None:
            set_aside(scheduler, earlier, "superseded")
        for line in cut_plans.lines_of([plan.id])[plan.id]:
            if line.state == "proposed":
                line.state = "accepted"
                line.save()
        today = prepared.facts.today
        _set_envelopes(plan, today, now)
        plan.state, plan.accepted_on, plan.follow_at = "accepted", today, now
        save_new_version(plan, now)
        return plan


def _must_hold(plan: CutPlan, facts: CashFlowFacts) -> None:
    made_from, lines = plan.plan_facts, cut_plans.lines_of([plan.id])[plan.id]
    if (broken := check_now(made_from, lines, facts).broken) is None:
        return
    if made_from.check(savings_of(made_from, lines)).holds:
        raise Conflict("plan-facts-moved", day=broken.on.isoformat())
    raise Conflict("plan-does-not-hold", day=broken.on.isoformat())


def _set_envelopes(plan: CutPlan, today: date, now: datetime) -> None:
    facts = plan.plan_facts
    savings = savings_of(facts, cut_plans.lines_of([plan.id])[plan.id])
    spending = spending_since(plan, today)
    for limit in limits(savings, facts.typical, plan.made_on):
        Envelope.create(
            id=new_id("env", now),
            borrower_id=plan.borrower_id,
            plan=plan.id,
            category=limit.category,
            currency=plan.currency,
            from_on=limit.from_on,
            to_on=limit.to_on,
            amount=limit.amount,
            spent_before=spent_of(limit, spending),
            created_at=now,
            updated_at=now,
        )


def set_aside(scheduler: ReminderScheduler, plan: CutPlan, state: str) -> None:
    """Follow an accepted plan no longer; what it warned of is taken back."""
    subjects = {row.id for row in cut_plans.envelopes_of_plan(plan.id)} | set(plan.funded_by_due)
    alerts.take_back(scheduler, subjects)
    plan.state, plan.follow_at, plan.recompute_offered = state, None, False
    save_new_version(plan, scheduler.now)


def refuse(plan: CutPlan, *, now: datetime) -> CutPlan:
    """Turn a proposal down as a whole; no cut counts as refused by that."""
    with transaction():
        ReminderScheduler(plan.borrower_id, now=now)
        plan = get(plan.borrower_id, plan.id)
        _must_be_proposed(plan)
        plan.state = "refused"
        save_new_version(plan, now)
        return plan
