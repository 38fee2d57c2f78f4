"""This module finds the choice of yes-or-no decisions with the least cost, and proves it in integers.

The rule: choose columns so that each row's sum reaches its `low` at the least sum of costs. The linear relaxation
gives prices for the rows. Rounded to integers, any prices give a lower bound that is exact arithmetic: each column
taken is worth its cost less what its entries earn at these prices (its reduced cost), and no choice of columns
costs less than the rows' prices plus all negative reduced costs.

So, supposing the least cost is at most some value just above that bound, every column whose reduced cost alone
would exceed the margin is decided already; what remains is a small program for the solver. Does it hold a choice
within the supposed value, that choice is the least of all. If not, none exists, the supposition is widened, and the
bound has risen.

Large amounts are solved in a smaller program that every true choice reaches (`program.py`). A choice found there that
misses an exact row is no choice: it is ruled out, with all that miss for the same reason, and the search goes on. So
every choice that is returned was checked against every row in integers; the solver's numbers are kept nowhere. When
the time is up the best choice so far comes back, with the cost that is proven to be the least possible.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.domain.spending.cut_plan.program import LARGEST, Program, scaled
from backend.domain.spending.cut_plan.solver import SecondsLeft, Small, Solved, prices, solve, unlimited

_SCALE = 1 << 44


class Impossible(Exception):
    """No choice of columns reaches every row's low."""


class Unproven(Exception):
    """A plan does not stand up to the facts."""


class OutOfTime(Exception):
    """The time is up, and no choice is known."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The columns of a choice and its cost; `least`: it is proven that no choice costs less than that."""

    columns: frozenset[int]
    cost: int
    least: int

    @property
    def gap(self) -> int:
        """What a better choice could save at most: 0 where it is proven that there is none."""
        return self.cost - self.least


@dataclass(frozen=True, slots=True)
class Bound:
    """A proven lower bound and each column's reduced cost, both times _SCALE."""

    value: int
    reduced: tuple[int, ...]

    @property
    def least(self) -> int:
        """The bound as a whole cost."""
        return -(-self.value // _SCALE)


def minimise(
    program: Program,
    costs: Sequence[int],
    known: frozenset[int] | None = None,
    seconds_left: SecondsLeft = unlimited,
) -> Chosen:
    """A choice of least cost; `known` is one that reaches every row, if one is known.

    No cost is negative, so where no row is missing anything nothing is chosen. Raises Impossible where no choice is,
    OutOfTime where none was found in time.
    """
    if program.reached(frozenset()):
        return Chosen(frozenset(), 0, 0)
    search = _Search(program, costs, known)
    while not search.settled and seconds_left() > 0:
        search.ask(seconds_left)
    if search.best is None:
        raise Impossible if search.settled else OutOfTime
    cost = _cost(costs, search.best)
    return Chosen(search.best, cost, cost if search.settled else min(cost, search.least))


class _Search:
    """A search for a least choice: the best exact one so far, and what is proven of those not ruled out.

    Costs too large for a solver are divided as well, rounded down: what is least there is a bound, and the search is
    settled when nothing that costs less than the best can be left.
    """

    def __init__(self, program: Program, costs: Sequence[int], known: frozenset[int] | None) -> None:
        self._program, self._costs = program, costs
        self._small = scaled(program)
        self._unit = max(1, -(-max(costs, default=0) // LARGEST))
        self._small_costs = [cost // self._unit for cost in costs]
        self.best, self.least, self.settled = known, 0, False

    def ask(self, seconds_left: SecondsLeft) -> None:
        """Take in one answer of the solver."""
        limit = None if self.best is None else (_cost(self._costs, self.best) - 1) // self._unit
        found = _least(self._small.eased, self._small_costs, limit, seconds_left)
        self.least = max(self.least, found.least * self._unit)
        if found.columns is None:
            self.settled = found.proven
        elif missed := self._program.missed(found.columns):
            self._rule_out(found.columns, missed[0])
            self._ask_strictly(found, seconds_left)
        else:
            self._take(found.columns)
            self.settled = self._unit == 1 and found.proven
            if self._unit > 1:
                self._small = self._small.cheaper(found.columns, self._costs)

    def _take(self, columns: frozenset[int]) -> None:
        if self.best is None or _cost(self._costs, columns) < _cost(self._costs, self.best):
            self.best = columns

    def _rule_out(self, columns: frozenset[int], row: int) -> None:
        self._small = self._small.without(columns, self._program, row)

    def _ask_strictly(self, missed: "_Found", seconds_left: SecondsLeft) -> None:
        """Rounding may have let the choice through: one as cheap that reaches the strict rows is as good as any."""
        strict, costs = self._small.strict, tuple(self._small_costs)
        if missed.columns is None or self._small.exact:
            return
        at_most = _cost(costs, missed.columns)
        found = solve(Small(costs, strict.columns, strict.low), at_most, seconds_left).columns
        if found is not None and self._program.reached(found):
            self._take(found)
            self.settled = self._unit == 1 and missed.proven and _cost(costs, found) <= at_most


@dataclass(frozen=True, slots=True)
class _Found:
    """A least choice within a limit, or None; `proven`: it is the least, or none is within the limit."""

    columns: frozenset[int] | None
    least: int
    proven: bool


def _least(program: Program, costs: Sequence[int], limit: int | None, seconds_left: SecondsLeft) -> _Found:
    """The least choice of a program in small numbers that costs at most `limit`."""
    if program.reached(frozenset()):
        return _Found(frozenset(), 0, True)
    row_prices = prices(Small(tuple(costs), program.columns, program.low), seconds_left)
    if row_prices is None:
        return _Found(None, 0, True)
    bound = lower_bound(program, costs, row_prices)
    best: frozenset[int] | None = None
    least, margin, most = bound.least, 0, sum(costs)
    while best is None or _cost(costs, best) > least:
        if least > (most if limit is None else min(most, limit)):
            return _Found(None, least, True)
        supposed = min(least + margin, most if limit is None else limit)
        supposed = supposed if best is None else min(supposed, _cost(costs, best) - 1)
        margin = max(1, margin * 4, least >> 10)
        answer = _within(program, costs, bound, supposed, seconds_left)
        if answer.columns is not None and (best is None or _cost(costs, answer.columns) < _cost(costs, best)):
            best = answer.columns
        if not answer.proven:
            return _Found(best, least, False)
        least = supposed + 1 if best is None or _cost(costs, best) > supposed else _cost(costs, best)
    return _Found(best, least, True)


def _cost(costs: Sequence[int], chosen: frozenset[int]) -> int:
    return sum(costs[index] for index in chosen)


def lower_bound(program: Program, costs: Sequence[int], row_prices: Sequence[float]) -> Bound:
    """From prices of the rows, whatever they are: rounded and not negative, any give a true bound."""
    scaled_prices = [max(0, round(price * _SCALE)) for price in row_prices]
    reduced = tuple(
        cost * _SCALE - sum(scaled_prices[row] * amount for row, amount in column)
        for cost, column in zip(costs, program.columns, strict=True)
    )
    earned = sum(price * low for price, low in zip(scaled_prices, program.low, strict=True))
    return Bound(earned + sum(each for each in reduced if each < 0), reduced)


def _within(
    program: Program, costs: Sequence[int], bound: Bound, supposed: int, seconds_left: SecondsLeft
) -> Solved:
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
        supposed - _cost(costs, taken),
        seconds_left,
    )
    if found.columns is None:
        return found
    return Solved(taken | {open_[place] for place in found.columns}, found.proven)
