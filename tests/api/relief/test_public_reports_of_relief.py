"""What public reports tell of lending and calling programs, tried here through the public door."""

from datetime import timedelta

from tests.api.conftest import Borrower
from tests.api.relief.calls import american_call, verdicts
from tests.api.relief.test_agreements import a_late_card, agree, open_dues, pay, plan_of, talks
from tests.api.spending.files import send_to
from tests.moved_clock import MovedClock

NUMBERS = {"numbers": "0571-88886666", "party": "issuer", "firm": "Some Bank"}


def test_a_moved_borrower_keeps_the_hours_of_earlier_calls(alice: Borrower) -> None:
    """thess/callattendant#51: the zone was set right afterwards, and old calls kept the wrong hour on the page."""
    call = american_call(alice, "2026-11-20T21:30")
    assert verdicts(call)["us.hours"] == "broken"
    assert alice.patch("/v1/me", {"zone": "America/Los_Angeles"}).status_code == 200
    [again] = alice.get("/v1/contacts").json["items"]
    assert (again["at"], again["zone"]) == ("2026-11-21T02:30:00Z", "America/New_York")
    assert verdicts(again)["us.hours"] == "broken"


def test_eleven_in_the_morning_is_not_eleven_at_night(alice: Borrower) -> None:
    """ringcentral/rc-unified-crm-extension#4: a call at 11 am was logged at 11 pm of the day before."""
    log = (
        "number,date,type,duration\n"
        "057188886666,2026-11-20 11:00:00 AM,1,40\n"
        "057188886666,2026-11-20 11:00:00 PM,1,40\n"
        "057188886666,2026-11-20 12:05:00 AM,1,40\n"
    )
    answer = send_to(alice, "/v1/contacts/imports", log, "calls.csv", **NUMBERS)
    assert (answer.status_code, answer.json["unread"]) == (201, [])
    found = {each["at"] for each in alice.get("/v1/contacts").json["items"]}
    assert found == {"2026-11-20T03:00:00Z", "2026-11-20T15:00:00Z", "2026-11-19T16:05:00Z"}


def test_a_time_without_an_offset_is_the_borrowers_and_a_fraction_is_no_other_call(alice: Borrower) -> None:
    """CALLE-AI/awesome-phone-call-agents#374: times without zones; one call lost its fraction on a second read."""
    rows = '[{"number": "057188886666", "date": "%s", "type": "incoming", "duration": 40}]'
    for written in ("2026-11-20T14:00:00", "2026-11-20T06:00:00.250Z"):
        answer = send_to(alice, "/v1/contacts/imports", rows % written, "calls.json", **NUMBERS)
        assert answer.status_code == 201, answer.text
    assert answer.json["known"] == 1
    [kept] = alice.get("/v1/contacts").json["items"]
    assert kept["at"] == "2026-11-20T06:00:00Z"


def test_twelve_instalments_stay_twelve(alice: Borrower) -> None:
    """frappe/lending#1449: twelve were agreed and eleven made, because eleven of them already paid it off."""
    card = a_late_card(alice)
    said = {"amount": 120_000, "count": 12, "first_due_on": "2026-12-20"}
    plan = agree(alice, card, repeats=said)["agreement"]
    assert (len(plan["instalments"]), plan["total"]) == (12, 1_440_000)
    assert len(open_dues(alice, card)) == 12


def test_talks_begin_and_a_plan_is_agreed_with_charges_overdue(alice: Borrower) -> None:
    """apache/fineract#5791: a loan with overdue penalties could not be rescheduled at all."""
    card = a_late_card(alice)
    [late] = alice.get("/v1/standing").json["accounts"]
    assert late["days_past_due"] > 30
    agree(alice, card)
    assert {row[0] for row in open_dues(alice, card)} == {"plan_instalment"}


def test_what_was_paid_under_the_first_plan_stays_as_it_was(alice: Borrower, clock: MovedClock) -> None:
    """JiRaska/open-bank-oss#711: paid instalments are never touched, and new numbers take nobody's place."""
    card = a_late_card(alice)
    first = agree(alice, card)
    pay(alice, card, 50_000, "2026-11-24T02:00:00Z")
    clock.move(by=timedelta(days=10))
    alice.sign_in()
    second = talks(alice, card)
    repeats = {"amount": 25_000, "count": 46, "first_due_on": "2027-01-20"}
    body = {"repeats": repeats, "agreed_how": "written"}
    alice.made(f"/v1/negotiations/{second}/agreement", body)
    kept = plan_of(alice, first)
    assert (kept["state"], kept["instalments"][0]["state"], kept["instalments"][0]["paid"]) == (
        "renegotiated",
        "met",
        50_000,
    )
    assert [row[2] for row in open_dues(alice, card)] == [25_000] * 46
