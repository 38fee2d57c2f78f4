"""The planner finds the least painful cuts that fund every due by its day, or all but the least harmful ones.

The rule, one question after the other, each answer kept while the next is asked:
1. the least harm of the dues left unpaid (none, if cutting all that may be cut funds them all);
2. the least pain (`choice` has the weights);
3. the fewest lines;
4. the sooner cut before the later one, then the category that comes first by name.
The first two settle which dues are paid, the last two only how to pay them.
Whatever is still equal is decided by the model's fixed order, never by the order of the input.

Essential spending is not among the choices and cannot be cut. Every answer is proven least (cut_program.py) and the
whole plan is checked in integers before it is returned (cut_explain.py).
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from backend.domain.spending.cut_plan.allowed_cuts import Choice, Cut, Subscription
from backend.domain.spending.cut_plan.explanation import PlanDecision, explain
from backend.domain.spending.cut_plan.integer_program import Impossible, Program, Unproven, minimise
from backend.domain.spending.cut_plan.plan_result import CutPlanResult as CutPlan
from backend.domain.spending.cut_plan.whole_number_model import (
    CutColumn,
    Situation,
    harm_costs,
    open_program,
    pain_program,
    situation,
    unpaid_program,
)
from backend.domain.spending.forecast.cash_flow import Due, Flow, Typical, forecast


def plan_cuts(
    *,
    today: date,
    days: int,
    balance: int,
    reserve: int,
    flows: Sequence[Flow],
    dues: Sequence[Due],
    typical: Sequence[Typical],
    choices: Sequence[Choice] = (),
    subscriptions: Sequence[Subscription] = (),
    basis: Literal["expected", "low"] = "expected",
) -> CutPlan:
    """The plan for the `days` (at most 90) from today, on the expected balances or on the low ones."""
    seen = forecast(
        today=today, days=days, balance=balance, reserve=reserve, flows=flows, dues=dues, typical=typical
    )
    at = situation(
        seen,
        reserve=reserve,
        dues=dues,
        typical=typical,
        choices=choices,
        subscriptions=subscriptions,
        basis=basis,
    )
    return explain(
        at,
        decide_cuts(at),
        units={choice.category: choice.unit for choice in choices},
        late=frozenset(due.id for due in dues if due.on < today),
    )


def decide_cuts(at: Situation) -> PlanDecision:
    """Which dues stay unpaid and which cuts are taken."""
    unpaid, alone = _least_harm(at)
    if not alone:
        unpaid = _least_pain(at, unpaid)
    program, columns = pain_program(at, unpaid)
    chosen = sorted(_in_turn(program, levels(columns)))
    return PlanDecision(_counted([columns[index] for index in chosen]), unpaid)


def levels(columns: Sequence[CutColumn]) -> list[list[int]]:
    """What is made least in turn: pain, lines, lateness of the cuts, place of their categories by name."""
    names = sorted({each.cut.key for each in columns if each.cut})
    places = {name: place for place, name in enumerate(names)}
    return [
        [each.cut.weight * each.step if each.cut else 0 for each in columns],
        [int(each.step == 1) for each in columns],
        [each.cut.period if each.cut else 0 for each in columns],
        [places[each.cut.key] if each.cut else 0 for each in columns],
    ]


def _in_turn(program: Program, costs: Sequence[Sequence[int]]) -> frozenset[int]:
    best: frozenset[int] | None = None
    for cost in costs:
        best = minimise(program, cost, best)
        program = program.at_most(cost, sum(cost[index] for index in best))
    return best or frozenset()


def _least_harm(at: Situation) -> tuple[frozenset[str], bool]:
    """The dues to leave unpaid, and whether no other set is as little harm."""
    program, costs = unpaid_program(at), harm_costs(at)
    if not program.low:
        return frozenset(), True
    best = minimise(program, costs)
    found = frozenset(at.dues[index].id for index in best)
    another = program.at_most(costs, sum(costs[index] for index in best))
    another = another.at_most([1 if index in best else -1 for index in range(len(costs))], len(best) - 1)
    try:
        minimise(another, costs)
    except Impossible:
        return found, True
    return found, False


def _least_pain(at: Situation, unpaid: frozenset[str]) -> frozenset[str]:
    """Of all sets of dues that are as little harm as `unpaid`, one that needs the least painful cuts."""
    program, columns = open_program(at)
    harm = {due.id: cost for due, cost in zip(at.dues, harm_costs(at), strict=True)}
    costs = [harm[each.due.id] if each.due else 0 for each in columns]
    program = program.at_most(costs, sum(harm[id] for id in unpaid))
    chosen = minimise(program, levels(columns)[0])
    return frozenset(due.id for index in chosen if (due := columns[index].due))


def _counted(chosen: Sequence[CutColumn]) -> dict[Cut, int]:
    """Steps for each cut; they must be the first ones, or a cheaper choice was overlooked."""
    counts: dict[Cut, int] = {}
    for each in chosen:
        if each.cut:
            counts[each.cut] = counts.get(each.cut, 0) + 1
            if counts[each.cut] != each.step:
                raise Unproven("a dearer step is taken before a cheaper one")
    return counts
