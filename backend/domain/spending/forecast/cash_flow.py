"""The forecast follows the balance day by day from today and says which dues are funded on their day.

The rule: a day's balance is the day before's plus its income, less its fixed costs, its share of typical spending
and its dues, all of it at the day's end. Each flow and each habit has a low, an expected and a high value, and
the three balances are kept apart: "low" takes the least income and the most spending.

Typical spending is given for 30 days. A date's share is what the running total, rounded down, gains on that date,
so that any 30 days in a row sum to the amount exactly, and a date has the same share in every forecast.

A band, where there is one, takes the place of the sums of lows and highs: what the household's own history says
about how far its balance strays. Without one, lows and highs are added up.

Every due is taken to be paid on its day, so a shortfall is what is missing for it and all dues before it; on one
day what is essential (rent, utilities) is paid first, then the most harmful due. What is past due is due today. The
reserve is to be kept on every day, not only on those with a due. One forecast is in one currency.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, islice
from typing import NamedTuple

from backend.domain.spending.forecast.flows import Band, Certainty, Due, Flow, ForecastDay, Typical
from backend.domain.spending.forecast.funding import (
    EssentialFunding,
    FirstBelow,
    Funded,
    Funding,
    essential_fundings,
    first_below,
    fundings,
)

__all__ = [
    "LONGEST",
    "Band",
    "Certainty",
    "Due",
    "EssentialFunding",
    "FirstBelow",
    "Flow",
    "Forecast",
    "ForecastDay",
    "Funded",
    "Funding",
    "Typical",
    "forecast",
    "in_order",
    "spent",
]

LONGEST = 90
_HABIT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Forecast:
    """`days` begin with today; `fundings` come by day, the most harmful first; `essentials` by day."""

    days: tuple[ForecastDay, ...]
    fundings: tuple[Funding, ...]
    essentials: tuple[EssentialFunding, ...] = ()
    first_below: FirstBelow = FirstBelow(None, None, None)
    reserve: int = 0

    @property
    def shortfall(self) -> int:
        """What is missing at the worst of the days with a due; 0 where every due is funded as expected."""
        return max((each.shortfall for each in self.fundings), default=0)

    @property
    def worst_shortfall(self) -> int:
        """What is missing on the worst of all days; 0 where the expected balance keeps the reserve on each."""
        return max(0, self.reserve - min(day.expected for day in self.days))

    @property
    def holds(self) -> Funded:
        """Whether the reserve is kept on every day: in the low case, in the expected one only, or not."""
        return "no" if self.first_below.expected else "at_risk" if self.first_below.low else "yes"


def spent(per_30_days: int, first: date, last: date) -> int:
    """What a habit takes from `first` to `last`, both included."""
    before = first.toordinal() * per_30_days // _HABIT_DAYS
    return (last.toordinal() + 1) * per_30_days // _HABIT_DAYS - before


def in_order(dues: Iterable[Due], today: date, days: int) -> tuple[Due, ...]:
    """The dues up to the horizon in the order of payment; those past due moved to today."""
    last = today + timedelta(days=days - 1)
    moved = (replace(due, on=max(due.on, today)) for due in dues if due.on <= last)
    return tuple(sorted(moved, key=lambda due: (due.on, -due.harm, due.id)))


def forecast(
    *,
    today: date,
    days: int,
    balance: int,
    reserve: int,
    flows: Sequence[Flow],
    dues: Sequence[Due],
    typical: Sequence[Typical],
    band: Band | None = None,
) -> Forecast:
    """`days` (at most 90) from today on; flows before today are in the balance already. `reserve` may be negative.

    Raises ValueError where a band is out of order, a due is not positive, or an id or category comes twice.
    """
    _check(days, flows, dues, typical, band)
    dates = [today + timedelta(days=n) for n in range(days)]
    payable = in_order(dues, today, days)
    income = _by_day((flow for flow in flows if flow.kind == "income"), dates)
    fixed = _by_day((flow for flow in flows if flow.kind == "fixed"), dates)
    habit = [_habits(typical, on) for on in dates]
    paid: dict[date, int] = defaultdict(int)
    for due in payable:
        paid[due.on] -= due.amount
    low, expected, high = (
        [income[on][case] + fixed[on][case] + habit[n][case] + paid[on] for n, on in enumerate(dates)]
        for case in range(3)
    )
    made = tuple(
        ForecastDay(on, *_within(ends, band, n), income[on][1], fixed[on][1], habit[n][1], paid[on])
        for n, (on, ends) in enumerate(zip(dates, _ends(balance, low, expected, high), strict=True))
    )
    by_day = {day.on: day for day in made}
    return Forecast(
        made,
        tuple(fundings(payable, by_day, reserve)),
        tuple(essential_fundings(flows, by_day, reserve)),
        first_below(made, reserve),
        reserve,
    )


class _Ends(NamedTuple):
    low: int
    expected: int
    high: int


def _ends(balance: int, *changes: list[int]) -> Iterator[_Ends]:
    """The low, expected and high balance at each day's end."""
    low, expected, high = (accumulate(change, initial=balance) for change in changes)
    return map(_Ends._make, islice(zip(low, expected, high, strict=True), 1, None))


def _within(ends: _Ends, band: Band | None, day: int) -> _Ends:
    """The day's three balances: by the band where there is one, else as they were added up."""
    if band is None:
        return ends
    return _Ends(ends.expected - band.below[day], ends.expected, ends.expected + band.above[day])


def _check(
    days: int, flows: Sequence[Flow], dues: Sequence[Due], typical: Sequence[Typical], band: Band | None
) -> None:
    if not 1 <= days <= LONGEST:
        raise ValueError(f"a forecast is of 1 to {LONGEST} days")
    if band is not None and (min(map(len, band)) < days or min(map(min, band)) < 0):
        raise ValueError("a band has each day's distances, none of them negative")
    if any(not flow.low <= flow.amount <= flow.high for flow in flows):
        raise ValueError("a flow is between its low and its high")
    if any(not 0 <= habit.low <= habit.expected <= habit.high for habit in typical):
        raise ValueError("typical spending is between its low and its high, and not negative")
    if any(due.amount <= 0 or due.harm < 0 for due in dues):
        raise ValueError("a due is of a positive amount, and its harm is not negative")
    for keys in ([due.id for due in dues], [habit.category for habit in typical]):
        if len(set(keys)) != len(keys):
            raise ValueError("a due and a category of typical spending are given once")


def _by_day(flows: Iterable[Flow], dates: list[date]) -> dict[date, tuple[int, int, int]]:
    """Low, expected and high sum of each day's flows."""
    sums = {on: [0, 0, 0] for on in dates}
    for flow in flows:
        if flow.on in sums:
            for case, amount in enumerate((flow.low, flow.amount, flow.high)):
                sums[flow.on][case] += amount
    return {on: (low, expected, high) for on, (low, expected, high) in sums.items()}


def _habits(typical: Sequence[Typical], on: date) -> tuple[int, int, int]:
    """What the day's habits add to each balance: the most spending belongs to the low one.

    Low and high are spread as differences from the expected amount, so that rounding never crosses the band.
    """
    expected = sum(spent(habit.expected, on, on) for habit in typical)
    more = sum(spent(habit.high - habit.expected, on, on) for habit in typical)
    less = sum(spent(habit.expected - habit.low, on, on) for habit in typical)
    return -expected - more, -expected, less - expected
