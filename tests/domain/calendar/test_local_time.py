"""Wall clocks and instants against a walk, minute by minute, along clock changes typed from the tz database."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate

import pytest

from backend.domain.calendar.local_time import (
    UnknownZone,
    at,
    day_end,
    day_start,
    last_moment,
    local,
    local_date,
    valid_zone,
)

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
REACH = 4 * DAY
TICK = timedelta(microseconds=1)

# tz database (IANA): zone, the instant (UTC) of a change, the hours ahead of UTC before and after it.
CHANGES = [
    ("Asia/Shanghai", "1991-04-13T18:00", 8, 9),
    ("Asia/Shanghai", "1991-09-14T17:00", 9, 8),
    ("Asia/Shanghai", "2026-12-05T00:00", 8, 8),  # no change: China keeps one time since 1992
    ("America/New_York", "2027-03-14T07:00", -5, -4),
    ("America/New_York", "2027-11-07T06:00", -4, -5),
    ("America/St_Johns", "2027-03-14T05:30", -3.5, -2.5),
    ("America/St_Johns", "2027-11-07T04:30", -2.5, -3.5),
    ("America/St_Johns", "2010-03-14T03:31", -3.5, -2.5),  # at one minute past midnight until 2011
    ("America/St_Johns", "2010-11-07T02:31", -2.5, -3.5),  # so a new day fell back into the old
    ("Australia/Lord_Howe", "2027-04-03T15:00", 11, 10.5),
    ("Australia/Lord_Howe", "2027-10-02T15:30", 10.5, 11),
    ("Europe/London", "2027-03-28T01:00", 0, 1),
    ("Europe/London", "2027-10-31T01:00", 1, 0),
    ("Pacific/Apia", "2011-12-30T10:00", -10, 14),  # over the date line: no 30 December
    ("Pacific/Apia", "2021-04-03T14:00", 14, 13),
    ("America/Havana", "2027-03-14T05:00", -5, -4),  # the first hour of the day does not exist
]


@dataclass(frozen=True)
class Walk:
    """A zone's clock read once a minute around a change: `shown` each time, `reached` the furthest so far."""

    begins: datetime
    shown: tuple[datetime, ...]
    reached: tuple[datetime, ...]

    def comes(self, day: date, wall: time) -> datetime:
        """The first minute at which the clock has reached this reading."""
        index = bisect_left(self.reached, datetime.combine(day, wall))
        assert 0 < index < len(self.reached)
        return self.begins + index * MINUTE


