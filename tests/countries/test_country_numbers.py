"""One case for each number of each place: its value, the day from which it holds, its article, how sure it is."""

from datetime import date

import pytest

from backend.countries import countries, default_rules, law_of
from backend.countries.keys import unit_of
from backend.countries.lateness import minimum_jump_bp
from tests.countries.numbers_of_countries import numbers

NUMBERS = numbers()
# What rests on no article is a bureau's practice, which a page shows, or our own advice.
OUR_ADVICE = {
    "report.look_every_days",
    "apply.look_before_days",
    "stay.look_days",
    "dispute.bureau.mail_days",
}


@pytest.mark.parametrize(
    ("country", "key", "value", "first", "article", "confirmed"),
    NUMBERS,
    ids=[f"{country}-{key}-{first}" for country, key, _, first, _, _ in NUMBERS],
)
def test_a_number_is_what_its_source_says(
    country: str, key: str, value: int | str, first: str, article: str, confirmed: bool
) -> None:
    found = law_of(country)
    assert found
    rule = found.rule(key, date.fromisoformat(first))
    assert (rule.value, rule.from_on, rule.confirmed) == (value, date.fromisoformat(first), confirmed)
    assert article in rule.law if article else rule.law == ""
    assert (rule.source == "Graceday's own advice") == (key in OUR_ADVICE)


def test_no_number_is_without_a_case() -> None:
    held = {
        (country, rule.key, str(rule.from_on)) for country in countries() for rule in law_of(country).rules
    }
    assert held == {(country, key, first) for country, key, _, first, _, _ in NUMBERS}


def test_the_free_report_was_yearly_before_it_was_weekly() -> None:
    us = law_of("US")
    assert us
    assert us.number("report.free_days", date(2023, 9, 30)) == 365
    assert us.number("report.free_days", date(2023, 10, 1)) == 7


@pytest.mark.parametrize(
    ("country", "steps"),
    [
        ("US", [30, 60, 90, 120, 150, 180]),
        ("CN", [1, 31, 61, 91, 121, 151, 181]),
        ("GB", [1, 31, 61, 91, 121, 151]),
    ],
)
def test_lateness_is_reported_in_steps(country: str, steps: list[int]) -> None:
    found = law_of(country)
    assert found
    assert [rule.value for rule in found.late_from(date(2026, 11, 24))] == steps


def test_every_number_has_its_unit_and_a_word_has_none() -> None:
    """A number without its unit says nothing (public report: byro/byro#86, a limitation of "36")."""
    units = {
        rule.key: unit_of(rule.key)
        for country in countries()
        for rule in law_of(country).rules
        if not rule.unit
    }
    assert {
        key: units[key] for key in ("keep.late.months", "dispute.bureau.answer_days", "repair.amount")
    } == {
        "keep.late.months": "months",
        "dispute.bureau.answer_days": "days",
        "repair.amount": "minor_units",
    }
    assert units["dispute.bureau.result_business_days"] == "business_days"
    assert units["complaint.within_months.fos"] == "months"
    assert (units["statement.words"], units["report.free_count"]) == ("words", "reports")
    for country in countries():
        for rule in law_of(country).rules:
            if not rule.unit:
                assert (units[rule.key] == "none") == isinstance(rule.value, str), rule.key


@pytest.mark.parametrize("country", ["US", "CN", "GB", "FR"])
def test_a_minimum_that_rises_by_a_quarter_is_told_before_its_statement_wherever_it_is(country: str) -> None:
    assert minimum_jump_bp(country, date(2026, 11, 28)) == 2_500
    [rule] = [rule for rule in default_rules() if rule.key == "remind.minimum_jump_bp"]
    assert (rule.confirmed, rule.law) == (False, "")
