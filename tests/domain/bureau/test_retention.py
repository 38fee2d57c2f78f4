"""When marks drop off, against dates counted by hand and against the calendar's own arithmetic."""

from calendar import monthrange
from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.countries import law_of, read_country_law
from backend.domain.bureau.country_law import CountryLaw, NoSuchRule
from backend.domain.bureau.retention import drops_off

DAY = timedelta(days=1)
NOW = date(2026, 11, 24)


def the(country: str) -> CountryLaw:
    found = law_of(country)
    assert found
    return found


def gone(country: str, kind: str, on: str = "2026-11-24", bureau: str = "", **events: str) -> str:
    """The day as text; "" while there is none."""
    days = {f"{name}_on": date.fromisoformat(day) for name, day in events.items()}
    found = drops_off(the(country), kind, on=date.fromisoformat(on), bureau=bureau, **days)  # type: ignore[arg-type]
    return str(found.on) if found else ""


@pytest.mark.parametrize(
    ("country", "kind", "events", "expected"),
    [
        # United States: seven years from the first missed payment, paid or not.
        ("US", "late", {"first_late": "2026-01-15"}, "2033-01-15"),
        ("US", "late", {"first_late": "2026-01-15", "cured": "2026-03-01"}, "2033-01-15"),
        ("US", "late", {"first_late": "2013-04-20"}, "2020-04-20"),
        ("US", "late", {"cured": "2026-03-01"}, ""),
        # A charge-off: from 180 days after it. 2026-01-15 and 180 days are 2026-07-14.
        ("US", "charged_off", {"first_late": "2026-01-15", "happened": "2026-07-20"}, "2033-07-14"),
        ("US", "charged_off", {"happened": "2026-07-20"}, ""),
        # A settlement: from the first missed payment; never late before: from the settlement.
        ("US", "settled", {"first_late": "2026-07-01", "happened": "2026-08-20"}, "2033-07-01"),
        ("US", "settled", {"happened": "2026-08-20"}, "2033-08-20"),
        ("US", "inquiry", {"happened": "2026-08-20"}, "2028-08-20"),
        ("US", "bankruptcy", {"happened": "2026-08-20"}, "2036-08-20"),
        # China: five years from the end of the bad conduct; until it ends, for ever.
        ("CN", "late", {"first_late": "2020-01-15"}, ""),
        ("CN", "late", {"first_late": "2020-01-15", "cured": "2026-03-01"}, "2031-03-01"),
        ("CN", "charged_off", {"first_late": "2020-01-15", "happened": "2020-08-01"}, ""),
        (
            "CN",
            "charged_off",
            {"first_late": "2020-01-15", "happened": "2020-08-01", "cured": "2026-03-01"},
            "2031-03-01",
        ),
        ("CN", "settled", {"first_late": "2020-01-15", "happened": "2026-03-01"}, "2031-03-01"),
        ("CN", "inquiry", {"happened": "2026-08-20"}, "2028-08-20"),
        # Britain: six years, of a default from its own date.
        ("GB", "late", {"first_late": "2026-01-15"}, "2032-01-15"),
        ("GB", "charged_off", {"first_late": "2026-01-15", "happened": "2026-06-01"}, "2032-06-01"),
        ("GB", "charged_off", {"first_late": "2026-01-15"}, ""),
        ("GB", "settled", {"first_late": "2026-01-15", "happened": "2026-09-09"}, "2032-09-09"),
        ("GB", "bankruptcy", {"happened": "2026-08-20"}, "2032-08-20"),
        ("GB", "inquiry", {"happened": "2026-08-20"}, "2027-08-20"),
    ],
)
def test_a_mark_drops_off(country: str, kind: str, events: dict[str, str], expected: str) -> None:
    assert gone(country, kind, **events) == expected


@pytest.mark.parametrize(
    ("bureau", "expected"),
    [("transunion_uk", "2028-08-20"), ("experian_uk", "2027-08-20"), ("equifax_uk", "2027-08-20")],
)
def test_one_bureau_keeps_inquiries_for_another_time(bureau: str, expected: str) -> None:
    assert gone("GB", "inquiry", bureau=bureau, happened="2026-08-20") == expected


