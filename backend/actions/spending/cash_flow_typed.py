"""An income or a bill that the borrower typed, as a series of a forecast."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from backend.domain.spending.forecast.series_flows import Rhythm, Series
from backend.store.spending.expected_flows import ExpectedFlow
from backend.store.spending.spending_lines import CashMovement

_LAST_DAY = 31
_NEAR_DAYS = 5  # a line of the ledger so near to an expected day is that payment
_NEAR_IN_WEEKS = 3
_NEAR_PERCENT = 10


def series_of_typed(row: ExpectedFlow, country: str, movements: Sequence[CashMovement]) -> Series:
    """The series; what the ledger shows of its last payment is not expected again."""
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
    return _since_the_ledger(series, row, movements)


def _since_the_ledger(series: Series, row: ExpectedFlow, movements: Sequence[CashMovement]) -> Series:
    """The series behind the newest line of the ledger that is one of its payments."""
    sign = 1 if row.direction == "in" else -1
    near = timedelta(days=_NEAR_IN_WEEKS if row.rhythm in ("week", "fortnight") else _NEAR_DAYS)
    low, high = row.low * (100 - _NEAR_PERCENT), row.high * (100 + _NEAR_PERCENT)
    for line in reversed(movements):
        if line.currency != row.currency or not low <= 100 * sign * line.amount <= high:
            continue
        if any(series.days(line.booked_on - near, line.booked_on + near)):
            return replace(series, last_on=line.booked_on + near)
    return series
