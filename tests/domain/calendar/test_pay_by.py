"""From the contract's date to the last moments that count: weekend rule, cut-off and grace."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.calendar.business_day import UnknownCountry
from backend.domain.calendar.local_time import UnknownZone
from backend.domain.calendar.pay_by import DueDates, due_dates

TICK = timedelta(microseconds=1)
US = {"country": "US", "zone": "America/New_York", "cut_off": time(17), "grace_days": 0}
CHINA = {"country": "CN", "zone": "Asia/Shanghai", "cut_off": time.max, "grace_days": 3}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_an_electronic_payment_is_due_on_a_sunday_by_5_pm() -> None:
    # 12 CFR 1026.10(d) moves payments by mail only; 1026.10(b)(2)(ii): no cut-off before 5 p.m.
    sunday = date(2021, 9, 12)
    by = utc("2021-09-12T21:00")
    assert due_dates(sunday, weekend_rule="none", **US) == DueDates(sunday, sunday, by, sunday, by)


def test_a_payment_by_mail_is_due_on_the_next_business_day() -> None:
    found = due_dates(date(2021, 9, 12), weekend_rule="next", **US)
    assert found.nominal_due_on == date(2021, 9, 12)
    assert found.due_on == found.last_chance_on == date(2021, 9, 13)
    assert found.pay_by_at == found.last_chance_at == utc("2021-09-13T21:00")


def test_a_contract_may_ask_for_the_business_day_before() -> None:
    found = due_dates(date(2021, 9, 12), weekend_rule="previous", **US)
    assert (found.due_on, found.pay_by_at) == (date(2021, 9, 10), utc("2021-09-10T21:00"))


def test_due_on_the_5th_with_three_days_of_grace_is_on_time_until_the_8th_ends() -> None:
    # Bank card self-discipline convention (China, 2013), art. 14(1).
    found = due_dates(date(2026, 12, 5), weekend_rule="none", **CHINA)
    assert found.due_on == date(2026, 12, 5)
    assert found.pay_by_at == utc("2026-12-05T16:00") - TICK
    assert found.last_chance_on == date(2026, 12, 8)
    assert utc("2026-12-08T15:59") <= found.last_chance_at < utc("2026-12-08T16:00")
    assert found.last_chance_at == utc("2026-12-08T16:00") - TICK


def test_grace_lasts_to_the_end_of_its_last_day_whatever_the_cut_off() -> None:
    found = due_dates(date(2026, 12, 5), weekend_rule="none", **{**CHINA, "cut_off": time(17)})
    assert found.pay_by_at == utc("2026-12-05T09:00")
    assert found.last_chance_at == utc("2026-12-08T16:00") - TICK


def test_grace_counts_from_the_moved_date_in_calendar_days() -> None:
    found = due_dates(date(2026, 12, 5), weekend_rule="next", **CHINA)
    assert (found.due_on, found.last_chance_on) == (date(2026, 12, 7), date(2026, 12, 10))
    to_a_saturday = due_dates(date(2026, 12, 2), weekend_rule="next", **CHINA)
    assert to_a_saturday.last_chance_on == date(2026, 12, 5)


def test_a_weekend_day_that_china_works_is_not_moved() -> None:
    assert due_dates(date(2026, 2, 14), weekend_rule="next", **CHINA).due_on == date(2026, 2, 14)
    assert due_dates(date(2026, 2, 16), weekend_rule="next", **CHINA).due_on == date(2026, 2, 24)


def test_the_days_end_is_its_very_end_where_its_last_hour_comes_twice() -> None:
    # Paraguay turned its clocks back at midnight, to 23:00 of the old day (tz database, until 2024).
    late = {"country": "PY", "zone": "America/Asuncion", "cut_off": time.max, "grace_days": 0}
    found = due_dates(date(2024, 3, 23), weekend_rule="none", **late)
    assert found.pay_by_at == utc("2024-03-24T04:00") - TICK


@given(
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.sampled_from(["none", "next", "previous"]),
    st.sampled_from([("US", "America/New_York"), ("CN", "Asia/Shanghai"), ("GB", "Europe/London")]),
    st.times(),
    st.integers(1, 60),
)
def test_grace_never_moves_the_due_date(
    nominal: date, rule: str, place: tuple[str, str], cut_off: time, grace: int
) -> None:
    terms = {"weekend_rule": rule, "country": place[0], "zone": place[1], "cut_off": cut_off}
    without, graced = due_dates(nominal, grace_days=0, **terms), due_dates(nominal, grace_days=grace, **terms)
    assert (graced.nominal_due_on, graced.due_on) == (nominal, without.due_on)
    assert graced.pay_by_at == without.pay_by_at == without.last_chance_at
    assert graced.last_chance_on == graced.due_on + timedelta(days=grace)
    assert graced.last_chance_at > graced.pay_by_at


def test_what_cannot_be_decided_is_refused() -> None:
    day = date(2026, 12, 5)
    with pytest.raises(ValueError, match="negative"):
        due_dates(day, weekend_rule="none", **{**CHINA, "grace_days": -1})
    with pytest.raises(UnknownZone):
        due_dates(day, weekend_rule="none", **{**CHINA, "zone": "UTC+8"})
    with pytest.raises(UnknownCountry):
        due_dates(day, weekend_rule="next", **{**CHINA, "country": "ZZ"})
    assert due_dates(day, weekend_rule="none", **{**CHINA, "country": "ZZ"}).due_on == day