@pytest.mark.parametrize(
    ("first_late", "expected"),
    [("2024-02-29", "2031-02-28"), ("2025-02-28", "2032-02-28"), ("2021-02-28", "2028-02-28")],
)
def test_a_leap_day_is_clamped(first_late: str, expected: str) -> None:
    assert gone("US", "late", first_late=first_late) == expected


@pytest.mark.parametrize("kind", ["inquiry", "bankruptcy"])
def test_without_its_day_an_event_has_no_clock(kind: str) -> None:
    assert gone("US", kind, first_late="2026-01-15", cured="2026-02-15") == ""


def test_a_drop_carries_its_rule() -> None:
    found = drops_off(the("CN"), "late", on=NOW, first_late_on=NOW, cured_on=NOW)
    assert found
    assert (found.rule.key, found.rule.value, found.rule.law) == (
        "keep.late.months",
        60,
        "征信业管理条例 第十六条",
    )


def test_what_was_on_file_before_the_law_is_kept_under_it() -> None:
    assert gone("CN", "late", on="2010-06-01", first_late="2010-06-01", cured="2012-06-01") == "2017-06-01"


def test_an_update_does_not_change_what_happened_under_the_old_rule() -> None:
    """China shortens to three years from 2028 on: what ended before stays five years."""
    text = (files("backend.countries") / "data" / "cn.toml").read_text(encoding="utf-8")
    start = text.index('[[rule]]\nkey = "keep.late.months"')
    old = text[start : text.index("\n\n", start) + 1]
    ended = old.replace("from_on = 2013-03-15", "from_on = 2013-03-15\nuntil_on = 2027-12-31")
    newer = old.replace("value = 60", "value = 36").replace("2013-03-15", "2028-01-01")
    updated = read_country_law(text.replace(old, f"{ended}\n{newer}"), "CN")

    def kept(cured_on: date) -> str:
        found = drops_off(updated, "late", on=cured_on, cured_on=cured_on)
        return str(found.on) if found else ""

    assert kept(date(2027, 12, 31)) == "2032-12-31"
    assert kept(date(2028, 1, 1)) == "2031-01-01"
    assert kept(date(2010, 6, 1)) == "2015-06-01"  # before the first version: the first


def test_after_the_last_version_there_is_no_rule() -> None:
    text = (files("backend.countries") / "data" / "us.toml").read_text(encoding="utf-8")
    start = text.index('[[rule]]\nkey = "keep.inquiry.months"')
    old = text[start : text.index("\n\n", start) + 1]
    ended = read_country_law(text.replace(old, old.replace("law", "until_on = 2027-12-31\nlaw", 1)), "US")
    with pytest.raises(NoSuchRule):
        drops_off(ended, "inquiry", on=date(2028, 1, 1), happened_on=date(2028, 1, 1))


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_seven_years_are_seven_birthdays(first_late: date) -> None:
    year = first_late.year + 7
    expected = date(year, first_late.month, min(first_late.day, monthrange(year, first_late.month)[1]))
    found = drops_off(the("US"), "late", on=NOW, first_late_on=first_late)
    assert found
    assert found.on == expected


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_a_charge_off_outlives_the_lateness_before_it(first_late: date) -> None:
    late = drops_off(the("US"), "late", on=NOW, first_late_on=first_late)
    charged_off = drops_off(the("US"), "charged_off", on=NOW, first_late_on=first_late)
    assert late
    assert charged_off
    assert timedelta(days=179) <= charged_off.on - late.on <= timedelta(days=182)


@given(
    st.sampled_from(["US", "CN", "GB"]),
    st.sampled_from(["late", "charged_off", "settled", "inquiry", "bankruptcy"]),
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
)
def test_a_day_later_never_drops_off_earlier(country: str, kind: str, day: date) -> None:
    def when(event: date) -> date:
        found = drops_off(
            the(country),
            kind,  # type: ignore[arg-type]
            on=NOW,
            first_late_on=event,
            cured_on=event,
            happened_on=event,
        )
        assert found
        return found.on

    assert day < when(day) <= when(day + DAY)
