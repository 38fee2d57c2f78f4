"""A cut plan for 12 cards, 40 categories and 90 days beside SciPy's milp and OR-tools' CP-SAT on the same model.

Each solver is a process of its own: building the model and proving every level (pain, lines, days, names) is timed,
and its peak memory read. Then what a plan costs as cards, categories and days double.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backend.domain.spending.cut_plan.least_painful_plan import plan_cuts
from benchmarks.cut_plan_case import case
from benchmarks.cut_plan_rivals import LONGEST, SOLVERS
from benchmarks.ground import Ratio, seconds

FULL = {"cards": 12, "categories": 40, "days": 90}
DOUBLING = {"cards": (3, 6, 12, 24), "categories": (10, 20, 40, 80), "days": (11, 22, 45, 90)}


def run(quick: bool) -> Iterator[Ratio]:
    """Time and memory against the better of the others, and how the cost grows."""
    size = {"cards": 6, "categories": 15, "days": 60} if quick else FULL
    cases = [size | {"seed": seed, "tight": tight} for seed, tight in ((0, 0.2), (1, 0.4), (2, 0.6))]
    results = {name: [_apart(name, each) for each in cases] for name in SOLVERS}
    took = {name: sum(each[0] for each in found) for name, found in results.items()}
    peak = {name: max(each[2] for each in found) / 1024 for name, found in results.items()}
    for number, (_, values, _) in enumerate(results["highspy"]):
        for name, found in results.items():
            if found[number][0] < LONGEST and found[number][1] != values:
                raise AssertionError(f"{name} finds {found[number][1]} where ours are {values}")
    plan = "cut plan, {cards} cards, {categories} categories, {days} days".format(**size)
    yield _against(f"{plan}: seconds", took, "s")
    yield _against(f"{plan}: peak memory", peak, "MiB")
    yield from _doubling(quick)


def _against(name: str, measured: dict[str, float], unit: str) -> Ratio:
    """Ours as a share of the best of the others'."""
    best = min(value for solver, value in measured.items() if solver != "highspy")
    note = ", ".join(f"{solver} {value:.2f} {unit}" for solver, value in measured.items())
    return Ratio(name, measured["highspy"] / best, 1.0, at_most=True, note=note)


def _doubling(quick: bool) -> Iterator[Ratio]:
    """Seconds for a whole plan, the median of some borrowers, at each size; the ratio is of the last doubling."""
    for what, sizes in DOUBLING.items():
        costs = [_cost(FULL | {what: size}, 3 if quick else 7) for size in sizes]
        note = ", ".join(f"{size}: {cost * 1000:.0f} ms" for size, cost in zip(sizes, costs, strict=True))
        yield Ratio(f"cut plan when {what} double", costs[-1] / costs[-2], 8, at_most=True, note=note)


def _cost(size: dict[str, int], borrowers: int) -> float:
    facts = [case(**size, seed=seed, tight=0.4) for seed in range(borrowers)]
    return statistics.median(seconds(lambda each=each: plan_cuts(**each)) for each in facts)


def _apart(name: str, size: dict[str, Any]) -> tuple[float, list[int], int]:
    """Seconds, the levels' values and KiB at the peak, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.cut_plan_rivals", name, json.dumps(size)],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    took, values, peak = json.loads(done.stdout.splitlines()[-1])
    return took, values, peak