def walk(change: str, before: float, after: float) -> Walk:
    changes_at = datetime.fromisoformat(change).replace(tzinfo=UTC)
    begins = changes_at - REACH
    instants = [begins + step * MINUTE for step in range(2 * REACH // MINUTE)]
    shown = tuple(
        (instant + timedelta(hours=before if instant < changes_at else after)).replace(tzinfo=None)
        for instant in instants
    )
    return Walk(begins, shown, tuple(accumulate(shown, max)))


def days_around(change: str) -> list[date]:
    middle = date.fromisoformat(change[:10])
    return [middle + offset * DAY for offset in range(-2, 3)]


@pytest.mark.parametrize(("zone", "change", "before", "after"), CHANGES)
def test_every_minute_of_five_days_comes_when_the_walk_reaches_it(
    zone: str, change: str, before: float, after: float
) -> None:
    steps = walk(change, before, after)
    for day in days_around(change):
        for minute in range(24 * 60):
            wall = time(minute // 60, minute % 60)
            assert at(day, wall, zone) == steps.comes(day, wall), (day, wall)


@pytest.mark.parametrize(("zone", "change", "before", "after"), CHANGES)
def test_a_day_runs_from_its_first_minute_to_the_next_days(
    zone: str, change: str, before: float, after: float
) -> None:
    steps = walk(change, before, after)
    for day in days_around(change):
        starts, ends = steps.comes(day, time.min), steps.comes(day + DAY, time.min)
        assert (day_start(day, zone), day_end(day, zone)) == (starts, ends)
        assert last_moment(day, time.max, zone) == ends - TICK
        assert last_moment(day, time(17), zone) == steps.comes(day, time(17))


@pytest.mark.parametrize(("zone", "change", "before", "after"), CHANGES)
def test_the_date_is_the_one_that_the_clock_shows(
    zone: str, change: str, before: float, after: float
) -> None:
    steps = walk(change, before, after)
    for index, shown in enumerate(steps.shown):
        instant = steps.begins + index * MINUTE
        assert local_date(instant, zone) == shown.date(), instant
        assert local(instant, zone).replace(tzinfo=None) == shown


@pytest.mark.parametrize(
    ("day", "wall", "zone", "expected"),
    [
        # 2027-03-14 02:30 does not exist in New York: the first instant after the gap.
        (date(2027, 3, 14), time(2, 30), "America/New_York", "2027-03-14T07:00"),
        (date(2027, 3, 14), time(2, 59, 59, 999999), "America/New_York", "2027-03-14T07:00"),
        (date(2027, 3, 14), time(1, 59, 59), "America/New_York", "2027-03-14T06:59:59"),
        # 2027-11-07 01:30 is there twice: the first.
        (date(2027, 11, 7), time(1, 30), "America/New_York", "2027-11-07T05:30"),
        (date(2027, 11, 7), time(1, 31, fold=1), "America/New_York", "2027-11-07T05:31"),
        (date(2027, 11, 7), time(2), "America/New_York", "2027-11-07T07:00"),
        (date(2011, 12, 30), time(12), "Pacific/Apia", "2011-12-30T10:00"),
        (date(2026, 12, 5), time(23, 59), "Asia/Shanghai", "2026-12-05T15:59"),
    ],
)
def test_a_wall_time_is_the_instant_written_down_for_it(
    day: date, wall: time, zone: str, expected: str
) -> None:
    assert at(day, wall, zone) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_the_answer_is_in_utc() -> None:
    assert at(date(2026, 12, 5), time(9), "Asia/Shanghai").tzinfo is UTC
    assert at(date(2027, 3, 14), time(2, 30), "America/New_York").tzinfo is UTC


def test_a_day_that_a_zone_skipped_is_empty() -> None:
    skipped = date(2011, 12, 30)
    assert day_start(skipped, "Pacific/Apia") == day_end(skipped, "Pacific/Apia")
    assert day_end(skipped - DAY, "Pacific/Apia") == day_start(skipped + DAY, "Pacific/Apia")


@pytest.mark.parametrize(("day", "hours"), [(date(2027, 3, 14), 23), (date(2027, 11, 7), 25)])
def test_the_day_of_a_change_is_shorter_or_longer(day: date, hours: int) -> None:
    assert day_end(day, "America/New_York") - day_start(day, "America/New_York") == timedelta(hours=hours)


@pytest.mark.parametrize(
    "zone", ["Asia/Shanghai", "America/Argentina/Ushuaia", "Europe/Kyiv", "UTC", "Etc/UTC"]
)
def test_a_region_and_utc_are_zones(zone: str) -> None:
    assert valid_zone(zone)
    assert at(date(2026, 12, 5), time(9), zone).tzinfo is UTC


@pytest.mark.parametrize(
    "zone",
    ["Etc/GMT+8", "Etc/GMT", "+08:00", "UTC+8", "GMT+8", "EST", "EST5EDT", "CST", "GMT", "Asia/Beijing"]
    + ["asia/shanghai", "", "../etc/passwd", "Asia/"],
)
def test_a_fixed_offset_or_an_unknown_name_is_refused(zone: str) -> None:
    assert not valid_zone(zone)
    with pytest.raises(UnknownZone):
        at(date(2026, 12, 5), time(9), zone)
    with pytest.raises(UnknownZone):
        local_date(datetime(2027, 1, 1, tzinfo=UTC), zone)
