"""A new plan's facts, from the cash flow that it was made from; and what its lines, as judged so far, would save."""

from collections.abc import Iterable, Sequence

from backend.actions.spending.cash_flow import CashFlowFacts
from backend.actions.spending.dues import OpenDue
from backend.domain.spending.cut_plan.allowed_cuts import Subscription
from backend.domain.spending.cut_plan.plan_facts import LateCostPart, PlanDue, PlanFacts, UnfundedDue
from backend.domain.spending.cut_plan.plan_result import CutPlanResult
from backend.domain.spending.cut_plan.savings import Saving
from backend.store.spending.cut_plans import CutLine


def facts_of_new_plan(
    cash_flow: CashFlowFacts, result: CutPlanResult, subscriptions: Sequence[Subscription]
) -> PlanFacts:
    """What the plan was made from, and which dues it promises."""
    cancelled = {line.key for line in result.lines if line.kind == "subscription"}
    unpaid = {each.due_id for each in result.unfunded}
    return PlanFacts(
        today=cash_flow.today,
        days=cash_flow.days,
        balance=cash_flow.balance,
        reserve=cash_flow.reserve,
        needed=result.needed,
        flows=cash_flow.flows,
        typical=cash_flow.typical,
        dues=tuple(_plan_due(each, promised=each.due.id not in unpaid) for each in cash_flow.dues),
        unfunded=tuple(
            UnfundedDue(each.due_id, each.missing, each.from_on, each.payable_on, each.ask)
            for each in result.unfunded
        ),
        charges={
            one.id: tuple((day, amount) for day, amount in one.charges if day > cash_flow.today)
            for one in subscriptions
            if one.id in cancelled
        },
    )


def _plan_due(each: OpenDue, *, promised: bool) -> PlanDue:
    return PlanDue(
        id=each.due.id,
        name=each.due.name,
        on=each.due.on,
        amount=each.due.amount,
        account_id=each.due.account_id,
        kind=each.kind,
        issuer=each.issuer,
        sure=each.sure,
        harm=each.cost.total,
        charged=each.cost.charged,
        boundary_days=each.cost.boundary_days,
        cost_parts=tuple(
            LateCostPart(part.name, part.amount, part.source, part.confirmed) for part in each.cost.parts
        ),
        promised=promised,
    )


def savings_of(facts: PlanFacts, lines: Iterable[CutLine]) -> list[Saving]:
    """What those lines save that are not refused."""
    return [
        Saving(
            category=line.category,
            from_on=line.from_on,
            to_on=line.to_on,
            step=line.step,
            steps=line.steps,
            charges=facts.charges.get(line.recurring_id or "", ()),
            subscription=line.kind == "subscription",
        )
        for line in lines
        if line.state != "refused"
    ]
