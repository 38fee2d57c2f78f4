"""Whom to call and what to say, through the door."""

from datetime import timedelta

import pytest

from tests.api.conftest import Borrower
from tests.api.relief.debts import changed
from tests.api.relief.late import GB_CARD, a_late_card
from tests.moved_clock import MovedClock


@pytest.mark.parametrize(
    ("country", "numbers"),
    [
        ("CN", ["12356", "12378", "12348", "110", "96110"]),
        ("US", ["988", "741741", "800-388-2227", "855-411-2372"]),
        ("GB", ["116 123", "0800 138 1111", "0808 808 4000", "0800 144 8848"]),
    ],
)
def test_a_country_has_its_lines_and_the_crisis_line_first(
    alice: Borrower, country: str, numbers: list[str]
) -> None:
    found = alice.get(f"/v1/relief/helplines?country={country}").json
    assert (found["country"], found["known"]) == (country, True)
    assert [line["number"] for line in found["helplines"]] == numbers
    assert found["helplines"][0]["kind"] == "crisis"
    assert "You do not have to be sure" in found["helplines"][0]["text"]
    assert all(line["source"] and line["old"] is False for line in found["helplines"])


def test_no_fee_is_taken_by_a_counsellor_that_is_named(alice: Borrower) -> None:
    kinds = {line["kind"] for line in alice.get("/v1/relief/helplines").json["helplines"]}
    assert "counsellor" not in kinds
    british = alice.get("/v1/relief/helplines?country=GB&locale=zh-CN").json["helplines"]
    assert [line["name"] for line in british if line["kind"] == "counsellor"][0].startswith("StepChange")


def test_hours_that_nobody_has_read_are_not_known(alice: Borrower) -> None:
    lines = {each["id"]: each for each in alice.get("/v1/relief/helplines?country=GB").json["helplines"]}
    assert lines["gb_stepchange"]["hours"] is None
    assert lines["gb_samaritans"]["hours"] == "all day"


def test_a_country_without_a_file_says_that_nothing_is_known(alice: Borrower) -> None:
    found = alice.get("/v1/relief/helplines?country=FR").json
    assert (found["known"], found["helplines"]) == (False, [])


@pytest.mark.parametrize(("days", "old"), [(183, False), (184, True)])
def test_a_number_that_was_checked_long_ago_says_so(
    alice: Borrower, clock: MovedClock, days: int, old: bool
) -> None:
    """Checked on 27 November 2026: 180 days later is 26 May 2027, which is 183 days after the clock's 24 November."""
    clock.move(by=timedelta(days=days))
    alice.sign_in()
    lines = alice.get("/v1/relief/helplines").json["helplines"]
    assert {line["old"] for line in lines} == {old}
    assert {line["checked_on"] for line in lines} == {"2026-11-27"}


def test_a_script_is_about_the_account(alice: Borrower) -> None:
    card = a_late_card(alice, GB_CARD)
    found = alice.get(f"/v1/relief/scripts?account_id={card}").json
    scripts = {each["kind"]: each for each in found["scripts"]}
    assert found["country"] == "GB"
    assert list(scripts) == ["cannot_pay_today", "stop_calling_family", "send_in_writing"]
    assert scripts["send_in_writing"]["lines"][0] == (
        "This is about the account ending in 4471 with Harbour Bank."
    )
    assert scripts["send_in_writing"]["law"] == "Consumer Credit Act 1974 ss. 77-79"
    assert all(each["missing"] == [] for each in scripts.values())


def test_a_script_for_a_sold_debt_names_who_has_it_now_or_the_gap(alice: Borrower) -> None:
    card = a_late_card(alice, GB_CARD)
    path = f"/v1/relief/scripts?account_id={card}"
    assert alice.get(path).json["owed_to"] is None
    sold = changed(alice, card, "sold", "Harbor Funding", on="2026-11-10", proof="lender_letter")
    found = alice.get(path).json
    assert (found["owed_to"]["owner"], found["owed_to"]["certainty"]) == ("Harbor Funding", "known")
    assert found["scripts"][0]["lines"][0].endswith("with Harbor Funding.")
    assert "Harbour Bank" not in alice.get(path).text
    alice.delete(f"/v1/ownership-changes/{sold['id']}")
    changed(alice, card, "sold", None, on="2026-11-10")
    found = alice.get(path).json
    assert found["scripts"][0]["lines"][0].endswith("with [whoever it is owed to now].")
    assert found["scripts"][0]["missing"] == ["lender"]
    assert (found["owed_to"]["owner"], found["owed_to"]["firm"]) == (None, None)


def test_a_script_states_nothing_that_nobody_typed_and_names_whom_its_law_binds(alice: Borrower) -> None:
    """That the family refused is not known here; the notice of 15 USC 1692g is a collector's, not a bank's own."""
    for locale, refused, notice in (
        (
            "en",
            "If my family have said no, or say no, they may not be called again.",
            "A collector owes me a notice of",
        ),
        ("zh-CN", "家人明确拒绝之后，不得再联系他们。", "催收公司须就此发出通知"),
    ):
        found = {
            (country, each["kind"]): each
            for country in ("CN", "US")
            for each in alice.get(f"/v1/relief/scripts?country={country}&locale={locale}").json["scripts"]
        }
        assert refused in found["CN", "stop_calling_family"]["lines"]
        written = found["US", "send_in_writing"]
        assert any(notice in line for line in written["lines"])
        assert written["law"] == "15 USC 1692g; 12 CFR 1006.34 (collectors)"


def test_without_an_account_the_gaps_are_named(alice: Borrower) -> None:
    found = alice.get("/v1/relief/scripts?locale=zh-CN").json
    assert found["country"] == "CN"
    assert all(each["missing"] == ["account", "lender"] for each in found["scripts"])
    assert "[贷款机构]" in found["scripts"][0]["lines"][0]


def test_anothers_account_gives_no_script(alice: Borrower, bob: Borrower) -> None:
    card = a_late_card(alice)
    assert bob.get(f"/v1/relief/scripts?account_id={card}").status_code == 404


def test_the_crisis_line_is_that_of_the_country_and_not_an_older_one(alice: Borrower) -> None:
    """Public reports: USTC-iCourse/ustc-course#71 (12320 gave way to 12356), suicidesafetyplan/safetyplan-ios#9 (the
    line of one country shown in all)."""
    crisis = {}
    for country in ("CN", "US", "GB"):
        lines = alice.get(f"/v1/relief/helplines?country={country}").json["helplines"]
        crisis[country] = [line["number"] for line in lines if line["kind"] == "crisis"]
    assert crisis == {"CN": ["12356"], "US": ["988", "741741"], "GB": ["116 123"]}


def test_a_number_is_written_as_it_is_dialled_there(alice: Borrower) -> None:
    """Public report: corona-warn-app/cwa-website#189: a free number with a country's code before it reaches nobody."""
    for country in ("CN", "US", "GB"):
        lines = alice.get(f"/v1/relief/helplines?country={country}").json["helplines"]
        assert not any(line["number"].startswith(("+", "00")) for line in lines)
