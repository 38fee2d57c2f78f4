"""An oracle for everything that hangs on a wall clock: walk a zone's clock minute by minute and look at it.

It knows nothing of instants, folds and gaps. `reached` is the furthest reading that the clock has shown so far;
a wall time has come once it is reached, so a skipped one comes with the first reading after the gap, and one
shown twice comes the first time.
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import accumulate
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
REACH = 12 * DAY

# (zone, a local day on which its clocks change): forward, back, by half an hour, across midnight, by a whole day.
CHANGES = (
    ("Asia/Shanghai", date(2026, 12, 5)),
    ("Asia/Shanghai", date(1991, 9, 15)),
    ("America/New_York", date(2027, 3, 14)),
    ("America/New_York", date(2027, 11, 7)),
    ("America/St_Johns", date(2027, 3, 14)),
    ("America/St_Johns", date(2010, 11, 7)),
    ("Australia/Lord_Howe", date(2027, 4, 4)),
    ("Australia/Lord_Howe", date(2027, 10, 3)),
    ("Europe/London", date(2027, 3, 28)),
    ("Europe/London", date(2027, 10, 31)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Pacific/Apia", date(2021, 4, 4)),
)


@dataclass(frozen=True)
class Walk:
    """The clock of a zone for REACH on either side of a day: instants a minute apart, what it had reached."""

    begins: datetime
    reached: tuple[datetime, ...]

    def index(self, instant: datetime) -> int:
        """The first minute of the walk at or after an instant."""
        return -((self.begins - instant) // MINUTE)

    def instant(self, index: int) -> datetime:
        return self.begins + index * MINUTE

    def comes(self, day: date, wall: time) -> datetime | None:
        """When a wall time comes; None if that is outside the walk."""
        index = bisect_left(self.reached, datetime.combine(day, wall))
        return self.instant(index) if 0 < index < len(self.reached) else None


@cache
def walk(zone: str, around: date) -> Walk:
    begins = datetime.combine(around, time(), UTC) - REACH
    info = ZoneInfo(zone)
    shown = ((begins + index * MINUTE).astimezone(info) for index in range(2 * REACH // MINUTE))
    return Walk(begins, tuple(accumulate((wall.replace(tzinfo=None, fold=0) for wall in shown), max)))


def is_quiet(reached: datetime, start: time | None, end: time | None, dates: frozenset[date]) -> bool:
    """Whether a clock that has reached this reading is in quiet hours or on a do-not-disturb date."""
    if reached.date() in dates:
        return True
    if start is None or end is None or start == end:
        return False
    if start < end:
        return start <= reached.time() < end
    return reached.time() >= start or reached.time() < end
