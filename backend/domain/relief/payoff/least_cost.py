"""The plan of least interest, with what is proven of it.

The best of the orders is taken, and one more that follows a linear model of the same months: balances, interest by the
day, minimums, money by its day, with a yes-or-no decision for each due on whether the debt is over by then. The model
allows more than a plan may do (no fees, payments to any part, interest up to half a unit off at each charge, nothing
asked of what is owed behind the last day), so what it proves holds for every plan that misses no minimum: none costs
less than its bound. The plan itself is played in whole minor units, and the difference is told as the gap.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor

from backend.domain.relief.payoff.comparison import rank
from backend.domain.relief.payoff.debts import Household
from backend.domain.relief.payoff.model import PayOffModel
from backend.domain.relief.payoff.playing import Played, play
from backend.domain.relief.payoff.solver import least
from backend.domain.relief.payoff.strategies import Order, avalanche, cash_flow_relief, custom, snowball
from backend.domain.relief.payoff.timetable import Timetable, lay_out

# Seconds that may still be spent; the domain has no clock, so whoever asks for a plan says.
SecondsLeft = Callable[[], float]

LARGEST = 40_000  # balances in the model; above it a bound takes longer than anybody waits


@dataclass(frozen=True, slots=True)
class LeastCost:
    """`bound`: no plan that ends and misses nothing costs less in interest and fees; None where none was proven.

    `gap` is how much less another plan could cost at most. `by_model`: the model's plan beat every order.
    """

    played: Played
    bound: int | None
    by_model: bool

    @property
    def gap(self) -> int | None:
        return None if self.bound is None else max(0, self.played.cost - self.bound)


def least_cost(household: Household, *, own: tuple[str, ...], seconds_left: SecondsLeft) -> LeastCost:
    """The least plan found within the seconds; where minimums are missed or debts never end, the best order's."""
    timetable = lay_out(household)
    orders: list[Order] = [avalanche, snowball, cash_flow_relief, *([custom(own)] if own else [])]
    best = min((play(timetable, order) for order in orders), key=rank)
    if best.ended_on is None or best.missed:
        return LeastCost(best, None, False)
    last = (best.ended_on - household.today).days
    model = PayOffModel(timetable, last)
    if model.size > LARGEST or not model.size:
        return LeastCost(best, None, False)
    answer = least(model.build(), seconds_left)
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
