"""The planner finds the least painful cuts that keep the reserve on every day with everything paid by its day, or with
all paid but what is the least harm.

The rule, one question after the other, each answer kept while the next is asked:
1. the least left unpaid (nothing, if cutting all that may be cut pays for everything): of essential bills the least
   money, then of secured debts the least harm, then of the others the least harm;
2. the least pain (`allowed_cuts` has the weights);
3. of equal ones, that what falls due sooner is paid;
4. the fewest lines;
5. the sooner cut before the later one, then the category that comes first by name.
The first three settle what is paid, the last two only how to pay it.
Whatever is still equal is decided by the model's fixed order, never by the order of the input.

Essential spending is not among the choices and cannot be cut. Every answer is proven least (integer_program.py), or
comes with how far from least it may be where the time was up, and the whole plan is checked in integers before it is
returned (explanation.py).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from math import isinf
from types import MappingProxyType
from typing import Literal, NamedTuple

from backend.domain.spending.cut_plan.allowed_cuts import Choice, Cut, Subscription
from backend.domain.spending.cut_plan.explanation import PlanDecision, explain
from backend.domain.spending.cut_plan.first_guess import spared, unpaid_as_little
from backend.domain.spending.cut_plan.integer_program import Impossible, OutOfTime, minimise
from backend.domain.spending.cut_plan.payables import RANKS, DueTerms, payables
from backend.domain.spending.cut_plan.plan_result import CutPlanResult as CutPlan
from backend.domain.spending.cut_plan.program import Program
from backend.domain.spending.cut_plan.solver import SecondsLeft, unlimited
from backend.domain.spending.cut_plan.whole_number_model import (
    CutColumn,
    Situation,
    open_program,
    pain_program,
    situation,
    unpaid_costs,
    unpaid_program,
)
from backend.domain.spending.forecast.cash_flow import Due, Flow, Typical, forecast

# What each question may take of the time that is left when it is asked.
_FOR_UNPAID, _FOR_PAIN, _FOR_THE_REST = 0.4, 0.7, 0.5
_NOTHING_SAID: Mapping[str, DueTerms] = MappingProxyType({})


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
    terms: Mapping[str, DueTerms] = _NOTHING_SAID,
    basis: Literal["expected", "low"] = "expected",
    seconds_left: SecondsLeft = unlimited,
) -> CutPlan:
    """The plan for the `days` (at most 90) from today, on the expected balances or on the low ones.

    `terms` says by a due's id what stands behind it. The best plan of the time allowed comes with its proven gap.
    """
    seen = forecast(
        today=today, days=days, balance=balance, reserve=reserve, flows=flows, dues=dues, typical=typical
    )
    at = situation(
        seen,
        reserve=reserve,
        payable=payables(dues, flows, terms, today, days),
        typical=typical,
        choices=choices,
        subscriptions=subscriptions,
        basis=basis,
    )
    return explain(
        at,
        decide_cuts(at, seconds_left),
        units={choice.category: choice.unit for choice in choices},
        late=frozenset(due.id for due in dues if due.on < today),
    )


def decide_cuts(at: Situation, seconds_left: SecondsLeft = unlimited) -> PlanDecision:
    """What stays unpaid and which cuts are taken."""
    left = _least_harm(at, _part(seconds_left, _FOR_UNPAID))
    unpaid = left.ids
    if not left.alone:
        unpaid = _least_pain(at, unpaid, _part(seconds_left, _FOR_UNPAID))
    program, columns = pain_program(at, unpaid)
    costs = levels(columns)
    everything = spared(at, at.everything, unpaid)
    pain = minimise(program, costs[0], _columns_of(everything, columns), _part(seconds_left, _FOR_PAIN))
    program = program.at_most(costs[0], pain.cost)
    chosen = _in_turn(program, costs[1:], pain.columns, seconds_left)
    taken = spared(at, _counted(chosen, columns), unpaid)
    return PlanDecision(taken, unpaid, left.gap, pain.gap)


def _part(seconds_left: SecondsLeft, share: float) -> SecondsLeft:
    """A share of the time that is left now."""
    left = seconds_left()
    if isinf(left):
        return seconds_left
    kept = left * (1 - share)
    return lambda: seconds_left() - kept


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


def _in_turn(
    program: Program, costs: Sequence[Sequence[int]], known: frozenset[int], seconds_left: SecondsLeft
) -> frozenset[int]:
    for cost in costs:
        best = minimise(program, cost, known, _part(seconds_left, _FOR_THE_REST))
        known, program = best.columns, program.at_most(cost, best.cost)
    return known


def _columns_of(
    taken: Mapping[Cut, int], columns: Sequence[CutColumn], unpaid: frozenset[str] = frozenset()
) -> frozenset[int]:
    """The columns of so many steps of these cuts, and of what is left unpaid."""
    return frozenset(
        index
        for index, each in enumerate(columns)
        if (each.cut and each.step <= taken.get(each.cut, 0)) or (each.due and each.due.id in unpaid)
    )


def _counted(chosen: frozenset[int], columns: Sequence[CutColumn]) -> dict[Cut, int]:
    """Steps for each cut: so many of them, the first ones, which cost the least."""
    counts: dict[Cut, int] = {}
    for index in sorted(chosen):
        if cut := columns[index].cut:
            counts[cut] = counts.get(cut, 0) + 1
    return counts


class _Unpaid(NamedTuple):
    """What to leave unpaid, how much less harm another way may be, and whether no other way is as little."""

    ids: frozenset[str]
    gap: int
    alone: bool


def _least_harm(at: Situation, seconds_left: SecondsLeft) -> _Unpaid:
    program = unpaid_program(at)
    if not program.low:
        return _Unpaid(at.hopeless, 0, True)
    guess, gap = unpaid_as_little(at), 0
    known = frozenset(index for index, due in enumerate(at.open_dues) if due.id in guess)
    for costs in unpaid_costs(at.open_dues):
        best = minimise(program, costs, known, seconds_left)
        known, program, gap = best.columns, program.at_most(costs, best.cost), gap or best.gap
    found = at.hopeless | {at.open_dues[index].id for index in known}
    if gap:
        return _Unpaid(unpaid_as_little(at, found), gap, True)
    return _Unpaid(found, 0, _alone(program, known, seconds_left))


def _alone(program: Program, best: frozenset[int], seconds_left: SecondsLeft) -> bool:
    """Whether no other choice reaches every row; it is taken so where the time was not enough to find one."""
    width = len(program.columns)
    other = program.at_most([1 if index in best else -1 for index in range(width)], len(best) - 1)
    try:
        minimise(other, [0] * width, None, seconds_left)
    except (Impossible, OutOfTime):
        return True
    return False


def _least_pain(at: Situation, unpaid: frozenset[str], seconds_left: SecondsLeft) -> frozenset[str]:
    """Of all ways to leave as little unpaid, one that needs the least painful cuts; of those, the later dues."""
    program, columns = open_program(at)
    due_costs = dict(zip(at.open_dues, zip(*unpaid_costs(at.open_dues), strict=True), strict=True))
    for rank in range(len(RANKS)):
        costs = [due_costs[each.due][rank] if each.due else 0 for each in columns]
        most = sum(due_costs[due][rank] for due in at.open_dues if due.id in unpaid)
        program = program.at_most(costs, most)
    known = _columns_of(spared(at, at.everything, unpaid), columns, unpaid)
    horizon = len(at.free)
    sooner = [horizon - at.day(each.due) if each.due else 0 for each in columns]
    chosen = _in_turn(program, [levels(columns)[0], sooner], known, seconds_left)
    found = at.hopeless | {due.id for index in chosen if (due := columns[index].due)}
    return unpaid_as_little(at, found)
