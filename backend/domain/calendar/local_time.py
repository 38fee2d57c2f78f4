"""Between wall clocks and instants, in IANA zones, across clock changes.

A wall time that a change skips means the first instant after the gap; one that occurs twice means the first.
A local day runs from the first instant whose date is that day or later, so a day that a zone skipped whole
(Pacific/Apia, 2011-12-30) is empty and begins where the next one does.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)


class UnknownZone(ValueError):
    """This is not the IANA name of a time zone."""


@cache
def _names() -> frozenset[str]:
    # A fixed offset (Etc/GMT+8, EST, +08:00) knows no daylight saving time, so it is nobody's home.
    regional = {name for name in available_timezones() if "/" in name and not name.startswith("Etc/")}
    return frozenset(regional | {"UTC", "Etc/UTC"})


def valid_zone(name: str) -> bool:
    """Whether `name` is the IANA name of a region's zone ("Asia/Shanghai"), or "UTC"; never an offset."""
    return name in _names()


@cache
def _zone(name: str) -> ZoneInfo:
    if not valid_zone(name):
        raise UnknownZone(f"{name!r} is not an IANA time zone")
    return ZoneInfo(name)


def _first_after_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    """The change that skipped `wall`, found by halving: offsets change on whole seconds only."""
    low = wall.replace(fold=1).replace(tzinfo=zone).astimezone(UTC)
    seconds = int((wall.replace(fold=0).replace(tzinfo=zone).astimezone(UTC) - low).total_seconds()) + 1
    low = low.replace(microsecond=0)
    before, after = 0, seconds
    while after - before > 1:
        middle = (before + after) // 2
        if (low + timedelta(seconds=middle)).astimezone(zone).replace(tzinfo=None) < wall:
            before = middle
        else:
            after = middle
    return low + timedelta(seconds=after)


@lru_cache(maxsize=16384)
def at(day: date, wall_time: time, zone: str) -> datetime:
    """The UTC instant at which clocks in `zone` show that day and time; raises UnknownZone."""
    info = _zone(zone)
    wall = datetime.combine(day, wall_time.replace(fold=0))
    instant = wall.replace(tzinfo=info).astimezone(UTC)
    if instant.astimezone(info).replace(tzinfo=None, fold=0) != wall:
        return _first_after_gap(wall, info)
    return instant


def only_at(day: date, wall_time: time, zone: str) -> datetime | None:
    """As `at`, but None for a wall time that a change skips or shows twice."""
    info = _zone(zone)
    wall = datetime.combine(day, wall_time.replace(fold=0), info)
    found = at(day, wall_time, zone)
    is_one = wall.utcoffset() == wall.replace(fold=1).utcoffset()
    return found if is_one else None


def local(instant: datetime, zone: str) -> datetime:
    """The same instant, on the clocks of `zone`."""
    return instant.astimezone(_zone(zone))


@lru_cache(maxsize=16384)
def local_date(instant: datetime, zone: str) -> date:
    """The date in `zone` at that instant: what "today" means there."""
    return instant.astimezone(_zone(zone)).date()


def day_start(day: date, zone: str) -> datetime:
    """The first instant (UTC) at which the date in `zone` is `day` or later."""
    return at(day, time.min, zone)


def day_end(day: date, zone: str) -> datetime:
    """The instant (UTC) at which the next day starts: the day is [day_start, day_end)."""
    return at(day + _DAY, time.min, zone)


def last_moment(day: date, wall_time: time, zone: str) -> datetime:
    """Like `at`, but `time.max` means the day's very end, even where its last hour occurs twice."""
    return day_end(day, zone) - _TICK if wall_time == time.max else at(day, wall_time, zone)
