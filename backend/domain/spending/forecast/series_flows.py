"""A series, found or typed, becomes flows: on which days to come, for how much, and how far it can be relied upon.

The rule: a nominal day moves to the working day before or after where the series does so. After one missed day half of
an income is expected and none of it in the low case, after two a quarter; a cost that was missed is expected in full.
An income of the very day that a balance was said of may be in that balance, so the low case does without it.
A varying bill that follows the year takes the amount of the same month a year before. What should have come since the
balance was said and did not comes tomorrow.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from backend.domain.calendar.business_day import WeekendRule, adjust, supported
from backend.domain.calendar.month_day import month_day, month_index
from backend.domain.calendar.recurrence import Recurrence
from backend.domain.spending.forecast.flows import Certainty, Flow
from backend.domain.spending.ledger.recurring_series import UNITS
from backend.domain.spending.ledger.repeat_interval import Cadence

Rhythm = Cadence | Literal["once", "half_month"]

_LATE_DAYS = 7  # expected longer ago than this, it is no longer on its way
_MOVED_DAYS = 12  # no holiday moves a day further
_PAIRS = 3  # so many months seen a year before tell whether a bill follows the year
_YEAR = 365
_NEAR_A_YEAR = 20


@dataclass(frozen=True, slots=True)
class Series:
    """What comes or goes by itself. Amounts are sizes without sign; `anchor` is one of its nominal days.

    `history` are the days and sizes of the lines it was found in, oldest first; `stops_on` is where it is expected to
    pause, as it did a year before. `edge_days` before its start and after its pause or end it is in doubt.
    """

    id: str
    label: str
    category: str
    direction: str  # in | out
    rhythm: Rhythm
    anchor: date
    expected: int
    low: int
    high: int
    anchor_day: int | None = None
    second_day: int | None = None
    weekend_rule: WeekendRule = "none"
    country: str | None = None
    certainty: Certainty = "estimated"
    essential: bool = False
    secured: bool | None = None
    missed: int = 0
    overdue_on: date | None = None
    last_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    history: tuple[tuple[date, int], ...] = ()
    stops_on: date | None = None
    edge_days: int = 0

    def nominal_days(self, first: date, last: date) -> Iterator[date]:
        """The days of its rhythm, before any of them moves."""
        days = self._half_months(first, last) if self.rhythm == "half_month" else self._recurring(first, last)
        edge = timedelta(days=self.edge_days)
        for day in days:
            if (self.starts_on is None or day >= self.starts_on - edge) and (
                self.ends_on is None or day <= self.ends_on + edge
            ):
                yield day

    def in_season(self, day: date) -> bool:
        """Whether the day is between its start and its pause or end, as far as there are any."""
        ends = min(self.ends_on or date.max, self.stops_on or date.max)
        return (self.starts_on or date.min) <= day <= ends

    def days(self, first: date, last: date) -> Iterator[date]:
        """The days on which it is expected, moved to working days."""
        reach = timedelta(days=_MOVED_DAYS)
        for day in self.nominal_days(first - reach, last + reach):
            on = self.moved(day)
            if first <= on <= last:
                yield on

    def moved(self, day: date) -> date:
        """Where a nominal day goes."""
        if self.weekend_rule == "none" or self.country is None or not supported(self.country):
            return day
        return adjust(day, self.country, self.weekend_rule)

    def _recurring(self, first: date, last: date) -> Iterator[date]:
        if self.rhythm == "once" or self.rhythm == "half_month":
            if first <= self.anchor <= last:
                yield self.anchor
            return
        unit, count = UNITS[self.rhythm]
        recurrence = Recurrence(unit, count, self.anchor, self.anchor_day)
        index = (first - self.anchor).days // (count * (31 if unit == "month" else 7)) - 1
        while (day := recurrence.date_of(index)) is not None and day <= last:
            if day >= first:
                yield day
            index += 1

    def _half_months(self, first: date, last: date) -> Iterator[date]:
        anchors = sorted((self.anchor_day or self.anchor.day, self.second_day or 31))
        for month in range(month_index(first), month_index(last) + 1):
            yield from (day for each in anchors if first <= (day := month_day(month, each)) <= last)


def flows_of(
    series: Series, today: date, days: int, said_on: date, said_last: date | None = None
) -> Iterator[Flow]:
    """A series as flows up to the horizon; the balances were said of days from `said_on` to `said_last`."""
    last = today + timedelta(days=days - 1)
    since = max(said_on + timedelta(days=1), today - timedelta(days=_LATE_DAYS))
    if _on_its_way(series, since, today):
        yield _flow(series, min(today + timedelta(days=1), last), doubted=True)
    paused = date.max if series.stops_on is None else series.stops_on + timedelta(days=series.edge_days)
    for day in series.days(today, last):
        if (series.last_on or date.min) < day <= paused:
            yield _flow(series, day, doubted=day <= (said_last or said_on))


def _on_its_way(series: Series, since: date, today: date) -> bool:
    """Whether a day since then has passed without its line, not so long ago that it will not come any more."""
    if series.certainty == "known" and not series.history:
        return False  # nobody looks in the ledger for what was only typed
    known = series.last_on or date.min
    if any(day > known for day in series.days(since, today - timedelta(days=1))):
        return True
    overdue = series.overdue_on
    return overdue is not None and since <= overdue < today


def _flow(series: Series, on: date, *, doubted: bool = False) -> Flow:
    """One of its days; a `doubted` income may have come already, or never come."""
    low, amount, high = _sizes(series, on)
    if series.direction == "in":
        doubts = series.missed + (not series.in_season(on))
        if doubts:
            amount, low = amount >> doubts, 0
        low = 0 if doubted else low
        return _made(series, on, low, amount, high, "income")
    return _made(series, on, -high, -amount, -low, "fixed")


def _made(
    series: Series, on: date, low: int, amount: int, high: int, kind: Literal["income", "fixed"]
) -> Flow:
    return Flow(
        on,
        amount,
        low,
        high,
        kind,
        series.label,
        series.id,
        certainty=series.certainty,
        essential=series.essential,
        secured=series.secured,
        category=series.category,
        missed=series.missed,
    )


def _sizes(series: Series, on: date) -> tuple[int, int, int]:
    """Low, expected and high on a day: as a year before, where the series follows the year."""
    if series.low == series.high or not follows_the_year(series):
        return series.low, series.expected, series.high
    before = _year_before(series.history, on)
    if before is None:
        return series.low, series.expected, series.high
    return before * 3 // 4, before, before * 5 // 4


def _year_before(history: tuple[tuple[date, int], ...], on: date) -> int | None:
    wanted = on - timedelta(days=_YEAR)
    near = [(abs((day - wanted).days), amount) for day, amount in history]
    distance, amount = min(near, default=(_YEAR, 0))
    return amount if distance <= _NEAR_A_YEAR else None


def follows_the_year(series: Series) -> bool:
    """Whether the same month a year before tells more of its amount than the one before it does."""
    if series.rhythm not in ("month", "two_months", "quarter"):
        return False
    by_year = by_last = pairs = 0
    for at in range(1, len(series.history)):
        on, amount = series.history[at]
        before = _year_before(series.history[:at], on)
        if before is not None:
            pairs += 1
            by_year += abs(amount - before)
            by_last += abs(amount - series.history[at - 1][1])
    if pairs >= _PAIRS:
        return by_year < by_last
    return series.category.startswith("utilities.") and series.high >= 2 * series.low
