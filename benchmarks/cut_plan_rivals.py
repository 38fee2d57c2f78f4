"""The cut plan's model given to scipy.optimize.milp and to OR-tools' CP-SAT: level by level, proven like ours."""

import json
import re
import sys
import time
from collections.abc import Callable, Sequence

from backend.domain.spending.cut_plan.integer_program import Program

LONGEST = 120  # seconds for one level; a solver that takes longer counts with that

Levels = Sequence[Sequence[int]]


def scipy_milp(program: Program, levels: Levels) -> list[int]:
    """Each level's least value by SciPy, whose solver is HiGHS as well, of the version it ships."""
    import numpy
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_matrix

    values: list[int] = []
    for costs in levels:
        starts = numpy.cumsum([0, *map(len, program.columns)])
        rows = numpy.array([row for column in program.columns for row, _ in column])
        amounts = numpy.array([by for column in program.columns for _, by in column], dtype=float)
        matrix = csc_matrix((amounts, rows, starts), shape=(len(program.low), len(costs)))
        found = milp(
            numpy.array(costs, dtype=float),
            integrality=numpy.ones(len(costs)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, numpy.array(program.low, dtype=float), numpy.inf),
            options={"mip_rel_gap": 0, "time_limit": LONGEST},
        )
        if found.x is None:
            return values
        chosen = {index for index, value in enumerate(found.x) if round(value) == 1}
        values.append(sum(costs[index] for index in chosen))
        program = program.at_most(costs, values[-1])
    return values


def cp_sat(program: Program, levels: Levels, workers: int = 0) -> list[int]:
    """Each level's least value by CP-SAT: one model, a row more for each level, hinted with the last answer."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in program.columns]
    rows: list[tuple[list[cp_model.IntVar], list[int]]] = [([], []) for _ in program.low]
    for variable, column in zip(taken, program.columns, strict=True):
        for row, amount in column:
            rows[row][0].append(variable)
            rows[row][1].append(amount)
    for (variables, amounts), low in zip(rows, program.low, strict=True):
        model.add(cp_model.LinearExpr.weighted_sum(variables, amounts) >= low)
    values: list[int] = []
    for costs in levels:
        cost = cp_model.LinearExpr.weighted_sum(taken, list(costs))
        model.minimize(cost)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.max_time_in_seconds = LONGEST
        if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return values
        values.append(round(solver.objective_value))
        model.add(cost <= values[-1])
        model.clear_hints()
        for variable in taken:
            model.add_hint(variable, solver.value(variable))
    return values


def cp_sat_alone(program: Program, levels: Levels) -> list[int]:
    """CP-SAT with one worker, which it may do better with on few cores."""
    return cp_sat(program, levels, workers=1)


def ours(program: Program, levels: Levels) -> list[int]:
    """Each level's least value as the planner finds it."""
    from backend.domain.spending.cut_plan.integer_program import minimise

    best: frozenset[int] | None = None
    values: list[int] = []
    for costs in levels:
        best = minimise(program, costs, best)
        values.append(sum(costs[index] for index in best))
        program = program.at_most(costs, values[-1])
    return values


SOLVERS: dict[str, Callable[[Program, Levels], list[int]]] = {
    "highspy": ours,
    "milp": scipy_milp,
    "CP-SAT": cp_sat,
    "CP-SAT, 1 worker": cp_sat_alone,
}


def main() -> None:
    """In a process of its own: one solver, one case; prints its seconds, its values and its peak memory in KiB."""
    from benchmarks.cut_plan_case import case, model

    solve, size = SOLVERS[sys.argv[1]], json.loads(sys.argv[2])
    solve(*model(case(4, 10, 45)))  # what is loaded at the first use is no part of a plan
    facts = case(**size)
    began = time.perf_counter()
    values = solve(*model(facts))
    took = time.perf_counter() - began
    with open("/proc/self/status") as status:
        peak = int(re.search(r"VmHWM:\s+(\d+)", status.read())[1])  # type: ignore[index]
    print(json.dumps([took, values, peak]))


if __name__ == "__main__":
    main()
