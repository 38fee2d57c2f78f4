"""The forecast follows the balance day by day from today and says which dues are funded on their day.

The rule: a day's balance is the day before's plus its income, less its fixed costs, its share of typical spending
and its dues, all of it at the day's end. Each flow and each habit has a low, an expected and a high value, and
the three balances are kept apart: "low" takes the least income and the most spending.

Typical spending is given for 30 days. A date's share is what the running total, rounded down, gains on that date,
so that any 30 days in a row sum to the amount exactly, and a date has the same share in every forecast.

Every due is taken to be paid on its day, so a shortfall is what is missing for it and all dues before it; on one
day the most harmful due is paid first. What is past due is due today. One forecast is in one currency.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, islice
from typing import Literal

LONGEST = 90
_HABIT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Flow:
    """Money in (positive) or out (negative); `low` <= `amount` <= `high` as numbers, so low is the worst."""

    on: date
    amount: int
    low: int
    high: int
    kind: Literal["income", "fixed"]
    label: str
    source_id: str


@dataclass(frozen=True, slots=True)
class Due:
    """A minimum or instalment to pay: `amount` is positive, `harm` is what being late costs (cost_of_late)."""

    id: str
    on: date
    amount: int
    name: str
    harm: int
    account_id: str | None = None
    harm_parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Typical:
    """What a category usually takes in 30 days: positive minor units."""

    category: str
    low: int
    expected: int
    high: int


@dataclass(frozen=True, slots=True)
class ForecastDay:
    """Three balances at the end of `on`, and the signed parts of the expected one."""

    on: date
    low: int
    expected: int
    high: int
    income: int
    fixed: int
    typical: int
    dues: int


@dataclass(frozen=True, slots=True)
class Funding:
    """Whether the balance after a due keeps the reserve: "yes" in the low case, "at_risk" in the expected only."""

    due_id: str
    on: date
    funded: Literal["yes", "at_risk", "no"]
    shortfall: int
    shortfall_low: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """`days` begin with today; `fundings` come by day, the most harmful first."""

    days: tuple[ForecastDay, ...]
    fundings: tuple[Funding, ...]

    @property
    def shortfall(self) -> int:
        """What is missing at the worst of the days with a due; 0 where every due is funded as expected."""
        return max((each.shortfall for each in self.fundings), default=0)


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
) -> Forecast:
    """`days` (at most 90) from today on; flows before today are in the balance already.

    Raises ValueError where a band is out of order, a due is not positive, or an id or category comes twice.
    """
    _check(days, flows, dues, typical)
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
        ForecastDay(on, *ends, income[on][1], fixed[on][1], habit[n][1], paid[on])
        for n, (on, ends) in enumerate(zip(dates, _ends(balance, low, expected, high), strict=True))
    )
    return Forecast(made, tuple(_fundings(payable, {day.on: day for day in made}, reserve)))


def _ends(balance: int, *changes: list[int]) -> Iterator[tuple[int, int, int]]:
    """The low, expected and high balance at each day's end."""
    low, expected, high = (accumulate(change, initial=balance) for change in changes)
    return islice(zip(low, expected, high, strict=True), 1, None)


def _check(days: int, flows: Sequence[Flow], dues: Sequence[Due], typical: Sequence[Typical]) -> None:
    if not 1 <= days <= LONGEST:
        raise ValueError(f"a forecast is of 1 to {LONGEST} days")
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


def _fundings(payable: tuple[Due, ...], days: dict[date, ForecastDay], reserve: int) -> Iterable[Funding]:
    """Each due against its day's end, without the dues of the same day that come after it."""
    for n, due in enumerate(payable):
        after = sum(later.amount for later in payable[n + 1 :] if later.on == due.on)
        short = max(0, reserve - days[due.on].expected - after)
        short_low = max(0, reserve - days[due.on].low - after)
        funded: Literal["yes", "at_risk", "no"] = "no" if short else "at_risk" if short_low else "yes"
        yield Funding(due.id, due.on, funded, short, short_low)
