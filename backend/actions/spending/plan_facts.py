"""A new plan's facts, from the cash flow that it was made from; and what its lines, as judged so far, would save."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from backend.actions.spending.cash_flow import CashFlowFacts
from backend.actions.spending.dues import OpenDue
from backend.domain.spending.cut_plan.allowed_cuts import Subscription
from backend.domain.spending.cut_plan.payables import DueTerms, essential_id, payables
from backend.domain.spending.cut_plan.plan_facts import (
    LateCostPart,
    PlanDue,
    PlanFacts,
    Question,
    UnfundedDue,
)
from backend.domain.spending.cut_plan.plan_result import CutPlanResult
from backend.domain.spending.cut_plan.savings import Saving
from backend.store.spending.cut_plans import CutLine


def facts_of_new_plan(
    cash_flow: CashFlowFacts,
    result: CutPlanResult,
    subscriptions: Sequence[Subscription],
    questions: Sequence[Question],
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
        dues=_dues(cash_flow, unpaid),
        unfunded=tuple(
            UnfundedDue(each.due_id, each.missing, each.from_on, each.payable_on, each.ask)
            for each in result.unfunded
        ),
        charges={
            one.id: tuple((day, amount) for day, amount in one.charges if day > cash_flow.today)
            for one in subscriptions
            if one.id in cancelled
        },
        band=cash_flow.band,
        lost=frozenset(result.lost),
        pain=result.pain,
        pain_gap=result.gap,
        unpaid_gap=result.unpaid_gap,
        questions=tuple(questions) if result.needed else (),
        left_out=_left_out(cash_flow),
    )


def facts_as_of(made_from: PlanFacts, cash_flow: CashFlowFacts) -> PlanFacts:
    """A plan's promises over the numbers of another day: what it leaves unpaid stays so, and what is new is to be paid.

    A subscription saves what would still be charged.
    """
    charged = {(flow.source_id, flow.on) for flow in cash_flow.flows}
    return replace(
        made_from,
        today=cash_flow.today,
        days=cash_flow.days,
        balance=cash_flow.balance,
        reserve=cash_flow.reserve,
        flows=cash_flow.flows,
        typical=cash_flow.typical,
        band=cash_flow.band,
        dues=_dues(cash_flow, made_from.left_unpaid),
        charges={
            id: tuple((on, amount) for on, amount in charges if (id, on) in charged)
            for id, charges in made_from.charges.items()
        },
        left_out=_left_out(cash_flow),
    )


def _dues(cash_flow: CashFlowFacts, unpaid: Set[str]) -> tuple[PlanDue, ...]:
    """Every due and essential bill, promised unless it stays unpaid."""
    dues = (_plan_due(each, promised=each.due.id not in unpaid) for each in cash_flow.dues)
    return (*dues, *_bills(cash_flow, unpaid))


def _left_out(cash_flow: CashFlowFacts) -> tuple[str, ...]:
    """The names of what is owed and in no sum: its amount is unknown, or what it is worth in the plan's currency."""
    without_rate = [each.name for each in cash_flow.left_out if each.kind in ("due", "recurring")]
    return tuple([each.name for each in cash_flow.unknown] + without_rate)


def terms_of_dues(cash_flow: CashFlowFacts) -> dict[str, DueTerms]:
    """What stands behind each due."""
    return {each.due.id: DueTerms(each.creditor, each.secured) for each in cash_flow.dues}


def _bills(cash_flow: CashFlowFacts, unpaid: Set[str]) -> Iterator[PlanDue]:
    """The essential bills, which are flows of the forecast and dues of the plan; nobody has said what being late with
    one costs, and no bureau sees it."""
    for each in payables((), cash_flow.flows, {}, cash_flow.today, cash_flow.days):
        yield PlanDue(
            id=each.id,
            name=each.name,
            on=each.on,
            amount=each.amount,
            account_id=None,
            kind="essential",
            issuer=None,
            sure=all(flow.certainty == "known" for flow in cash_flow.flows if essential_id(flow) == each.id),
            harm=each.harm,
            charged=None,
            boundary_days=None,
            cost_parts=(),
            promised=each.id not in unpaid,
            rank=each.rank,
            creditor=each.creditor,
            unknown_costs=("fee", "interest"),
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
        charged=None if each.cost.unknown and not each.cost.charged else each.cost.charged,
        boundary_days=each.cost.boundary_days,
        cost_parts=tuple(
            LateCostPart(part.name, part.amount, part.source, part.confirmed) for part in each.cost.parts
        ),
        promised=promised,
        rank="secured" if each.secured else "other",
        creditor=each.creditor,
        unknown_costs=each.cost.unknown,
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
