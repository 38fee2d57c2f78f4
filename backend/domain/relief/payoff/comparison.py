"""All plans side by side: what each order costs, how long it takes, what one more sum a month does, what never ends.

A plan that does not end within the months looked at has no month; it is told with the sum that changes it instead.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from backend.domain.calendar.month_day import month_index
from backend.domain.calendar.recurrence import Recurrence
from backend.domain.relief.payoff.debts import Household, Stream
from backend.domain.relief.payoff.playing import Played, play
from backend.domain.relief.payoff.strategies import Order, avalanche, cash_flow_relief, custom, snowball
from backend.domain.relief.payoff.timetable import Timetable, lay_out

Strategy = Literal["avalanche", "snowball", "cash_flow_relief", "custom"]

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
    """

    interest_a_month: int
    more_a_month: int | None
    ended_on: date | None
    months: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """One order played through. `months` until nothing is owed; None where that does not come."""

    strategy: Strategy
    played: Played
    months: int | None
    one_more: OneMore
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


def compare(household: Household, *, own: tuple[str, ...] = (), one_more: int, unit: int) -> Comparison:
    """Play the household's debts in each order; `own` is the borrower's, left out where empty. `unit`: a whole one."""
    orders: dict[Strategy, Order] = {
        "avalanche": avalanche,
        "snowball": snowball,
        "cash_flow_relief": cash_flow_relief,
    }
    if own:
        orders["custom"] = custom(own)
    timetable, more = lay_out(household), lay_out(with_more(household, one_more))
    plans = tuple(_plan(name, order, timetable, more, one_more, unit) for name, order in orders.items())
    best = min(plans, key=lambda plan: rank(plan.played))
    own_plan = next((plan for plan in plans if plan.strategy == "custom"), None)
    comparable = own_plan is not None and own_plan.paid_off == best.paid_off
    dearer = own_plan.played.cost - best.played.cost if own_plan and comparable else None
    return Comparison(plans, best.strategy, dearer)


class Rank(NamedTuple):
    """What orders plans: fewer minimums missed, less owed at the end, less cost, earlier."""

    missed: int
    owed: int
    cost: int
    ended_on: date


def rank(played: Played) -> Rank:
    """A plan's place among others."""
    return Rank(len(played.missed), played.owed, played.cost, played.ended_on or date.max)


def with_more(household: Household, amount: int) -> Household:
    """The same with so much more each month, from the first day on which money comes."""
    budget = household.budget
    first = min(
        (day for day in (stream.comes.date_of(0) for stream in budget.streams) if day is not None),
        default=min((extra.on for extra in budget.extras), default=household.today),
    )
    comes = Recurrence("month", 1, max(first, household.today))
    return replace(household, budget=replace(budget, streams=(*budget.streams, Stream(amount, comes))))


def months_until(today: date, day: date) -> int:
    """The months begun by a day: the least number of months from today that reaches it."""
    return month_index(day) - month_index(today) + (day.day > today.day)


def _plan(
    name: Strategy, order: Order, timetable: Timetable, more: Timetable, one_more: int, unit: int
) -> Plan:
    today = timetable.household.today
    played, faster = play(timetable, order), play(more, order)
    same = (played.ended_on is None) == (faster.ended_on is None)
    return Plan(
        name,
        played,
        _months(today, played),
        OneMore(
            one_more,
            faster.ended_on,
            _months(today, faster),
            played.cost - faster.cost if same and played.ended_on else None,
        ),
        None if played.ended_on else _way_out(timetable.household, order, unit),
    )


def _months(today: date, played: Played) -> int | None:
    return None if played.ended_on is None else months_until(today, played.ended_on)


def _way_out(household: Household, order: Order, unit: int) -> WayOut:
    """The sum a month is doubled until the plan ends, then halved down."""
    interest = interest_a_month(household)
    enough, low = max(unit, -(-interest // (8 * unit)) * unit), 0
    ceiling = sum(debt.balance for debt in household.debts) * 2 + unit
    while (played := _with(household, order, enough)).ended_on is None:
        low, enough = enough, enough * 2
        if low > ceiling:
            return WayOut(interest, None, None, None)
    for _ in range(_TRIES):
        middle = (low + enough) // (2 * unit) * unit
        if middle in (low, enough):
            break
        tried = _with(household, order, middle)
        if tried.ended_on is None:
            low = middle
        else:
            enough, played = middle, tried
    return WayOut(interest, enough, played.ended_on, _months(household.today, played))


def _with(household: Household, order: Order, more: int) -> Played:
    return play(lay_out(with_more(household, more)), order, patient=False)


def interest_a_month(household: Household) -> int:
    """What today's balances bear in a twelfth of a year at today's rates, rounded up; less does not cover it."""
    exact = sum(
        part.balance
        * max((rate for rate in part.rates if rate.from_on <= household.today), default=part.rates[0]).ppm
        for debt in household.debts
        for part in debt.parts
    )
    return -(-exact // 12_000_000)
