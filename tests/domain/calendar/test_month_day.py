"""An anchor day lands on itself or on the month's end, in every month, and is never lost on the way."""

from calendar import monthrange
from datetime import date, timedelta

import pytest

from backend.domain.calendar.month_day import clamp, month_day, month_index

# Four centuries: after them the Gregorian calendar repeats itself to the weekday.
YEARS = range(1900, 2300)


def test_every_anchor_of_every_month_of_four_centuries_is_the_day_or_the_months_last() -> None:
    for year in YEARS:
        for month in range(1, 13):
            index, last = month_index(date(year, month, 1)), monthrange(year, month)[1]
            for anchor in range(1, 32):
                expected = date(year, month, min(anchor, last))
                assert clamp(year, month, anchor) == expected
                assert month_day(index, anchor) == expected


def test_consecutive_months_have_consecutive_indexes() -> None:
    day, index = date(1900, 1, 1), month_index(date(1900, 1, 1))
    while day.year < 2300:
        following = day + timedelta(days=1)
        assert month_index(following) == index + (following.day == 1)
        day, index = following, month_index(following)


def test_every_day_of_a_month_has_the_months_index() -> None:
    assert {month_index(date(2028, 2, day)) for day in range(1, 30)} == {2028 * 12 + 1}


def test_a_31st_comes_back_after_each_shorter_month() -> None:
    first = month_index(date(2027, 1, 1))
    assert [month_day(first + step, 31).day for step in range(15)] == [
        *(31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31),
        *(31, 29, 31),
    ]


@pytest.mark.parametrize(("anchor", "days"), [(29, [28, 28, 28, 29]), (30, [28, 28, 28, 29]), (28, [28] * 4)])
def test_a_leap_day_is_used_where_there_is_one(anchor: int, days: list[int]) -> None:
    assert [month_day(month_index(date(year, 2, 1)), anchor).day for year in range(2025, 2029)] == days


def test_a_century_is_a_leap_year_only_every_fourth_time() -> None:
    assert [clamp(year, 2, 31).day for year in (1900, 2000, 2100, 2400)] == [28, 29, 28, 29]


def test_the_calendars_ends_are_reached() -> None:
    assert month_day(month_index(date.min), 1) == date.min
    assert month_day(month_index(date.max), 31) == date.max


@pytest.mark.parametrize("anchor", [-1, 0, 32, 310])
def test_an_anchor_outside_a_month_is_refused(anchor: int) -> None:
    with pytest.raises(ValueError, match="1 to 31"):
        clamp(2027, 1, anchor)


@pytest.mark.parametrize("anchor", [1, 31])
@pytest.mark.parametrize(("year", "month"), [(0, 12), (10_000, 1), (2027, 0), (2027, 13)])
def test_a_month_outside_the_calendar_is_refused(year: int, month: int, anchor: int) -> None:
    with pytest.raises(ValueError):
        clamp(year, month, anchor)
