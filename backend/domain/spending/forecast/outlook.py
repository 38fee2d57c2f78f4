"""What a household's history says of the days to come: its series as flows, its habits, its usual income, and the band.

Whatever moved cash is either of a series, or of one that is over, or usual: spending becomes a category's habit, income
that follows no rhythm (rides, invoices) a weekly flow of what a year of it says. After a silence that is long for it,
half of that is expected, then a quarter.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import isqrt
from typing import NamedTuple

from backend.domain.spending.forecast.begun_pay import begun_pays
from backend.domain.spending.forecast.cash_flow import spent
from backend.domain.spending.forecast.flows import Band, Flow, Typical
from backend.domain.spending.forecast.giving_way import given_way
from backend.domain.spending.forecast.residual_band import (
    Lateness,
    band_of,
    daily_residuals,
    lowered,
    widened,
)
from backend.domain.spending.forecast.seldom_bills import coming_bills, seldom_bills
from backend.domain.spending.forecast.series_flows import Series, flows_of, follows_the_year
from backend.domain.spending.forecast.usual_spending import (
    Spent,
    history_days,
    middle_purchase,
    typical,
    without_one_offs,
)

_WEEK = 7
_LOAN, _SALARY, _BENEFIT = "income.loan", "income.salary", "income.benefit"
_LEAST_INCOMES = 4
_LEAST_INCOME_DAYS = 45
_LEAST_PAY_DAYS = 13
_LEAST_SILENCE = 30
_SILENT_GAPS = 4  # so many usual gaps without a line are a silence
_LINES = 8  # that what is expected of a series is read off, about
_AROUND = 4  # lines before and after that a series' usual amount is the middle of
_LATE_PERCENT = 10


class CashLine(NamedTuple):
    """A line that moved cash and is neither a transfer nor a repayment; negative was paid."""

    id: str
    on: date
    amount: int
    category: str
    income: bool


class Outlook(NamedTuple):
    """What a forecast needs of a history."""

    flows: tuple[Flow, ...]
    typical: tuple[Typical, ...]
    band: Band


def outlook(
    lines: Sequence[CashLine],
    series: Sequence[Series],
    *,
    regular: frozenset[str],
    first: date,
    last: date,
    today: date,
    days: int,
    said_on: date,
    said_last: date | None = None,
) -> Outlook:
    """The outlook of `days` from today; `first` and `last` bound the ledger, `said_on` and `said_last` the days that
    balances were said of, `regular` are the lines of any series."""
    yesterday = today - timedelta(days=1)
    begun = begun_pays([line for line in lines if line.income and line.id not in regular], yesterday)
    going_on = given_way((*series, *begun.series), lines, regular | begun.ids)
    series = going_on.series
    regular |= begun.ids | going_on.ids
    flows = [flow for one in series for flow in flows_of(one, today, days, said_on, said_last)]
    lateness = {one.id: lateness_of(one) for one in series}
    since, until = history_days(first, last, today)
    if since > until:
        return Outlook(tuple(flows), (), widened(band_of((), days), flows, lateness, today))
    rest = [line for line in lines if line.id not in regular]
    paid = [Spent(line.on, line.amount, line.category) for line in rest if not line.income]
    earned = _earned([Spent(line.on, -line.amount, line.category) for line in rest if line.income])
    middle = middle_purchase(line.amount for line in lines if not line.income)
    habits = typical(paid, first=since, last=until, middle=middle)
    for one in _usual_income(earned, since, until):
        silence = _silences(sorted(line.on for line in earned if line.category == one.category), until)
        flows += _weekly(one, silence, today, days)
    seldom = seldom_bills(paid, middle)
    bills = coming_bills(seldom, series, today)
    flows += bills.flows
    often = [line for line in paid if line not in seldom]
    left = _residuals(often, earned, series, middle, since, until)
    band = band_of(left.days, days, errors=left.errors)
    band = widened(band, flows, lateness, today)
    return Outlook(tuple(flows), tuple(habits), lowered(band, bills.may_return, today))


def _earned(lines: Sequence[Spent]) -> list[Spent]:
    """The income without a rhythm that is usual: often enough and long enough, and no loan that was paid out."""
    days: dict[str, list[date]] = defaultdict(list)
    for line in lines:
        days[line.category].append(line.on)
    usual = {
        category
        for category, seen in days.items()
        if (len(seen) >= _LEAST_INCOMES and (max(seen) - min(seen)).days >= _LEAST_INCOME_DAYS)
        or (category in (_SALARY, _BENEFIT) and (max(seen) - min(seen)).days >= _LEAST_PAY_DAYS)
    }
    return [line for line in lines if line.category in usual - {_LOAN}]


def _usual_income(earned: Sequence[Spent], since: date, until: date) -> Iterator[Typical]:
    """What each kind of income usually brings in 30 days, since it began."""
    middle = _middle(earned)
    for category in sorted({line.category for line in earned}):
        mine = [line for line in earned if line.category == category]
        days = sorted(line.on for line in mine)
        gap = (days[-1] - days[0]) // max(1, len(days) - 1)
        yield from typical(mine, first=max(since, days[0] - gap), last=until, middle=middle)


def _middle(earned: Sequence[Spent]) -> int | None:
    return middle_purchase(line.amount for line in earned)


def _silences(days: Sequence[date], until: date) -> int:
    """How many times the silence that is long for these days has passed since the last of them."""
    gap = max(_LEAST_SILENCE, _SILENT_GAPS * (days[-1] - days[0]).days // max(1, len(days) - 1))
    return max(0, min(3, (until - days[-1]).days // gap))


def _weekly(usual: Typical, missed: int, today: date, days: int) -> Iterator[Flow]:
    """Income without a rhythm, a week at a time, at the week's end."""
    for start in range(0, days, _WEEK):
        begins = today + timedelta(days=start)
        ends = min(begins + timedelta(days=_WEEK - 1), today + timedelta(days=days - 1))
        full = spent(usual.expected, begins, ends)
        low = 0 if missed else min(full, spent(usual.low, begins, ends))
        high = max(full, spent(usual.high, begins, ends))
        yield Flow(
            ends,
            full >> missed,
            low,
            high,
            "income",
            "",
            usual.category,
            category=usual.category,
            missed=missed,
        )


