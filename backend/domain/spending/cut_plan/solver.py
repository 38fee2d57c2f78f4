"""HiGHS, the solver, is asked two things here: the prices of a program's relaxation, and a least choice of columns.

The model is handed over at once, as arrays by column. One thread, a fixed seed and a gap of nothing: the same
program gives the same answer, unless its time runs out first. What comes back is a proposal: `integer_program` checks
it in integers, and takes no answer for no knowledge rather than for a fault.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate

import highspy
import numpy

# Seconds that may still be spent; the domain has no clock, so whoever asks for a plan says.
SecondsLeft = Callable[[], float]

# Rows of large amounts are asked for half a unit less: for whole numbers that is the same row, and it stays clear of
# the solver's tolerances on either side.
_LARGE = 10_000
# Costs are whole numbers: below a cost by less than one lies no other. The bound itself is told in floating point and
# may end the last digit short of the cost that it proves.
_NO_WHOLE_COST = 0.5
_LEAST_SECONDS = 0.05
_OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 1e-6,
    "mip_feasibility_tolerance": 1e-9,
    "mip_detect_symmetry": False,
}
_NO_CHOICE = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kObjectiveBound)


def unlimited() -> float:
    """As long as it takes."""
    return highspy.kHighsInf


@dataclass(frozen=True, slots=True)
class Small:
    """Costs and entries (row, amount) of columns that are 0 or 1, and each row's low."""

    costs: tuple[int, ...]
    columns: tuple[tuple[tuple[int, int], ...], ...]
    low: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Solved:
    """The columns of a choice, None where none was found; `proven`: none is better, or none costs so little."""

    columns: frozenset[int] | None
    proven: bool


class _Quiet(highspy.Highs):
    """HiGHS without callbacks: none are used, and switching them on prints a banner."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the library's name
        pass


def prices(small: Small, seconds_left: SecondsLeft = unlimited) -> list[float] | None:
    """What one more unit of each row's low would cost if columns could be taken in part; None if out of reach.

    Where the solver does not say, nothing: any prices at all give a true bound.
    """
    solver = _run(small, whole=False, seconds_left=seconds_left)
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    if status != highspy.HighsModelStatus.kOptimal:
        return [0.0] * len(small.low)
    return list(solver.getSolution().row_dual)


def solve(small: Small, at_most: int, seconds_left: SecondsLeft = unlimited) -> Solved:
    """A least choice that costs `at_most` or less, with no gap; or that there is none; or what was found in time."""
    if not small.columns:
        return Solved(None if any(low > 0 for low in small.low) else frozenset(), True)
    solver = _run(small, whole=True, seconds_left=seconds_left, bound=at_most + _NO_WHOLE_COST)
    status, info = solver.getModelStatus(), solver.getInfo()
    if status in _NO_CHOICE:
        return Solved(None, True)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Solved(None, False)
    values = solver.getSolution().col_value
    gap = info.objective_function_value - info.mip_dual_bound
    proven = gap <= _NO_WHOLE_COST or info.mip_dual_bound > at_most
    chosen = frozenset(index for index, value in enumerate(values) if round(value) == 1)
    return Solved(chosen, proven and status == highspy.HighsModelStatus.kOptimal)


def _run(
    small: Small, *, whole: bool, seconds_left: SecondsLeft, bound: float = highspy.kHighsInf
) -> highspy.Highs:
    solver = _Quiet()  # type: ignore[no-untyped-call]  # its __init__ alone has no types
    seconds = max(_LEAST_SECONDS, seconds_left())
    for name, value in {**_OPTIONS, "objective_bound": bound, "time_limit": seconds}.items():
        solver.setOptionValue(name, value)
    solver.passModel(_model(small, whole))
    solver.run()
    return solver


def _model(small: Small, whole: bool) -> highspy.HighsLp:
    width, height = len(small.columns), len(small.low)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = width, height
    model.col_cost_ = numpy.array(small.costs, dtype=numpy.float64)
    model.col_lower_, model.col_upper_ = numpy.zeros(width), numpy.ones(width)
    model.row_lower_ = numpy.array(list(_eased(small)), dtype=numpy.float64)
    model.row_upper_ = numpy.full(height, highspy.kHighsInf)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    starts = accumulate((len(column) for column in small.columns), initial=0)
    model.a_matrix_.start_ = numpy.fromiter(starts, dtype=numpy.int32)
    model.a_matrix_.index_ = numpy.array([row for column in small.columns for row, _ in column], numpy.int32)
    model.a_matrix_.value_ = numpy.array([by for column in small.columns for _, by in column], numpy.float64)
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * width
    return model


def _eased(small: Small) -> Iterable[float]:
    largest = [0] * len(small.low)
    for column in small.columns:
        for row, amount in column:
            largest[row] = max(largest[row], abs(amount))
    return (low - (0.5 if most >= _LARGE else 0.0) for low, most in zip(small.low, largest, strict=True))
