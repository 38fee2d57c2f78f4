"""All plans side by side: what each order costs, how long it takes, what one more sum a month does, what never ends.

A plan that does not end within the months looked at has no month; it is told with the sum that changes it instead.
The orders are always played; what comes after them only within the seconds, and what did not is named.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, NamedTuple

from backend.domain.calendar.month_day import month_index
from backend.domain.calendar.recurrence import Recurrence
from backend.domain.relief.payoff.debts import Budget, Household, Stream
from backend.domain.relief.payoff.played import MOST_TOLD, Played
from backend.domain.relief.payoff.playing import look_further, play
from backend.domain.relief.payoff.seconds import OutOfTime, SecondsLeft, without_limit
from backend.domain.relief.payoff.strategies import Order, avalanche, cash_flow_relief, custom, snowball
from backend.domain.relief.payoff.timetable import Timetable, with_budget

Strategy = Literal["avalanche", "snowball", "cash_flow_relief", "custom"]
# What time may run out before: more held back where dues are missed, one sum more a month, what ends a plan.
Step = Literal["look_ahead", "one_more", "way_out", "offers", "least_cost"]

_TRIES = 12  # halvings: a sum that changes a plan is told to 1/4096 of the first that did


class OneMore(NamedTuple):
    """The same plan with so much more a month; `saves` of interest and fees, None where only one of both ends."""

    amount: int
    ended_on: date | None
    months: int | None
    saves: int | None


class WayOut(NamedTuple):
    """What a plan that never ends needs: the interest of a month as things stand, and so much more a month to end.

    `more_a_month` is told in whole units of the currency, rounded up; None where no sum below all debts was enough.
    Where time ran out it is a sum that is enough, if not the least, or None.
    """

    interest_a_month: int
    more_a_month: int | None
    ended_on: date | None
    months: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """One order played through. `months` until nothing is owed; None where that does not come. `one_more`: None where
    time ran out."""

    strategy: Strategy
    played: Played
    months: int | None
    one_more: OneMore | None
    way_out: WayOut | None

    @property
    def paid_off(self) -> bool:
        return self.played.ended_on is not None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Plans by what they leave owing, then cost; `custom_costs_more` is what the own order costs over the best."""

    plans: tuple[Plan, ...]
    best: Strategy
    custom_costs_more: int | None
    not_reached: frozenset[Step] = frozenset()

    def of(self, strategy: Strategy) -> Plan:
        return next(plan for plan in self.plans if plan.strategy == strategy)


@dataclass(slots=True)
class _Steps:
    """The seconds, and what they did not reach."""

    seconds_left: SecondsLeft
    not_reached: set[Step] = field(default_factory=set)


def compare(
    timetable: Timetable,
    *,
    own: tuple[str, ...] = (),
    one_more: int,
    unit: int,
    seconds_left: SecondsLeft = without_limit,
) -> Comparison:
    """Play the debts in each order; `own` is the borrower's, left out where empty. `unit`: a whole one.

    Each order is played whatever it takes: who asks sees to it that little enough happens (`happenings`)."""
    orders: dict[Strategy, Order] = {
        "avalanche": avalanche,
        "snowball": snowball,
        "cash_flow_relief": cash_flow_relief,
    }
    if own:
        orders["custom"] = custom(own)
    steps = _Steps(seconds_left)
    at_least = {name: play(timetable, order, patient=False) for name, order in orders.items()}
    played = {name: _further(timetable, order, at_least[name], steps) for name, order in orders.items()}
    more = with_budget(timetable, with_more(timetable.household, one_more))
    faster = {name: _one_more(more, order, played[name], one_more, steps) for name, order in orders.items()}
    plans = tuple(
        Plan(
            name,
            played[name],
            _months(timetable.household.today, played[name]),
            faster[name],
            _way_out(timetable, order, played[name], unit, steps),
        )
        for name, order in orders.items()
    )
    best = min(plans, key=lambda plan: rank(plan.played))
    own_plan = next((plan for plan in plans if plan.strategy == "custom"), None)
    comparable = own_plan is not None and own_plan.paid_off == best.paid_off
    dearer = own_plan.played.cost - best.played.cost if own_plan and comparable else None
    return Comparison(plans, best.strategy, dearer, frozenset(steps.not_reached))


