"""An income or a bill that the borrower typed, as a series of a forecast.

An income is doubted as a found one is: its day has passed, a file covers that day and some days behind it, and no such
money is in the ledger. Where no file reaches, nobody knows, and the borrower's word stands.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from backend.domain.spending.forecast.known_days import Stretch
from backend.domain.spending.forecast.series_flows import Rhythm, Series
from backend.store.spending.expected_flows import ExpectedFlow
from backend.store.spending.spending_lines import CashMovement

_LAST_DAY = 31
_NEAR_DAYS = 5  # a line of the ledger so near to an expected day is that payment
_NEAR_IN_WEEKS = 3
_NEAR_PERCENT = 10
_MOST_MISSED = 3
_BENEFIT = "income.benefit"


def series_of_typed(
    row: ExpectedFlow, country: str, movements: Sequence[CashMovement], seen: Sequence[Stretch] = ()
) -> Series:
    """The series; what the ledger shows of its last payment is not expected again; `seen`: days that files cover."""
    at_the_end = row.rhythm == "last_working_day"
    rhythm: Rhythm = "month" if row.rhythm == "last_working_day" else row.rhythm
    series = Series(
        id=row.id,
        label=row.label,
        category=row.category,
        direction=row.direction,
        rhythm=rhythm,
        anchor=row.starts_on,
        expected=row.amount,
        low=row.low,
        high=row.high,
        anchor_day=_LAST_DAY if at_the_end else row.starts_on.day,
        second_day=row.second_day,
        weekend_rule=row.weekend_rule,
        country=country,
        certainty="known" if row.low == row.high else "estimated",
        essential=row.essential,
        secured=row.secured,
        starts_on=None if at_the_end else row.starts_on,
        ends_on=row.ends_on,
    )
    return _doubted(_since_the_ledger(series, row, movements), row, movements, seen)


def _doubted(
    series: Series, row: ExpectedFlow, movements: Sequence[CashMovement], seen: Sequence[Stretch]
) -> Series:
    """An income with how many of its last days passed without it, and no more known then."""
    missed = _missed(series, row, movements, seen) if row.direction == "in" else 0
    return replace(series, missed=missed, certainty="estimated") if missed else series


def _missed(
    series: Series, row: ExpectedFlow, movements: Sequence[CashMovement], seen: Sequence[Stretch]
) -> int:
    near = _near(row)
    came = [
        line.booked_on
        for line in movements
        if line.currency == row.currency and line.role == "income" and 2 * line.amount >= row.low
        if line.category == row.category or line.category != _BENEFIT
    ]
    missed: set[date] = set()
    for each in seen:
        since = max(each.first, row.starts_on, series.last_on or date.min)
        for day in series.days(since, each.last - near):
            if any(abs(on - day) <= near for on in came):
                missed = {other for other in missed if other > day}
            else:
                missed.add(day)
    return min(_MOST_MISSED, len(missed))


def _near(row: ExpectedFlow) -> timedelta:
    return timedelta(days=_NEAR_IN_WEEKS if row.rhythm in ("week", "fortnight") else _NEAR_DAYS)


def _since_the_ledger(series: Series, row: ExpectedFlow, movements: Sequence[CashMovement]) -> Series:
    """The series behind the newest line of the ledger that is one of its payments."""
    sign = 1 if row.direction == "in" else -1
    near = _near(row)
    low, high = row.low * (100 - _NEAR_PERCENT), row.high * (100 + _NEAR_PERCENT)
    for line in reversed(movements):
        if line.currency != row.currency or not low <= 100 * sign * line.amount <= high:
            continue
        if any(series.days(line.booked_on - near, line.booked_on + near)):
            return replace(series, last_on=line.booked_on + near)
    return series
