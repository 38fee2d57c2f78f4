"""HiGHS is asked one thing here: the least of a linear cost over rows, some columns whole, and what it proved.

Floating point, one thread, a fixed seed, a limit of seconds. What comes back is a bound and a proposal; the plan itself
is played in integers by `playing`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import highspy
import numpy

INFINITY = highspy.kHighsInf

_OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 1e-7,
}


class Entry(NamedTuple):
    """A column's coefficient in a row."""

    column: int
    value: float


class Row(NamedTuple):
    entries: list[Entry]
    low: float
    high: float


@dataclass(slots=True)
class Model:
    """Columns with cost and bounds, and rows over them; `whole` are the columns that are 0 or 1."""

    costs: list[float] = field(default_factory=list)
    uppers: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def column(self, *, cost: float = 0.0, upper: float = INFINITY, whole: bool = False) -> int:
        """A new column from 0 to `upper`."""
        if whole:
            self.whole.append(len(self.costs))
        self.costs.append(cost)
        self.uppers.append(upper)
        return len(self.costs) - 1

    def row(self, entries: list[Entry], low: float, high: float = INFINITY) -> None:
        """low <= the entries' sum <= high; a column may stand among them more than once."""
        sums = dict[int, float]()
        for entry in entries:
            sums[entry.column] = sums.get(entry.column, 0.0) + entry.value
        self.rows.append(Row([Entry(*each) for each in sums.items()], low, high))


class Answer(NamedTuple):
    """`bound`: no choice costs less, None where that was not proven in time; `values` of the columns, if any."""

    bound: float | None
    values: list[float] | None


class _Quiet(highspy.Highs):
    """HiGHS without callbacks: none are used, and switching them on prints a banner."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the library's name
        pass


def least(model: Model, seconds_left: Callable[[], float]) -> Answer:
    """The least cost found and proven within the seconds.

    The model without its yes-or-no is asked first: it takes a hundredth of the time, and what it proves holds for the
    whole model too, which may run out of time before it has proven anything.
    """
    if not model.whole:
        return _solved(model, seconds_left())
    relaxed = _solved(replace(model, whole=[]), seconds_left())
    if seconds_left() <= 0:
        return Answer(relaxed.bound, None)
    found = _solved(model, seconds_left())
    proven = [each.bound for each in (relaxed, found) if each.bound is not None]
    return Answer(max(proven, default=None), found.values)


def _solved(model: Model, seconds: float) -> Answer:
    solver = _Quiet()  # type: ignore[no-untyped-call]  # its __init__ alone has no types
    for name, value in {**_OPTIONS, "time_limit": max(0.05, seconds)}.items():
        solver.setOptionValue(name, value)
    solver.passModel(_arrays(model))
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    optimal = status == highspy.HighsModelStatus.kOptimal
    bound = info.mip_dual_bound if model.whole else info.objective_function_value
    proven = (optimal or bool(model.whole)) and abs(bound) < INFINITY
    feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = [float(value) for value in solver.getSolution().col_value] if feasible else None
    return Answer(float(bound) if proven else None, values)


def _arrays(model: Model) -> highspy.HighsLp:
    found = highspy.HighsLp()
    width, height = len(model.costs), len(model.rows)
    found.num_col_, found.num_row_ = width, height
    found.col_cost_ = numpy.array(model.costs, dtype=numpy.float64)
    found.col_lower_ = numpy.zeros(width)
    found.col_upper_ = numpy.array(model.uppers, dtype=numpy.float64)
    found.row_lower_ = numpy.array([row.low for row in model.rows], dtype=numpy.float64)
    found.row_upper_ = numpy.array([row.high for row in model.rows], dtype=numpy.float64)
    found.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lengths = numpy.array([0, *(len(row.entries) for row in model.rows)], dtype=numpy.int32)
    found.a_matrix_.start_ = numpy.cumsum(lengths, dtype=numpy.int32)
    found.a_matrix_.index_ = numpy.array([e.column for row in model.rows for e in row.entries], numpy.int32)
    found.a_matrix_.value_ = numpy.array([e.value for row in model.rows for e in row.entries], numpy.float64)
    if model.whole:
        kinds = [highspy.HighsVarType.kContinuous] * width
        for column in model.whole:
            kinds[column] = highspy.HighsVarType.kInteger
        found.integrality_ = kinds
    return found
