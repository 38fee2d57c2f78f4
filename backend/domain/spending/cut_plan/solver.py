"""HiGHS, the solver, is asked two things here: the prices of a program's relaxation, and a least choice of columns.

The model is handed over at once, as arrays by column. One thread, a fixed seed and a gap of nothing: the same
program gives the same answer. What comes back is a proposal: `program` checks it in integers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

import highspy
import numpy

# Rows of large amounts are asked for half a unit less: for whole numbers that is the same row, and it stays clear of
# the solver's tolerances on either side.
_LARGE = 10_000
# Costs are whole numbers: below a cost by less than one lies no other. The bound itself is told in floating point and
# may end the last digit short of the cost that it proves.
_NO_WHOLE_COST = 0.5
_OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 1e-6,
    "mip_feasibility_tolerance": 1e-9,
    "mip_detect_symmetry": False,
}


@dataclass(frozen=True, slots=True)
class Small:
    """Costs and entries (row, amount) of columns that are 0 or 1, and each row's low."""

    costs: tuple[int, ...]
    columns: tuple[tuple[tuple[int, int], ...], ...]
    low: tuple[int, ...]


class Unsolved(Exception):
    """HiGHS stopped without a proven answer."""


class _Quiet(highspy.Highs):
    """HiGHS without callbacks: none are used, and switching them on prints a banner."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the library's name
        pass


def prices(small: Small) -> list[float] | None:
    """What one more unit of each row's low would cost if columns could be taken in part; None if out of reach."""
    solver = _run(small, whole=False)
    return None if solver is None else list(solver.getSolution().row_dual)


def solve(small: Small, at_most: int) -> frozenset[int] | None:
    """The columns of a least choice if one costs `at_most` or less, with no gap; else any choice or None."""
    if not small.columns:
        return None if any(low > 0 for low in small.low) else frozenset()
    solver = _run(small, whole=True, bound=at_most + 0.5)
    if solver is None:
        return None
    info = solver.getInfo()
    gap = info.objective_function_value - info.mip_dual_bound
    if gap > _NO_WHOLE_COST and info.mip_dual_bound <= at_most:
        raise Unsolved(f"a gap of {gap} is left")
    values = solver.getSolution().col_value
    return frozenset(index for index, value in enumerate(values) if round(value) == 1)


def _run(small: Small, *, whole: bool, bound: float = highspy.kHighsInf) -> highspy.Highs | None:
    solver = _Quiet()  # type: ignore[no-untyped-call]  # its __init__ alone has no types
    for name, value in {**_OPTIONS, "objective_bound": bound}.items():
        solver.setOptionValue(name, value)
    solver.passModel(_model(small, whole))
    solver.run()
    status = solver.getModelStatus()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kObjectiveBound):
        return None
    if status != highspy.HighsModelStatus.kOptimal:
        raise Unsolved(solver.modelStatusToString(status))
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
