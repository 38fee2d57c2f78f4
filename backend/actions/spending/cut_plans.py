"""Cut plans: made from the facts of the day, judged line by line, accepted or refused as a whole.

Nothing is cut without the borrower: a proposal is only kept. Accepting one sets its envelopes and puts an earlier
plan in the same currency aside. A refused line counts, so that the next plan asks for that cut later.
"""

from datetime import datetime, timedelta

from backend.actions.reminders import alerts
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.actions.spending import recurring
from backend.actions.spending.cash_flow import CashFlowFacts, gather
from backend.actions.spending.cut_choices import choices_of, subscriptions_of
from backend.actions.spending.plan_facts import facts_of_new_plan, savings_of
from backend.domain.calendar.local_time import local_date
from backend.domain.spending.cut_plan.allowed_cuts import Choice, Subscription, step_cuts
from backend.domain.spending.cut_plan.least_painful_plan import plan_cuts
from backend.domain.spending.cut_plan.plan_result import CutPlanResult as Result
from backend.domain.spending.cut_plan.savings import limits
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.spending import category_settings, cut_plans
from backend.store.spending import recurring as stored_series
from backend.store.spending.cut_plans import CutLine, CutPlan, Envelope
from backend.store.spending.plan_facts_json import dump_facts
from backend.store.versions import save_new_version

_FRESH_DAYS = 3  # an older proposal is made anew rather than accepted


def get(borrower_id: str, plan_id: str) -> CutPlan:
    """The borrower's plan, or NotFound."""
    row = cut_plans.find(borrower_id, plan_id)
    if row is None:
        raise NotFound()
    return row


def get_line(plan: CutPlan, position: str) -> CutLine:
    """A plan's line, or NotFound."""
    row = cut_plans.line(plan.id, int(position)) if position.isascii() and position.isdigit() else None
    if row is None:
        raise NotFound()
    return row


def make_plan(borrower_id: str, *, currency: str | None, days: int, now: datetime) -> CutPlan:
    """The least painful cuts that fund every due up to the horizon, kept as a proposal."""
    with transaction():
        scheduler = ReminderScheduler(borrower_id, now=now)
        recurring.refresh(borrower_id, now=now)
        facts = gather(scheduler.borrower, currency, days=days, now=now)
        settings = category_settings.settings_of(borrower_id)
        choices, subscriptions = choices_of(facts, settings), subscriptions_of(facts, settings)
        result = plan_cuts(
            today=facts.today,
            days=facts.days,
            balance=facts.balance,
            reserve=facts.reserve,
            flows=facts.flows,
            dues=facts.plain_dues,
            typical=facts.typical,
            choices=choices,
            subscriptions=subscriptions,
        )
        plan = CutPlan.create(
            id=new_id("plan", now),
            borrower_id=borrower_id,
            currency=facts.currency,
            feasible=result.feasible,
            made_on=facts.today,
            until_on=facts.today + timedelta(days=facts.days - 1),
            facts=dump_facts(facts_of_new_plan(facts, result, subscriptions)),
            created_at=now,
            updated_at=now,
        )
        _add_lines(plan, facts, result, choices, subscriptions)
        return plan


def _add_lines(
    plan: CutPlan,
    facts: CashFlowFacts,
    result: Result,
    choices: list[Choice],
    subscriptions: list[Subscription],
) -> None:
    """The lines by their days, and at one day those that save most first."""
    most = _most_steps(facts, choices)
    by_id = {one.id: one for one in subscriptions}
    ordered = sorted(result.lines, key=lambda line: (line.starts_on, line.kind, -line.saves, line.key))
    for position, line in enumerate(ordered):
        one = by_id.get(line.key) if line.kind == "subscription" else None
        CutLine.create(
            plan=plan.id,
            position=position,
            borrower_id=plan.borrower_id,
            kind=line.kind,
            category=one.category if one else line.key,
            recurring_id=one.id if one else None,
            label=one.label if one else line.key,
            unit=line.unit,
            from_on=line.starts_on,
            to_on=line.ends_on,
            step=line.saves // line.steps,
            usual=line.from_steps,
            most=1 if one else most[line.key, line.period],
            steps=line.steps,
            why_due_id=line.why_not_less.due_id,
            why_on=line.why_not_less.on,
            why_short=line.why_not_less.short,
        )


def _most_steps(facts: CashFlowFacts, choices: list[Choice]) -> dict[tuple[str, int], int]:
    habits = {habit.category: habit for habit in facts.typical}
    return {
        (cut.key, cut.period): cut.most
        for choice in choices
        for cut in step_cuts(choice, habits[choice.category], facts.today, facts.days)
    }


def change_line(plan: CutPlan, line: CutLine, *, state: str, steps: int | None, now: datetime) -> CutLine:
    """Accept a line (with fewer or more steps, if told) or refuse it."""
    with transaction():
        scheduler = ReminderScheduler(plan.borrower_id, now=now)
        plan = get(plan.borrower_id, plan.id)
        line = get_line(plan, str(line.position))
        _must_be_proposed(plan)
        if steps is not None:
            if state == "refused":
                raise Invalid("refused-line-steps", field="steps")
            if not 1 <= steps <= line.most:
                raise Invalid("steps-out-of-range", most=line.most, field="steps")
            line.steps = steps
        if state == "refused" and line.state != "refused":
            _count_refusal(scheduler, line)
        line.state = state
        line.save()
        save_new_version(plan, now)
        return line


def _count_refusal(scheduler: ReminderScheduler, line: CutLine) -> None:
    """The next plan asks for this cut later."""
    if line.recurring_id is None:
        category_settings.count_refusal(scheduler.borrower.id, line.category, scheduler.now)
    elif (row := stored_series.find(scheduler.borrower.id, line.recurring_id)) is not None:
        row.refused += 1
        save_new_version(row, scheduler.now, only=("refused",))


def _must_be_proposed(plan: CutPlan) -> None:
    if plan.state != "proposed":
        raise Conflict("plan-not-proposed", state=plan.state)


def accept(plan: CutPlan, *, now: datetime) -> CutPlan:
    """Follow this plan from now on: its envelopes are set, and an earlier plan is put aside."""
    with transaction():
        scheduler = ReminderScheduler(plan.borrower_id, now=now)
        plan = get(plan.borrower_id, plan.id)
        _must_be_proposed(plan)
        today = local_date(now, scheduler.borrower.zone)
        if plan.made_on < today - timedelta(days=_FRESH_DAYS):
            raise Conflict("plan-stale")
        earlier = cut_plans.accepted(plan.borrower_id, plan.currency)
        if earlier is not None:
            set_aside(scheduler, earlier, "superseded")
        for line in cut_plans.lines_of([plan.id])[plan.id]:
            if line.state == "proposed":
                line.state = "accepted"
                line.save()
        _set_envelopes(plan, now)
        plan.state, plan.accepted_on, plan.follow_at = "accepted", today, now
        save_new_version(plan, now)
        return plan


def _set_envelopes(plan: CutPlan, now: datetime) -> None:
    facts = plan.plan_facts
    savings = savings_of(facts, cut_plans.lines_of([plan.id])[plan.id])
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
