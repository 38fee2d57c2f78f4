"""A limit as the clock of whoever reads of it shows it: which day is the last on which something can be done, and
until what time of that day.

A debt's limit belongs to the debt's zone; a count of days, "today" and "by Saturday" belong to the reader's.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from backend.domain.calendar.local_time import local, local_date

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_LAST_MINUTE = time(23, 59)


class ReaderLimit(NamedTuple):
    """The last day, and the time of day before which it is to be done; None is the day's end."""

    day: date
    at: time | None


@lru_cache(maxsize=16384)
def reader_limit(limit_at: datetime, zone: str) -> ReaderLimit:
    """The limit on the clocks of `zone`. The first minute of a day is the end of the one before."""
    wall = local(limit_at, zone).replace(tzinfo=None)
    if wall.time() == time.min:
        return ReaderLimit(wall.date() - _DAY, None)
    if wall.time() >= _LAST_MINUTE:
        return ReaderLimit(wall.date(), None)
    if wall.second or wall.microsecond:
        wall = wall.replace(second=0, microsecond=0) + _MINUTE
    return ReaderLimit(wall.date(), wall.time())


def days_until(limit_at: datetime, now: datetime, zone: str) -> int:
    """How many midnights of `zone` lie between now and the last day; 0 is today."""
    return (reader_limit(limit_at, zone).day - local_date(now, zone)).days
