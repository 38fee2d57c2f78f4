"""The dispute clock against dates counted by hand, and against counting day by day."""

import re
from calendar import monthrange
from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.countries import law_of, read_country_law
from backend.domain.bureau.country_law import CountryLaw, NoSuchRule
from backend.domain.bureau.dispute_clock import Clock, answer_by, assumed_receipt, result_notice_by
from backend.domain.calendar.business_day import is_business_day

DAY = timedelta(days=1)
NOW = date(2026, 11, 24)
RECEIVED = date(2026, 3, 2)


def the(country: str) -> CountryLaw:
    found = law_of(country)
    assert found
    return found


def clock(country: str, to: str, received_on: date = RECEIVED, **how: bool) -> Clock:
    return answer_by(the(country), to=to, received_on=received_on, on=received_on, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("country", "to", "how", "expected", "extended"),
    [
        # 30 days, the day of receipt being the first; 15 more when the consumer sends more.
        ("US", "bureau", {}, "2026-03-31", False),
        ("US", "bureau", {"extended": True}, "2026-04-15", True),
        # "Not later than 45 days after the date on which the request is received", whatever else is sent.
        ("US", "bureau", {"after_free_report": True}, "2026-04-16", False),
        ("US", "bureau", {"after_free_report": True, "extended": True}, "2026-04-16", False),
        ("US", "furnisher", {}, "2026-03-31", False),
        ("US", "furnisher", {"extended": True}, "2026-04-15", True),
        ("US", "furnisher", {"after_free_report": True}, "2026-03-31", False),
        # 20 days of which the day of receipt is none; the law knows no extension.
        ("CN", "bureau", {}, "2026-03-22", False),
        ("CN", "bureau", {"extended": True}, "2026-03-22", False),
        ("CN", "bureau", {"after_free_report": True}, "2026-03-22", False),
        ("CN", "furnisher", {}, "2026-03-22", False),
        ("GB", "bureau", {}, "2026-03-30", False),
        ("GB", "bureau", {"extended": True}, "2026-03-30", False),
        ("GB", "furnisher", {}, "2026-04-02", False),
        ("GB", "furnisher", {"extended": True}, "2026-06-02", True),
    ],
)
def test_an_answer_is_due_by(
    country: str, to: str, how: dict[str, bool], expected: str, extended: bool
) -> None:
    found = clock(country, to, **how)
    assert (str(found.answer_by), found.extended) == (expected, extended)


@pytest.mark.parametrize(
    ("country", "how", "keys", "law"),
    [
        ("US", {}, ["answer_days", "day_one"], "15 USC 1681i(a)(1)(A)"),
        ("US", {"extended": True}, ["answer_days", "extension_days", "day_one"], "15 USC 1681i(a)(1)(B)"),
        (
            "US",
            {"after_free_report": True},
            ["answer_days_after_free_report", "day_one_after_free_report"],
            "15 USC 1681j(a)(3)",
        ),
        ("CN", {"extended": True}, ["answer_days", "day_one"], "征信业管理条例 第二十五条"),
    ],
)
def test_a_clock_names_its_rules_and_laws(
    country: str, how: dict[str, bool], keys: list[str], law: str
) -> None:
    found = clock(country, "bureau", **how)
    assert found.keys == tuple(f"dispute.bureau.{key}" for key in keys)
    assert law in found.laws
    assert len(set(found.laws)) == len(found.laws)


def test_a_clock_says_whether_its_numbers_are_confirmed() -> None:
    assert clock("US", "bureau", extended=True).confirmed
    assert not clock("GB", "bureau").confirmed


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.sampled_from([(False, 1), (True, 3)]))
def test_no_month_is_cut_short_in_britain(received_on: date, span: tuple[bool, int]) -> None:
    extended, months = span
    year, month = divmod(received_on.year * 12 + received_on.month - 1 + months, 12)
    last = date(year, month + 1, min(received_on.day, monthrange(year, month + 1)[1]))
    days_after = (clock("GB", "furnisher", received_on, extended=extended).answer_by - last).days
    assert 0 <= days_after <= 3


