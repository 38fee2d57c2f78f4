"""This module finds the choice of yes-or-no decisions with the least cost, and proves it in integers.

The rule: choose columns so that each row's sum reaches its `low` at the least sum of costs. The linear relaxation
gives prices for the rows. Rounded to integers, any prices give a lower bound that is exact arithmetic: each column
taken is worth its cost less what its entries earn at these prices (its reduced cost), and no choice of columns
costs less than the rows' prices plus all negative reduced costs.

So, supposing the least cost is at most some value just above that bound, every column whose reduced cost alone
would exceed the margin is decided already; what remains is a small program for the solver. Does it hold a choice
within the supposed value, that choice is the least of all. If not, none exists, the supposition is widened, and the
bound has risen. Every found choice is checked against every row in integers; the solver's numbers are kept nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.domain.spending.cut_plan.solver import Small, prices, solve

_SCALE = 1 << 24


class Impossible(Exception):
    """No choice of columns reaches every row's low."""


class Unproven(Exception):
    """The solver's answer does not stand up to integer arithmetic."""


@dataclass(frozen=True, slots=True)
class Program:
    """Each column's entries as (row, amount), and what each row must reach."""

    columns: tuple[tuple[tuple[int, int], ...], ...]
    low: tuple[int, ...]

    def at_most(self, costs: Sequence[int], value: int) -> "Program":
        """The same with one row more: the sum of `costs` is at most `value`."""
        row = len(self.low)
        columns = (
            (*column, (row, -cost)) if cost else column
            for column, cost in zip(self.columns, costs, strict=True)
        )
        return Program(tuple(columns), (*self.low, -value))

    def reached(self, chosen: frozenset[int]) -> bool:
        """Whether every row is, in integers."""
        sums = self.sums(chosen)
        return all(total >= low for total, low in zip(sums, self.low, strict=True))

    def sums(self, chosen: frozenset[int]) -> list[int]:
        sums = [0] * len(self.low)
        for index in chosen:
            for row, amount in self.columns[index]:
                sums[row] += amount
        return sums


@dataclass(frozen=True, slots=True)
class Bound:
    """A proven lower bound and each column's reduced cost, both times _SCALE."""

    value: int
    reduced: tuple[int, ...]

    @property
    def least(self) -> int:
        """The bound as a whole cost."""
        return -(-self.value // _SCALE)


def minimise(program: Program, costs: Sequence[int], known: frozenset[int] | None = None) -> frozenset[int]:
    """The columns of a choice of least cost; `known` is one that reaches every row, if one is known.

    No cost is negative, so where no row is missing anything nothing is chosen. Raises Impossible where no choice is.
    """
    if program.reached(frozenset()):
        return frozenset()
    if not program.columns:
        raise Impossible
    row_prices = prices(Small(tuple(costs), program.columns, program.low))
    if row_prices is None:
        raise Impossible
    bound = lower_bound(program, costs, row_prices)
    best, value = known, None if known is None else _cost(costs, known)
    least, margin = bound.least, 0
    while value is None or value > least:
        supposed = least + margin
        margin = max(1, margin * 4, least >> 10)
        if value is not None and value - 1 <= least + margin:
            supposed = value - 1
        found = _within(program, costs, bound, supposed)
        if found is not None and (value is None or _cost(costs, found) < value):
            best, value = found, _cost(costs, found)
        if found is None and supposed > sum(costs):
            raise Impossible
        least = supposed + 1 if value is None or value > supposed else value
    assert best is not None
    return best


def _cost(costs: Sequence[int], chosen: frozenset[int]) -> int:
    return sum(costs[index] for index in chosen)


def lower_bound(program: Program, costs: Sequence[int], row_prices: Sequence[float]) -> Bound:
    """From prices of the rows, whatever they are: rounded and not negative, any give a true bound."""
    scaled = [max(0, round(price * _SCALE)) for price in row_prices]
    reduced = tuple(
        cost * _SCALE - sum(scaled[row] * amount for row, amount in column)
        for cost, column in zip(costs, program.columns, strict=True)
    )
    earned = sum(price * low for price, low in zip(scaled, program.low, strict=True))
    return Bound(earned + sum(each for each in reduced if each < 0), reduced)


def _within(program: Program, costs: Sequence[int], bound: Bound, supposed: int) -> frozenset[int] | None:
    """The best choice that costs at most `supposed`, perhaps a dearer one, or None: then none costs so little."""
    margin = supposed * _SCALE - bound.value
    taken = frozenset(index for index, each in enumerate(bound.reduced) if each < -margin)
    open_ = [index for index, each in enumerate(bound.reduced) if abs(each) <= margin]
    missing = (low - done for low, done in zip(program.low, program.sums(taken), strict=True))
    found = solve(
        Small(
            tuple(costs[index] for index in open_),
            tuple(program.columns[index] for index in open_),
            tuple(missing),
        ),
        at_most=supposed - _cost(costs, taken),
    )
    if found is None:
        return None
    chosen = taken | {open_[place] for place in found}
    if not program.reached(chosen):
        raise Unproven("the solver's choice misses a row")
    return chosen
