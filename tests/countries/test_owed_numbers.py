"""Each row about who may ask for a debt and whether it is owed, written down a second time; and slips are named."""

from datetime import date
from importlib.resources import files

import pytest

from backend.countries import CountryFileError, law_of
from backend.countries.conduct import conduct_law
from backend.countries.owed import owed_law, owed_places, read_owed_law
from backend.domain.relief.owed_law import LETTER_KINDS, RECIPIENTS

EVERYWHERE = {
    "in_writing": "missing",
    "own_records": "missing",
    "called_lender": "missing",
    "may_collect": "missing",
    "firms_own_account": "sign",
    "usual_payment": "sign",
    "time_to_check": "sign",
}
# What a place adds: id, a part of its article, whether it was read.
ROWS = """
US check    validation_notice      1006.34(a)(1)(i)  yes
US check    licence                -                 no
US ask      cease                  1692g(b)          yes
US ask      original_creditor      1692g(a)(5)       yes
US ask      cease_for_name         1006.38(c)        yes
US ask      time_barred            1006.26(b)        yes
US after    silent_until_answered  1006.38(d)(2)     yes
US after    silent_until_named     1006.38(c)        yes
US after    lender_not_bound       1692a(6)          no
US after    court_paper            -                 no
US transfer buyer_is_collector     1692a(6)          no
CN check    agency_list            催收工作指引      no
CN check    assignment_notice      第五百四十六条    no
CN ask      notice_of_assignment   第五百四十六条    no
CN ask      objection_noted        第六十九条        no
CN ask      limitation             第一百八十八条    yes
CN after    restarts               第一百九十五条    no
CN after    then_the_regulator     消费投诉          no
CN transfer notice                 第五百四十六条    no
CN transfer lender_answers         催收工作指引      no
GB check    fca_register           -                 no
GB ask      no_acknowledgment      1980~s.~29        yes
GB ask      look_into_it           7.14              no
GB ask      as_complaint           1.6.2             yes
GB ask      barred                 7.15              no
GB after    then_the_ombudsman     2.8.1             yes
GB after    restarts               1980~ss.~5,~29    yes
"""
CASES = [line.split() for line in ROWS.strip().splitlines()]


def rows_of(country: str) -> dict[tuple[str, str], tuple[str, bool]]:
    law = owed_law(country)
    own = [check for check in law.checks if check.id not in EVERYWHERE]
    kinds = (("check", own), ("ask", law.asks), ("after", law.after), ("transfer", law.transfers))
    return {(kind, row.id): (row.origin.law, row.origin.confirmed) for kind, rows in kinds for row in rows}


@pytest.mark.parametrize("case", CASES, ids=[" ".join(case[:3]) for case in CASES])
def test_a_row_is_what_its_source_says(case: list[str]) -> None:
    country, kind, name, article, confirmed = case
    law, read = rows_of(country)[kind, name]
    assert read is (confirmed == "yes")
    assert law == "" if article == "-" else article.replace("~", " ") in law


def test_no_row_is_without_a_case() -> None:
    found = {(country, *key) for country in owed_places() for key in rows_of(country)}
    assert found == {(case[0], case[1], case[2]) for case in CASES}


def test_the_numbers_by_which_days_are_counted() -> None:
    [window] = owed_law("US").windows
    assert (window.days, window.assumed_days, window.holidays, window.from_on) == (
        30,
        5,
        "US",
        date(2021, 11, 30),
    )
    assert owed_law("US").window(date(2021, 11, 29)) is None
    clocks = {
        (each, to): law.clock(to)
        for each in (*owed_places(), "ZZ")
        for to in RECIPIENTS
        for law in [owed_law(each)]
    }
    days = {key: (clock.days, clock.origin.confirmed) for key, clock in clocks.items() if clock}
    assert days == {
        ("CN", "issuer"): (15, False),
        ("GB", "issuer"): (56, True),
        ("GB", "collector"): (56, True),
        ("GB", "buyer"): (56, True),
    }


def test_a_clock_is_the_same_as_that_of_a_complaint_of_the_place() -> None:
    for country in ("CN", "GB"):
        clock, other = owed_law(country).clock("issuer"), conduct_law(country)
        assert clock and other
        found = other.clock("firm", date(2026, 11, 28), of="lender")
        assert found and (clock.days, clock.origin.confirmed) == (found.days, found.confirmed)


def test_a_country_without_a_file_has_what_holds_everywhere_and_no_more() -> None:
    law = owed_law("FR")
    assert {check.id: check.if_no for check in law.checks} == EVERYWHERE
    assert (law.asks, law.after, law.transfers, law.clocks, law.windows) == ((), (), (), (), ())


@pytest.mark.parametrize("country", owed_places())
def test_a_place_has_something_for_each_letter_and_is_a_country_that_is_known(country: str) -> None:
    law = owed_law(country)
    assert law_of(country) is not None
    for kind in LETTER_KINDS:
        assert [row for row in law.asks if row.holds_for(kind, "collector")]


@pytest.mark.parametrize(
    ("old", "new", "row", "fault"),
    [
        ("assumed_days = 5", "assumed_days = 0", "window", "assumed_days is no number above 0"),
        ('holidays = "US"', 'holidays = "XX"', "window", "holidays names no calendar"),
        ('to = ["issuer"]', 'to = ["bank"]', "after lender_not_bound", "to is no list of issuer"),
        ('letters = ["time_barred"]', 'letters = ["angry"]', "ask time_barred", "letters is no list of"),
        ('id = "cease_for_name"', 'id = "cease"', "ask cease", "stands there twice"),
        ("while_window = true", 'while_window = "yes"', "ask cease", "while_window is neither"),
        ("[[transfer]]", "[[sale]]", "file", "does not know sale"),
        ("confirmed = true", "", "check validation_notice", "lacks confirmed"),
    ],
)
def test_a_slip_is_refused_with_its_row(old: str, new: str, row: str, fault: str) -> None:
    text = (files("backend.countries") / "data" / "owed" / "us.toml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(CountryFileError) as caught:
        read_owed_law(text.replace(old, new, 1), "owed/us.toml")
    assert caught.value.key == row
    assert fault in caught.value.fault


def test_what_is_no_toml_is_refused() -> None:
    with pytest.raises(CountryFileError, match="us.toml"):
        read_owed_law("check = [", "us.toml")
