"""What each day bears, in whole numbers: interest is summed exactly and rounded once, when it is charged.

A year is `YEAR` equal bits, of which every day count of ours takes a whole number a day: 365 and 360 days, a month of
28 to 31 days as a twelfth. So minor units times millionths times bits are integers over one denominator, `SCALE`.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

from backend.domain.calendar.month_day import month_day, month_index
from backend.domain.credit.card_and_loan_terms import DayCount
from backend.domain.relief.payoff.debts import DatedRate

YEAR = 330_760_080
SCALE = YEAR * 1_000_000


def rounded(exact: int) -> int:
    """Minor units of what was summed, half up."""
    return (2 * exact + SCALE) // (2 * SCALE)


@lru_cache(maxsize=64)
def weights(day_count: DayCount, today: date, days: int, anchor_day: int) -> tuple[int, ...]:
    """The bits of a year in the first n days from today, for n from 0 to `days`."""
    if day_count == "nominal":
        return tuple(accumulate(_nominal(today, days, anchor_day), initial=0))
    if day_count == "30/360":
        first = _thirty(today)
        return tuple((_thirty(today + timedelta(n)) - first) * (YEAR // 360) for n in range(days + 1))
    bits = YEAR // (360 if day_count == "actual/360" else 365)
    return tuple(range(0, bits * (days + 1), bits))


def bearing(bits: Sequence[int], rates: Sequence[DatedRate], today: date) -> list[int]:
    """What a unit bears in the first n days, at the rates in force: bits times millionths."""
    turns = [(max(0, (rate.from_on - today).days), rate.ppm) for rate in sorted(rates)]
    table, last = list[int](), len(bits)
    start, offset = 0, 0
    for (_, ppm), (until, _) in zip(turns, [*turns[1:], (last, 0)], strict=True):
        until = min(until, last)
        if until <= start:
            continue
        base = offset - bits[start] * ppm
        table.extend([base + each * ppm for each in bits[start:until]])
        start = until
        if until < last:
            offset = base + bits[until] * ppm
    return table


def _nominal(today: date, days: int, anchor_day: int) -> list[int]:
    """Each day's bits: its month's twelfth, shared by the days between two anchors."""
    found = list[int]()
    index = month_index(today)
    if month_day(index, anchor_day) > today:
        index -= 1
    day = today
    while len(found) < days:
        start, end = month_day(index, anchor_day), month_day(index + 1, anchor_day)
        found.extend([YEAR // 12 // (end - start).days] * (end - day).days)
        day, index = end, index + 1
    return found[:days]


def _thirty(day: date) -> int:
    """30E/360: a 31st is taken for a 30th."""
    return 360 * day.year + 30 * day.month + min(day.day, 30)
