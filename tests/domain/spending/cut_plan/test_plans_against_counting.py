"""Plans of small households are what counting every combination finds, and every reason they give is true.

A few in each run; HYPOTHESIS_PROFILE=deep counts 5,000 for each of three seeds.
"""

import os
from datetime import timedelta
from math import prod
from random import Random
from typing import Any

import pytest

from backend.domain.spending.cut_plan.least_painful_plan import CutPlan, plan_cuts
from tests.domain.spending.cut_plan.brute_force_cuts import Counted, decisions
from tests.domain.spending.cut_plan.random_households import TODAY, household

HOUSEHOLDS = 5_000 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 60
_MOST_WAYS = 1_500
_SOON = 30


def countable(draw: Random) -> tuple[dict[str, Any], Counted]:
    """A household whose combinations can be counted."""
    while True:
        case = household(draw)
        if prod(most + 1 for most, *_ in decisions(case).values()) <= _MOST_WAYS:
            return case, Counted(case)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_small_plan_is_what_counting_every_combination_finds(seed: int) -> None:
    draw = Random(seed)
    for number in range(HOUSEHOLDS):
        case, counted = countable(draw)
        plan = plan_cuts(**case)
        assert disagreements(plan, case, counted) == [], (seed, number)


def disagreements(plan: CutPlan, case: dict[str, Any], counted: Counted) -> list[str]:
    """What the plan says and counting does not."""
    unpaid = frozenset(each.due_id for each in plan.unfunded)
    gone = [each for each in counted.debts if each.id in unpaid and each.day in counted.kept]
    left = tuple(sum(each.weight for each in gone if each.rank == rank) for rank in range(3))
    sooner = sum(counted.days - each.day for each in gone)
    best, mine = counted.best(), counted.best(unpaid)
    lateness = sum(line.steps * line.period for line in plan.lines)
    said = {
        "left unpaid": (left, best.left),
        "pain": (plan.pain, best.pain),
        "sooner": (sooner, best.sooner),
        "lines": (len(plan.lines), mine.lines),
        "lateness": (lateness, mine.lateness),
        "proven": ((plan.gap, plan.unpaid_gap), (0, 0)),
    }
    found = [f"{what}: {said} is {true}" for what, (said, true) in said.items() if said != true]
    return found + _untrue_reasons(plan, counted, unpaid) + _untrue_advice(plan, counted, unpaid)


def _spare(plan: CutPlan, counted: Counted, unpaid: frozenset[str], *, less: int = -1) -> list[int]:
    """What each day has above the reserve, with one step less of the line `less`."""
    needs = counted.needs(unpaid)
    return [
        sum(
            (line.steps - (place == less)) * counted.options[line.key, line.period][2][n]
            for place, line in enumerate(plan.lines)
        )
        - needs[n]
        for n in range(counted.days)
    ]


def _untrue_reasons(plan: CutPlan, counted: Counted, unpaid: frozenset[str]) -> list[str]:
    """Why not less: with one step less this is the first day that is short, by so much, and what is paid on it."""
    found = []
    for place, line in enumerate(plan.lines):
        spare = _spare(plan, counted, unpaid, less=place)
        short = [n for n in counted.kept if spare[n] < 0]
        why = line.why_not_less
        paid = {each.id for each in counted.debts if short and each.day == short[0] and each.id not in unpaid}
        if not short or (why.on, why.short) != (TODAY + timedelta(days=short[0]), -spare[short[0]]):
            found.append(f"{why} of {line}, but short {short}")
        elif (why.due_id not in paid) if paid else (why.due_id is not None):
            found.append(f"{why} where {paid} are paid")
    return found


def _untrue_advice(plan: CutPlan, counted: Counted, unpaid: frozenset[str]) -> list[str]:
    """What is missing from when, when it can be paid, and the first day below the reserve if all were paid."""
    found, spare = [], _spare(plan, counted, unpaid)
    debts = {each.id: each for each in counted.debts}
    for each in plan.unfunded:
        due = debts[each.due_id]
        felt = [n for n in range(counted.days) if n == due.day or (n > due.day and n in counted.kept)]
        short = [n for n in felt if spare[n] < due.amount]
        soon = [n for n in counted.kept if due.day < n <= due.day + _SOON]
        later = [n for n in soon if all(spare[m] >= due.amount for m in counted.kept if m >= n)]
        payable = TODAY + timedelta(days=later[0]) if later else None
        true = (max(due.amount - spare[n] for n in short), TODAY + timedelta(days=short[0]), payable)
        if (each.missing, each.from_on, each.payable_on) != true:
            found.append(f"{each} is {true}")
        if later:
            spare = [over - due.amount * (n >= later[0]) for n, over in enumerate(spare)]
    everything = _spare(plan, counted, frozenset())
    first = next(((TODAY + timedelta(days=n), -over) for n, over in enumerate(everything) if over < 0), None)
    if first != (plan.below and (plan.below.on, plan.below.by)) or plan.feasible != (first is None):
        found.append(f"{plan.below} is {first}")
    return found
