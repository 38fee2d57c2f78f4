"""The plan of least interest, with what is proven of it.

The best of the orders is taken, and one more that follows a linear model of the same months: balances, interest by the
day, minimums, money by its day, with a yes-or-no decision for each due on whether the debt is over by then. The model
allows more than a plan may do (no fees, payments to any part, interest up to half a unit off at each charge, nothing
asked of what is owed behind the last day), so what it proves holds for every plan that misses no minimum: none costs
less than its bound. The plan itself is played in whole minor units, and the difference is told as the gap.
"""

from dataclasses import dataclass
from math import ceil, floor

from backend.domain.relief.payoff.comparison import rank
from backend.domain.relief.payoff.model import PayOffModel
from backend.domain.relief.payoff.played import Played
from backend.domain.relief.payoff.playing import play
from backend.domain.relief.payoff.seconds import OutOfTime, SecondsLeft, but, check
from backend.domain.relief.payoff.solver import least
from backend.domain.relief.payoff.strategies import avalanche
from backend.domain.relief.payoff.timetable import Timetable

LARGEST = 40_000  # balances in the model; above it a bound takes longer than anybody waits


@dataclass(frozen=True, slots=True)
class LeastCost:
    """`bound`: no plan that ends and misses nothing costs less in interest and fees; None where none was proven.

    `gap` is how much less another plan could cost at most. `by_model`: the model's plan beat every order. `in_time`:
    false where the seconds ran out before the model was there to be solved.
    """

    played: Played
    bound: int | None
    by_model: bool
    in_time: bool = True

    @property
    def gap(self) -> int | None:
        return None if self.bound is None else max(0, self.played.cost - self.bound)


def least_cost(timetable: Timetable, best: Played, *, seconds_left: SecondsLeft) -> LeastCost:
    """The least plan found within the seconds, the `best` of the orders played already; that one where minimums are
    missed, debts never end, or time runs out before the model is built."""
    if best.ended_on is None or best.missed:
        return LeastCost(best, None, False)
    last = (best.ended_on - timetable.household.today).days
    model = PayOffModel(timetable, last)
    if model.size > LARGEST or not model.size:
        return LeastCost(best, None, False)
    try:
        built = model.build(but(seconds_left, seconds_left() / 2))
        check(seconds_left)
    except OutOfTime:
        return LeastCost(best, None, False, in_time=False)
    answer = least(built, seconds_left)
    bound = None
    if answer.bound is not None:
        bound = min(best.cost, max(0, floor(answer.bound * model.scale) - model.slack))
    if answer.values is None:
        return LeastCost(best, bound, False)
    tried = _follow(timetable, model, answer.values)
    better = rank(tried) < rank(best)
    return LeastCost(tried if better else best, bound, better)


def _follow(timetable: Timetable, model: PayOffModel, values: list[float]) -> Played:
    """Play what the model would pay by each day; what it leaves goes by the highest rate."""
    wishes, paid = dict[int, list[int]](), [0.0] * len(timetable.household.debts)
    for at in model.payments:
        paid[at.debt] += values[at.column] * model.scale
        wishes.setdefault(at.day, [])
        wishes[at.day] = [ceil(each - 0.01) for each in paid]
    return play(timetable, avalanche, wishes)
