"""Making a plan: solved outside any transaction, so that nobody waits for it, and written if the facts still hold.

`prepare` gathers and solves, `keep` writes. What changed in between is found by a stamp of the facts; then everything
is to be done again. The best plan of a few seconds is taken, with how far from the best it may be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.actions.spending import recurring
from backend.actions.spending.cash_flow import CashFlowFacts, gather
from backend.actions.spending.cut_choices import Contracts, choices_of, contracts_of
from backend.actions.spending.plan_facts import facts_of_new_plan, terms_of_dues
from backend.actions.spending.plan_lines import numbered
from backend.actions.spending.plan_standing import stamp_of
from backend.domain.spending.cut_plan.least_painful_plan import plan_cuts
from backend.domain.spending.cut_plan.plan_result import CutPlanResult, PlanLine
from backend.errors import FactsMoved, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.people import borrowers
from backend.store.spending import category_settings, cut_plans
from backend.store.spending.cut_plans import CutLine, CutPlan
from backend.store.spending.facts_stamp import Stamp
from backend.store.spending.plan_facts_json import dump_facts

SOLVE_SECONDS = 3.5


@dataclass(frozen=True, slots=True)
class PreparedPlan:
    """A solved plan that nobody has written yet; `stamp` is of what it was made from, with the borrower's version."""

    stamp: tuple[Stamp, int]
    facts: CashFlowFacts
    contracts: Contracts
    result: CutPlanResult


def prepare(
    borrower_id: str,
    *,
    currency: str | None,
    days: int,
    now: datetime,
    seconds: float = SOLVE_SECONDS,
) -> PreparedPlan:
    """The least painful cuts that keep the reserve up to the horizon; nothing is written but found series."""
    end = monotonic() + seconds
    recurring.refresh(borrower_id, now=now)
    borrower = borrowers.find(borrower_id)
    if borrower is None:
        raise NotFound()
    stamp = stamp_of(borrower)
    facts = gather(borrower, currency, days=days, now=now)
    settings = category_settings.settings_of(borrower_id)
    refused = cut_plans.refused_lines(borrower_id, facts.today)
    contracts = contracts_of(facts, settings, refused)
    result = plan_cuts(
        today=facts.today,
        days=facts.days,
        balance=facts.balance,
        reserve=facts.reserve,
        flows=facts.flows,
        dues=facts.plain_dues,
        typical=facts.typical,
        choices=choices_of(facts, settings, refused),
        subscriptions=contracts.subscriptions,
        terms=terms_of_dues(facts),
        seconds_left=lambda: end - monotonic(),
    )
    return PreparedPlan(stamp, facts, contracts, result)


def keep(borrower_id: str, prepared: PreparedPlan, *, now: datetime) -> CutPlan:
    """Write a prepared plan as a proposal; FactsMoved where what it was made from has changed since."""
    with transaction():
        scheduler = ReminderScheduler(borrower_id, now=now)
        if stamp_of(scheduler.borrower) != prepared.stamp:
            raise FactsMoved()
        facts, result = prepared.facts, prepared.result
        plan = CutPlan.create(
            id=new_id("plan", now),
            borrower_id=borrower_id,
            currency=facts.currency,
            feasible=result.feasible,
            made_on=facts.today,
            until_on=facts.today + timedelta(days=facts.days - 1),
            facts=dump_facts(
                facts_of_new_plan(
                    facts, result, prepared.contracts.subscriptions, prepared.contracts.questions
                )
            ),
            created_at=now,
            updated_at=now,
        )
        _add_lines(plan, result.lines, prepared.contracts)
        return plan


def _add_lines(plan: CutPlan, lines: Sequence[PlanLine], contracts: Contracts) -> None:
    by_id = {one.id: one for one in contracts.subscriptions}
    for position, (line, shown_in) in enumerate(numbered(lines)):
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
            most=line.most,
            steps=line.steps,
            why_due_id=line.why_not_less.due_id or "",
            why_on=line.why_not_less.on,
            why_short=line.why_not_less.short,
            shown_in=shown_in,
        )
