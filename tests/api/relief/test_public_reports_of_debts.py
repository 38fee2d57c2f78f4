"""What other tools got wrong of such days, owners and callers, tried through the public door; the right value stays."""

from datetime import timedelta

from tests.api.conftest import Borrower
from tests.api.relief.calls import american_call
from tests.api.relief.debts import american_card, changed, noticed, owners
from tests.moved_clock import MovedClock


def test_working_days_are_not_calendar_days(alice: Borrower) -> None:
    """jamditis/claude-skills-journalism#180: working days counted as calendar days, holidays not at all.

    Sent on Monday 23 December 2024: 24, 26, 27, 30 and 31 are the five, Christmas Day is none.
    """
    made = noticed(alice, provided_on="2024-12-23", itemized_on="2024-01-31")
    assert (made["window"]["assumed_received_on"], made["window"]["ends_on"]) == ("2024-12-31", "2025-01-30")


def test_the_day_on_which_a_holiday_is_kept_is_no_holiday_of_the_statute(alice: Borrower) -> None:
    """department-of-veterans-affairs/caseflow#14285 asks for observed days; this rule names the statute's own.

    Christmas Day of 2022 was a Sunday, kept on Monday the 26th, which counts: 22, 23, 26, 27 and 28 December.
    """
    made = noticed(alice, provided_on="2022-12-21", itemized_on="2022-01-31")
    assert made["window"]["assumed_received_on"] == "2022-12-28"


def test_a_last_day_on_a_weekend_stays(alice: Borrower) -> None:
    """unboxed/bops#506: what is counted in calendar days must not move for a weekend. 20 December 2026 is a Sunday."""
    made = noticed(alice, provided_on=None, received_on="2026-11-20")
    assert made["window"]["ends_on"] == "2026-12-20"


def test_a_letter_that_was_sent_in_time_stays_in_time(alice: Borrower, clock: MovedClock) -> None:
    """antiwork/gumroad#6793: a window was told of by today's clock, though what was to be sent in it had been sent."""
    notice = noticed(alice)
    made = alice.made("/v1/debt-disputes", {"kind": "validation", "notice_id": notice["id"]})
    alice.post(f"/v1/debt-disputes/{made['id']}/send")
    clock.move(by=timedelta(days=60))
    alice.sign_in()
    letter = alice.get(f"/v1/debt-disputes/{made['id']}/letter.txt").text
    assert "Please stop collecting" in letter and "The time to dispute is over" not in letter
    assert alice.get(f"/v1/deadlines/{notice['deadline_id']}").json["state"] == "met"


def test_a_call_alone_starts_no_window(alice: Borrower) -> None:
    """epiphanyapps/credit#7 counts 30 days from the first contact; the rule counts from the notice."""
    american_call(alice, "2026-11-20T10:00", account_id=american_card(alice))
    made = noticed(alice, provided_on=None)
    assert (made["window"]["state"], made["window"]["ends_on"], made["deadline_id"]) == (
        "unknown",
        None,
        None,
    )
    assert alice.get("/v1/deadlines?kind=validation_window").json["items"] == []


def test_the_first_lender_and_the_owner_are_two_things(alice: Borrower) -> None:
    """CVEProject/cve-schema#294: a record kept who assigned it first, and lost who owns it since."""
    card = american_card(alice)
    changed(alice, card, "sold", "Harbor Funding", on="2026-02-10")
    changed(alice, card, "sold", "Pier Capital", on="2026-05-10", proof="agreement")
    found = owners(alice, card)
    assert found["original_creditor"]["firm"] == "Northwind Bank"
    assert (found["owner"]["firm"], found["owner"]["since"]) == ("Pier Capital", "2026-05-10")


def test_the_number_to_call_back_is_ones_own(alice: Borrower) -> None:
    """CALLE-AI/awesome-phone-call-agents#53: only the number on one's own card or bill tells if a call was real."""
    for country in ("US", "GB", "CN", "FR"):
        steps = alice.get(f"/v1/relief/payee-steps?country={country}").json["steps"]
        [step] = [each for each in steps if each["id"] == "called_lender"]
        assert "the number on my card or contract" in step["says"]
        assert "leads back to the caller" in step["why"]
