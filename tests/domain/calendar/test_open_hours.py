"""Quiet hours against a minute-by-minute walk, and by example where clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.calendar.open_hours import open_before, open_from
from tests.domain.reminders.clock_walk import CHANGES, DAY, MINUTE, is_quiet, walk

QUARTERS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
NIGHT_TIMES = st.sampled_from([time(0), time(0, 30), time(1), time(1, 30), time(2), time(2, 30), time(3)])


def quiet(
    start: str | None, end: str | None, *dates: date, zone: str = "America/New_York"
) -> dict[str, object]:
    return {
        "zone": zone,
        "quiet_start": time.fromisoformat(start) if start else None,
        "quiet_end": time.fromisoformat(end) if end else None,
        "quiet_dates": frozenset(dates),
    }


def blocked(instant: datetime, **rules: object) -> bool:
    """Whether nothing may be delivered then: the next open instant is a later one."""
    return open_from(instant, **rules) != instant  # type: ignore[arg-type]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("zone", "change"), CHANGES)
@settings(max_examples=6)
@given(data=st.data())
def test_every_minute_around_a_clock_change_is_as_a_walk_finds_it(
    zone: str, change: date, data: st.DataObject
) -> None:
    start, end = (data.draw(st.one_of(QUARTERS, NIGHT_TIMES)) for _ in range(2))
    dates = frozenset(change + offset * DAY for offset in data.draw(st.sets(st.integers(-2, 2), max_size=2)))
    rules = {"zone": zone, "quiet_start": start, "quiet_end": end, "quiet_dates": dates}
    steps = walk(zone, change)
    middle = steps.index(datetime.combine(change, time(), UTC))
    shut = [is_quiet(reached, start, end, dates) for reached in steps.reached]
    for index in range(middle - 2400, middle + 2400):
        assert blocked(steps.instant(index), **rules) == shut[index], steps.instant(index)
    for index in range(middle - 2400, middle + 2400, 97):
        opens = next(later for later in range(index, len(shut)) if not shut[later])
        shuts = next(earlier for earlier in range(index, 0, -1) if not shut[earlier])
        assert open_from(steps.instant(index), **rules) == steps.instant(opens)
        assert open_before(steps.instant(index), **rules) == steps.instant(shuts)


def test_the_start_is_quiet_and_the_end_is_open() -> None:
    night = quiet("22:00", "07:00")
    assert not blocked(utc("2027-01-05T02:59:59.999999"), **night)
    assert blocked(utc("2027-01-05T03:00"), **night)
    assert blocked(utc("2027-01-05T11:59:59.999999"), **night)
    assert not blocked(utc("2027-01-05T12:00"), **night)


def test_equal_start_and_end_mean_no_quiet_hours() -> None:
    assert not blocked(utc("2027-01-05T14:00"), **quiet("09:00", "09:00"))


def test_an_open_instant_is_its_own_answer() -> None:
    noon = utc("2027-01-05T17:00:00.000001")
    assert open_from(noon, **quiet("22:00", "07:00")) == open_before(noon, **quiet("22:00", "07:00")) == noon


def test_nights_and_free_days_that_touch_are_one_block() -> None:
    rules = quiet("22:00", "07:00", date(2027, 1, 5), date(2027, 1, 6))
    inside = utc("2027-01-06T15:00")
    assert open_from(inside, **rules) == utc("2027-01-07T12:00")
    assert open_before(inside, **rules) == utc("2027-01-05T02:59")


def test_a_start_that_the_clock_skips_begins_after_the_gap() -> None:
    rules = quiet("02:30", "05:00")
    assert not blocked(utc("2027-03-14T06:59"), **rules)
    assert blocked(utc("2027-03-14T07:00"), **rules)


def test_an_end_that_comes_twice_ends_the_first_time() -> None:
    rules = quiet("00:30", "01:30")
    assert open_from(utc("2027-11-07T05:00"), **rules) == utc("2027-11-07T05:30")
    assert not blocked(utc("2027-11-07T06:15"), **rules)


def test_a_day_that_a_zone_skips_has_no_quiet_hours_of_its_own() -> None:
    skipped = quiet(None, None, date(2011, 12, 30), zone="Pacific/Apia")
    assert not any(
        blocked(utc("2011-12-30T09:00") + hour * timedelta(hours=1), **skipped) for hour in range(3)
    )
    night = quiet("22:00", "07:00", zone="Pacific/Apia")
    assert open_from(utc("2011-12-30T09:00"), **night) - utc("2011-12-30T10:00") == timedelta(hours=7)


def test_a_block_can_be_longer_than_a_year() -> None:
    days = [date(2027, 1, 1) + offset * DAY for offset in range(800)]
    rules = quiet(None, None, *days, zone="UTC")
    assert open_from(utc("2027-06-01T00:00"), **rules) == utc("2029-03-11T00:00")
    assert open_before(utc("2028-06-01T00:00"), **rules) == utc("2027-01-01T00:00") - MINUTE