def test_before_the_law_there_is_no_clock() -> None:
    with pytest.raises(NoSuchRule):
        clock("GB", "furnisher", date(2018, 5, 24))


def shortened(day: date) -> CountryLaw:
    """China, whose bureau must answer within 15 days instead of 20 from a day on."""
    text = (files("backend.countries") / "data" / "cn.toml").read_text(encoding="utf-8")
    found = re.search(r'\[\[rule\]\]\nkey = "dispute\.bureau\.answer_days"\n(?:.+\n)+', text)
    assert found
    older = found[0].replace("from_on = 2013-03-15", f"from_on = 2013-03-15\nuntil_on = {day - DAY}")
    newer = found[0].replace("value = 20", "value = 15").replace("2013-03-15", str(day))
    return read_country_law(text.replace(found[0], f"{older}\n{newer}"), "CN")


def test_an_update_does_not_change_what_was_sent_under_the_old_rule() -> None:
    change = date(2027, 1, 1)
    received_on = change + 3 * DAY
    old = answer_by(shortened(change), to="bureau", received_on=received_on, on=change - DAY)
    new = answer_by(shortened(change), to="bureau", received_on=received_on, on=change)
    assert (old.answer_by, new.answer_by) == (date(2027, 1, 24), date(2027, 1, 19))
    before = answer_by(the("CN"), to="bureau", received_on=received_on, on=change - DAY)
    assert (old.answer_by, old.laws) == (before.answer_by, before.laws)


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.sampled_from(["US", "CN", "GB"]), st.booleans())
def test_the_last_day_is_found_by_ticking_days_off(received_on: date, country: str, extended: bool) -> None:
    found = answer_by(the(country), to="bureau", received_on=received_on, on=received_on, extended=extended)
    allowed = {"US": 45 if extended else 30, "CN": 20, "GB": 28}[country]
    day = received_on if country == "US" else received_on + DAY
    for _ in range(allowed - 1):
        day += DAY
    if country == "CN" and not is_business_day(day, "CN"):
        # 民法典 第二百零三条: behind a public holiday, never behind a working day; a plain weekend moves nothing.
        assert found.answer_by == day or is_business_day(found.answer_by, "CN")
        assert not any(
            is_business_day(day + count * DAY, "CN") for count in range((found.answer_by - day).days)
        )
    else:
        assert found.answer_by == day


# --- Receipt and result


@pytest.mark.parametrize("country", ["US", "CN", "GB"])
@pytest.mark.parametrize(("how", "days"), [("mail", 5), ("online", 0), ("in_person", 0)])
def test_receipt_is_assumed(country: str, how: str, days: int) -> None:
    assert assumed_receipt(the(country), NOW, how) == NOW + days * DAY


def test_no_other_way_of_sending_is_known() -> None:
    with pytest.raises(ValueError, match="pigeon"):
        assumed_receipt(the("US"), NOW, "pigeon")


def american(day: date) -> bool:
    return is_business_day(day, "US")


@pytest.mark.parametrize(
    ("answered_on", "expected"),
    [
        ("2026-11-16", "2026-11-23"),  # Monday to Monday
        ("2026-11-20", "2026-11-30"),  # from a Friday, over Thanksgiving on the 26th
        ("2026-11-21", "2026-11-30"),  # from the Saturday after it
        ("2026-12-24", "2027-01-04"),  # over Christmas and New Year's Day, both Fridays
    ],
)
def test_the_result_is_told_within_five_business_days(answered_on: str, expected: str) -> None:
    assert result_notice_by(the("US"), date.fromisoformat(answered_on), american) == date.fromisoformat(
        expected
    )


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)))
def test_between_answer_and_notice_lie_five_business_days(answered_on: date) -> None:
    by = result_notice_by(the("US"), answered_on, american)
    assert by
    between = [answered_on + count * DAY for count in range(1, (by - answered_on).days + 1)]
    assert sum(map(american, between)) == 5
    assert american(by)


@pytest.mark.parametrize("country", ["CN", "GB"])
def test_where_no_rule_says_so_no_notice_is_due(country: str) -> None:
    assert result_notice_by(the(country), NOW, lambda _: True) is None
