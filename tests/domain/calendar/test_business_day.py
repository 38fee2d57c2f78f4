"""Working days against the official lists, typed from the notices themselves and compared day by day."""

from datetime import date, timedelta

import pytest

from backend.domain.calendar.business_day import (
    UnknownCountry,
    adjust,
    is_business_day,
    supported,
)

DAY = timedelta(days=1)

# General Office of the State Council, notices on the holidays of a year: 国办发明电〔2023〕7号 (25 October 2023),
# 国办发明电〔2024〕12号 (12 November 2024), and the notice of 4 November 2025. (first day off, last day off).
CHINA_OFF = {
    2024: [
        *(("01-01", "01-01"), ("02-10", "02-17"), ("04-04", "04-06"), ("05-01", "05-05")),
        *(("06-10", "06-10"), ("09-15", "09-17"), ("10-01", "10-07")),
    ],
    2025: [
        *(("01-01", "01-01"), ("01-28", "02-04"), ("04-04", "04-06"), ("05-01", "05-05")),
        *(("05-31", "06-02"), ("10-01", "10-08")),
    ],
    2026: [
        *(("01-01", "01-03"), ("02-15", "02-23"), ("04-04", "04-06"), ("05-01", "05-05")),
        *(("06-19", "06-21"), ("09-25", "09-27"), ("10-01", "10-07")),
    ],
}
# The same notices: weekend days that are worked ("上班") to make up for a longer holiday.
CHINA_WORKED = {
    2024: ["02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"],
    2025: ["01-26", "02-08", "04-27", "09-28", "10-11"],
    2026: ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
}
# 5 U.S.C. 6103(a), with the day observed instead of a Saturday (6103(b)) or a Sunday (Executive Order 11582, 3(a)):
# the weekdays off. New Year's Day 2028 is a Saturday, so it is observed in 2027.
US_OFF = {
    2025: "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
    2027: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
}


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + step * DAY for step in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


def worked_days(year: int, country: str) -> list[date]:
    return [day for day in days_of(year) if is_business_day(day, country)]


@pytest.mark.parametrize("year", CHINA_OFF)
def test_chinas_working_days_are_those_of_the_state_councils_notice(year: int) -> None:
    off = [
        (date.fromisoformat(f"{year}-{start}"), date.fromisoformat(f"{year}-{end}"))
        for start, end in CHINA_OFF[year]
    ]
    made_up = {date.fromisoformat(f"{year}-{day}") for day in CHINA_WORKED[year]}
    assert {day.isoweekday() for day in made_up} <= {6, 7}
    expected = [
        day
        for day in days_of(year)
        if (day.isoweekday() <= 5 or day in made_up) and not any(start <= day <= end for start, end in off)
    ]
    assert worked_days(year, "CN") == expected


@pytest.mark.parametrize("year", US_OFF)
def test_the_united_states_working_days_are_those_of_the_statute(year: int) -> None:
    off = {date.fromisoformat(f"{year}-{day}") for day in US_OFF[year].split()}
    expected = [day for day in days_of(year) if day.isoweekday() <= 5 and day not in off]
    assert worked_days(year, "US") == expected


def test_a_weekend_is_the_countrys_own() -> None:
    friday, sunday = date(2026, 12, 4), date(2026, 12, 6)
    assert [is_business_day(day, "SA") for day in (friday, sunday)] == [False, True]
    assert [is_business_day(day, "GB") for day in (friday, sunday)] == [True, False]


@pytest.mark.parametrize(
    ("day", "country", "before", "after"),
    [
        ("2026-12-05", "US", "2026-12-04", "2026-12-07"),  # a Saturday
        ("2026-07-04", "US", "2026-07-02", "2026-07-06"),  # a Saturday, observed on the Friday
        ("2026-02-17", "CN", "2026-02-14", "2026-02-24"),  # back to a Saturday that is worked
        ("2026-10-03", "CN", "2026-09-30", "2026-10-08"),
        ("2025-10-04", "CN", "2025-09-30", "2025-10-09"),
        (
            "2026-01-03",
            "CN",
            "2025-12-31",
            "2026-01-04",
        ),  # on to a Sunday that is worked, back to another year
    ],
)
def test_a_day_off_moves_by_the_contracts_rule(day: str, country: str, before: str, after: str) -> None:
    nominal = date.fromisoformat(day)
    assert adjust(nominal, country, "previous") == date.fromisoformat(before)
    assert adjust(nominal, country, "next") == date.fromisoformat(after)
    assert adjust(nominal, country, "none") == nominal


def test_a_working_day_never_moves_and_a_moved_one_is_the_nearest_worked() -> None:
    for country in ("CN", "US", "GB", "SA"):
        for day in days_of(2026):
            later, earlier = adjust(day, country, "next"), adjust(day, country, "previous")
            assert is_business_day(later, country)
            assert is_business_day(earlier, country)
            passed = [earlier + step * DAY for step in range(1, (later - earlier).days)]
            assert not any(is_business_day(each, country) for each in passed)
            assert (earlier == day == later) or earlier < day < later


def test_no_move_leaves_the_calendar() -> None:
    # The year 9999 ends on a Friday, which is a day off in Saudi Arabia.
    assert adjust(date.max, "SA", "next") == date.max
    assert adjust(date.max, "SA", "previous") == date.max - DAY


def test_the_rule_none_needs_no_calendar() -> None:
    assert adjust(date(2026, 12, 5), "ZZ", "none") == date(2026, 12, 5)


@pytest.mark.parametrize("country", ["ZZ", "cn", "CHN", "UK", ""])
def test_an_unknown_country_is_refused(country: str) -> None:
    assert not supported(country)
    with pytest.raises(UnknownCountry):
        is_business_day(date(2026, 12, 5), country)
    with pytest.raises(UnknownCountry):
        adjust(date(2026, 12, 5), country, "next")