class Rank(NamedTuple):
    """What orders plans: fewer minimums missed, less owed at the end, less cost, earlier."""

    missed: int
    owed: int
    cost: int
    ended_on: date


def rank(played: Played) -> Rank:
    """A plan's place among others."""
    return Rank(len(played.missed), played.owed, played.cost, played.ended_on or date.max)


def with_more(household: Household, amount: int) -> Budget:
    """Its money with so much more each month, from the first day on which money comes."""
    budget = household.budget
    first = min(
        (day for day in (stream.comes.date_of(0) for stream in budget.streams) if day is not None),
        default=min((extra.on for extra in budget.extras), default=household.today),
    )
    comes = Recurrence("month", 1, max(first, household.today))
    return replace(budget, streams=(*budget.streams, Stream(amount, comes)))


def months_until(today: date, day: date) -> int:
    """The months begun by a day: the least number of months from today that reaches it."""
    return month_index(day) - month_index(today) + (day.day > today.day)


def _further(timetable: Timetable, order: Order, played: Played, steps: _Steps) -> Played:
    try:
        return look_further(timetable, order, played, seconds_left=steps.seconds_left)
    except OutOfTime:
        steps.not_reached.add("look_ahead")
        return played


def _one_more(more: Timetable, order: Order, played: Played, amount: int, steps: _Steps) -> OneMore | None:
    try:
        faster = play(more, order, seconds_left=steps.seconds_left)
    except OutOfTime:
        steps.not_reached.add("one_more")
        return None
    saves = played.cost - faster.cost if played.ended_on and faster.ended_on else None
    return OneMore(amount, faster.ended_on, _months(more.household.today, faster), saves)


def _months(today: date, played: Played) -> int | None:
    return None if played.ended_on is None else months_until(today, played.ended_on)


def _way_out(timetable: Timetable, order: Order, played: Played, unit: int, steps: _Steps) -> WayOut | None:
    """The sum a month is doubled until the plan ends, then halved down."""
    if played.ended_on is not None:
        return None
    household = timetable.household
    interest = interest_a_month(household)
    enough, low = max(unit, -(-interest // (8 * unit)) * unit), 0
    ceiling = min(sum(debt.balance for debt in household.debts) * 2 + unit, MOST_TOLD // 2)
    found: Played | None = None
    try:
        while (tried := _with(timetable, order, enough, steps.seconds_left)).ended_on is None:
            low, enough = enough, enough * 2
            if low > ceiling:
                return WayOut(interest, None, None, None)
        found = tried
        for _ in range(_TRIES):
            middle = (low + enough) // (2 * unit) * unit
            if middle in (low, enough):
                break
            tried = _with(timetable, order, middle, steps.seconds_left)
            if tried.ended_on is None:
                low = middle
            else:
                enough, found = middle, tried
    except OutOfTime:
        steps.not_reached.add("way_out")
    if found is None:
        return WayOut(interest, None, None, None)
    return WayOut(interest, enough, found.ended_on, _months(household.today, found))


def _with(timetable: Timetable, order: Order, more: int, seconds_left: SecondsLeft) -> Played:
    more_money = with_budget(timetable, with_more(timetable.household, more))
    return play(more_money, order, patient=False, seconds_left=seconds_left)


def interest_a_month(household: Household) -> int:
    """What today's balances bear in a twelfth of a year at today's rates, rounded up; less does not cover it."""
    exact = sum(
        part.balance
        * max((rate for rate in part.rates if rate.from_on <= household.today), default=part.rates[0]).ppm
        for debt in household.debts
        for part in debt.parts
    )
    return -(-exact // 12_000_000)
