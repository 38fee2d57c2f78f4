"""A borrower's own series: each date counted from the start, bounded, and the same after being stored."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.calendar.recurrence import Recurrence

DAY = timedelta(days=1)
MONTHLY = Recurrence("month", 1, date(2027, 1, 31))
SERIES = st.builds(
    Recurrence,
    unit=st.sampled_from(["month", "week", "day"]),
    count=st.integers(1, 12),
    starts_on=st.dates(date(2000, 1, 1), date(2060, 12, 31)),
    times=st.none() | st.integers(1, 40),
    ends_on=st.none() | st.dates(date(2000, 1, 1), date(2080, 12, 31)),
)


def walked(series: Recurrence, most: int) -> list[date]:
    """The first dates, by counting day after day or month after month from the start."""
    found: list[date] = []
    year, month, day = series.starts_on.year, series.starts_on.month, series.starts_on
    while len(found) < min(most, most if series.times is None else series.times):
        if series.unit == "month":
            last = (date(year + month // 12, month % 12 + 1, 1) - DAY).day
            day = date(year, month, min(series.anchor_day or series.starts_on.day, last))
        if series.ends_on is not None and day > series.ends_on:
            break
        found.append(day)
        for _ in range(series.count):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
            day += 7 * DAY if series.unit == "week" else DAY
    return found


@given(SERIES)
def test_every_date_is_as_counting_finds_it_and_then_there_is_none(series: Recurrence) -> None:
    expected = walked(series, 45)
    found = [series.date_of(index) for index in range(45)]
    assert found == expected + [None] * (45 - len(expected))


@given(SERIES, st.none() | st.integers(1, 31))
def test_a_series_is_the_same_after_being_stored(series: Recurrence, anchor: int | None) -> None:
    series = replace(series, anchor_day=anchor)
    stored = json.loads(json.dumps(series.to_data()))
    assert Recurrence.from_data(stored) == series
    assert Recurrence.from_data({**stored, "note": "of another reader"}) == series


def test_what_was_stored_without_bounds_has_none() -> None:
    data = {"unit": "month", "count": 1, "starts_on": "2027-01-31"}
    assert Recurrence.from_data(data) == MONTHLY


def test_a_31st_is_never_not_due() -> None:
    days = [MONTHLY.date_of(index) for index in range(5)]
    assert days == [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
        date(2027, 5, 31),
    ]


def test_a_start_that_was_itself_clamped_keeps_the_anchor() -> None:
    series = Recurrence("month", 1, date(2027, 2, 28), anchor_day=31)
    assert [series.date_of(index) for index in range(3)] == [
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
    ]


def test_a_leap_days_anniversary_comes_back_on_leap_days() -> None:
    yearly = Recurrence("month", 12, date(2028, 2, 29))
    assert [yearly.date_of(index) for index in (1, 3, 4)] == [
        date(2029, 2, 28),
        date(2031, 2, 28),
        date(2032, 2, 29),
    ]


def test_fortnights_are_counted_in_days() -> None:
    fortnightly = Recurrence("week", 2, date(2026, 12, 18))
    assert [fortnightly.date_of(index) for index in range(3)] == [
        date(2026, 12, 18),
        date(2027, 1, 1),
        date(2027, 1, 15),
    ]


@pytest.mark.parametrize(
    ("ends_on", "last"), [(date(2027, 3, 31), 2), (date(2027, 3, 30), 1), (date(2027, 1, 30), -1)]
)
def test_the_last_day_is_part_of_the_series(ends_on: date, last: int) -> None:
    series = replace(MONTHLY, ends_on=ends_on)
    assert [series.date_of(index) is not None for index in range(5)] == [index <= last for index in range(5)]


def test_the_earlier_bound_ends_a_series() -> None:
    both = replace(MONTHLY, times=2, ends_on=date(2027, 12, 31))
    assert [both.date_of(1), both.date_of(2)] == [date(2027, 2, 28), None]
    assert replace(both, times=99).date_of(12) is None


@pytest.mark.parametrize("unit", ["month", "week", "day"])
def test_a_series_ends_where_the_calendar_does(unit: str) -> None:
    series = Recurrence(unit, 1, date(9999, 12, 31))  # type: ignore[arg-type]
    assert series.date_of(0) == date.max
    assert series.date_of(1) is None
    assert series.date_of(10**12) is None