class _Residuals(NamedTuple):
    """One a day, oldest first, and the same as the error of what is expected is drawn from them."""

    days: list[int]
    errors: list[int]


def _residuals(
    paid: Sequence[Spent],
    earned: Sequence[Spent],
    series: Sequence[Series],
    middle: int | None,
    first: date,
    last: date,
) -> _Residuals:
    """One residual a day: the habits' around their own mean, one-offs, and what series took besides the usual."""
    moved = [(line.on, line.amount) for line in without_one_offs(paid, middle, bounded=True)]
    moved += [(line.on, -line.amount) for line in without_one_offs(earned, _middle(earned))]
    days = (last - first).days + 1
    usual = [
        (sum(line.amount for line in without_one_offs(paid, middle) if first <= line.on <= last), days),
        (
            -sum(
                line.amount for line in without_one_offs(earned, _middle(earned)) if first <= line.on <= last
            ),
            days,
        ),
    ]
    strayed = [each for one in series for each in _strayed(one)]
    return _Residuals(
        daily_residuals([*moved, *((each.on, each.off) for each in strayed)], usual, first, last),
        daily_residuals([*moved, *((each.on, each.error) for each in strayed)], usual, first, last),
    )


class _Strayed(NamedTuple):
    """How far a line of a series was off, and how far as a witness of the error in what is expected of all."""

    on: date
    off: int
    error: int


def _strayed(series: Series) -> Iterator[_Strayed]:
    """How far each line of a series was from the middle of those around it.

    What is expected of a series is read off its last lines, a habit's mean off all days: its error is the larger by
    the root of how many times more lines there are.
    """
    if follows_the_year(series):
        return  # its band is its own, by the year before
    amounts = [amount for _, amount in series.history]
    sign = 1 if series.direction == "in" else -1
    fewer = isqrt(10_000 * max(_LINES, len(amounts)) // _LINES)
    for at, (on, amount) in enumerate(series.history):
        around = sorted(amounts[max(0, at - _AROUND) : at + _AROUND + 1])
        off = sign * (amount - around[len(around) // 2])
        yield _Strayed(on, off, off * fewer // 100)


def lateness_of(series: Series) -> Lateness:
    """How many days early and late nine in ten of its lines came."""
    if not series.history:
        return Lateness(0, 0)
    first, last = series.history[0][0], series.history[-1][0]
    expected = list(series.days(first - timedelta(days=_WEEK), last + timedelta(days=_WEEK)))
    off = sorted(min(((on - day).days for day in expected), key=abs, default=0) for on, _ in series.history)
    cut = len(off) * _LATE_PERCENT // 100
    return Lateness(min(_WEEK, max(0, -off[cut])), min(_WEEK, max(0, off[-1 - cut])))
