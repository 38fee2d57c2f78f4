"""Quiet hours and do-not-disturb dates: stretches of time in which nothing is delivered.

The quiet hours of a local day run once, from the first instant at which clocks there reach the start to the
first instant at which they reach the end (of the next day, where the end is not after the start): a start or
end that a clock change skips becomes the instant after the gap, one that occurs twice its first occurrence.
Start and end alike mean no quiet hours. A do-not-disturb date blocks its whole local day. What touches or
overlaps is one block.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from backend.domain.calendar.local_time import at, day_end, day_start, local_date

Span = tuple[datetime, datetime]

_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)


def open_from(
    instant: datetime,
    *,
    zone: str,
    quiet_start: time | None,
    quiet_end: time | None,
    quiet_dates: frozenset[date],
) -> datetime:
    """The first instant at or after `instant` that is not blocked."""
    while ends := [
        end
        for start, end in _near(instant, zone, quiet_start, quiet_end, quiet_dates)
        if start <= instant < end
    ]:
        instant = max(ends)
    return instant


def open_before(
    instant: datetime,
    *,
    zone: str,
    quiet_start: time | None,
    quiet_end: time | None,
    quiet_dates: frozenset[date],
) -> datetime:
    """The last whole minute before the block that contains `instant`; `instant` itself if none does."""
    while starts := [
        start
        for start, end in _near(instant, zone, quiet_start, quiet_end, quiet_dates)
        if start <= instant < end
    ]:
        instant = (min(starts) - _TICK).replace(second=0, microsecond=0)
    return instant


def _near(
    instant: datetime, zone: str, start: time | None, end: time | None, dates: frozenset[date]
) -> tuple[Span, ...]:
    return _around(local_date(instant, zone), zone, start, end, dates)


@lru_cache(maxsize=4096)
def _around(
    day: date, zone: str, start: time | None, end: time | None, dates: frozenset[date]
) -> tuple[Span, ...]:
    """The spans that can reach into a local day: those of the day, and of its neighbours, because quiet
    hours pass midnight and so can the hour that a clock change repeats."""
    spans: list[Span] = []
    for near in (day - _DAY, day, day + _DAY):
        if near in dates:
            spans.append((day_start(near, zone), day_end(near, zone)))
        if start is not None and end is not None and start != end:
            until = near if start < end else near + _DAY
            spans.append((at(near, start, zone), at(until, end, zone)))
    return tuple(spans)
