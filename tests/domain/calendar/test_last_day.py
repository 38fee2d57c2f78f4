"""A last day in a public holiday moves behind the whole of it; a plain weekend does not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.calendar.business_day import is_business_day
from backend.domain.calendar.last_day import after_public_holiday, next_working_day


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        ("2026-10-01", "2026-10-08"),  # the National Day holiday of 2026, 1 to 7 October
        ("2026-10-04", "2026-10-08"),  # its Sunday
        ("2026-10-07", "2026-10-08"),
        ("2026-10-08", "2026-10-08"),
        ("2026-02-15", "2026-02-24"),  # the Spring Festival, 15 to 23 February
        ("2026-02-14", "2026-02-14"),  # a Saturday that is worked in exchange
        ("2026-03-22", "2026-03-22"),  # a plain Sunday
        ("2026-03-23", "2026-03-23"),
    ],
)
def test_a_last_day_moves_behind_the_holiday(day: str, moved: str) -> None:
    assert str(after_public_holiday(date.fromisoformat(day), "CN")) == moved


@given(st.dates(date(2020, 1, 1), date(2027, 12, 31)), st.sampled_from(["CN", "US", "GB", "DE"]))
def test_it_moves_over_days_off_only_and_never_back(day: date, country: str) -> None:
    moved = after_public_holiday(day, country)
    assert moved >= day
    assert moved == day or is_business_day(moved, country)
    passed = [day + timedelta(days=count) for count in range((moved - day).days)]
    assert not any(is_business_day(each, country) for each in passed)
    assert is_business_day(next_working_day(moved, country), country)


def test_where_no_calendar_is_known_the_day_stays() -> None:
    assert after_public_holiday(date(2026, 10, 1), "XX") == date(2026, 10, 1)
    assert next_working_day(date(2026, 10, 4), "XX") == date(2026, 10, 4)
