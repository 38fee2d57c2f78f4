"""What is said of a plan, and of what it replaced, is true at the instant at which it is sent."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.actions.reminders import tick
from push.sender import Sender
from tests.api.conftest import Borrower
from tests.api.relief.test_agreements import PLAN, REPEATS, a_late_card, agree, open_dues, pay, plan_of
from tests.moved_clock import MovedClock
from tests.story.test_truth import Recorder

# Nine in the morning in Shanghai, three days before the first instalment; and the day of the next bill's last warning.
BEFORE_THE_FIRST = datetime(2026, 12, 17, 1, 0, tzinfo=UTC)


def test_the_review_is_over_once_the_plan_is_kept_and_back_where_a_payment_bounced(alice: Borrower) -> None:
    card = a_late_card(alice)
    found = agree(alice, card, repeats={**REPEATS, "amount": 600_000, "count": 2})
    path = f"/v1/deadlines/{found['agreement']['review_deadline_id']}"
    pay(alice, card, 600_000, "2026-11-24T02:00:00Z")
    assert alice.get(path).json["state"] == "open"
    last = pay(alice, card, 600_000, "2026-11-24T03:00:00Z")
    assert [alice.get(path).json[name] for name in ("state", "reason")] == ["met", "plan-kept"]
    alice.post(f"/v1/payments/{last}/reverse")
    assert [alice.get(path).json[name] for name in ("state", "reason")] == ["open", None]


@pytest.mark.parametrize("what", ["nothing", "paid", "agreed anew"])
def test_what_is_over_between_the_tick_and_the_send_is_not_said(
    what: str, alice: Borrower, clock: MovedClock
) -> None:
    """Public reports: masslight/ottehr#8548 and frappe/lms#1358, reminders that came after the payment."""
    alice.made("/v1/devices", {"provider": "console", "token": "t", "platform": "console"})
    card, phone = a_late_card(alice), Recorder()
    found = agree(alice, card)
    clock.move(to=BEFORE_THE_FIRST)
    alice.sign_in()
    assert tick.tick(now=clock.now).deliveries == 1
    if what == "paid":
        pay(alice, card, 50_000, "2026-12-17T00:30:00Z")
    elif what == "agreed anew":
        said = alice.made(f"/v1/negotiations/{found['id']}/agreement/cannot-pay", {})
        later = {**REPEATS, "first_due_on": "2027-02-20"}
        alice.made(f"/v1/negotiations/{said['negotiation']['id']}/agreement", {**PLAN, "repeats": later})
    Sender({"console": phone}, clock).send_all()
    assert len(phone.taken) == (1 if what == "nothing" else 0)


def test_a_reminder_of_the_contract_is_not_sent_once_a_plan_is_agreed(
    alice: Borrower, clock: MovedClock
) -> None:
    alice.made("/v1/devices", {"provider": "console", "token": "t", "platform": "console"})
    card, phone = a_late_card(alice), Recorder()
    clock.move(to=datetime(2026, 12, 16, 1, 0, tzinfo=UTC))
    alice.sign_in()
    assert tick.tick(now=clock.now).deliveries == 1
    agree(alice, card)
    Sender({"console": phone}, clock).send_all()
    assert phone.taken == []


def test_a_due_of_the_contract_before_the_plans_first_day_sleeps_too(
    alice: Borrower, clock: MovedClock
) -> None:
    """Public report: apache/fineract#5618, a schedule that was wrong where instalments fell due before its start."""
    card = a_late_card(alice)
    agree(alice, card, repeats={**REPEATS, "first_due_on": "2027-01-20"})
    clock.move(to=BEFORE_THE_FIRST + timedelta(days=10))
    alice.sign_in()
    assert open_dues(alice, card)[0] == ("plan_instalment", "2027-01-20", 50_000)
    account = alice.get("/v1/standing").json["accounts"][0]
    assert (account["days_past_due"], account["past_due"]) == (0, 0)
    told = [line for each in alice.get("/v1/preview?days=20").json["digests"] for line in each["items"]]
    assert {line["kind"] for line in told} == {"plan_instalment"}


def test_the_very_last_instalment_can_be_agreed_anew(alice: Borrower, clock: MovedClock) -> None:
    """Public report: apache/fineract#3836, where moving the last instalment asked for tests of its own."""
    card = a_late_card(alice)
    first = agree(alice, card, repeats={**REPEATS, "amount": 600_000, "count": 2})
    pay(alice, card, 600_000, "2026-11-24T02:00:00Z")
    clock.move(to=BEFORE_THE_FIRST)
    alice.sign_in()
    said = alice.made(f"/v1/negotiations/{first['id']}/agreement/cannot-pay", {})
    assert (said["number"], said["due_on"]) == (2, "2027-01-20")
    later = {"amount": 600_000, "count": 1, "first_due_on": "2027-03-31"}
    second = alice.made(f"/v1/negotiations/{said['negotiation']['id']}/agreement", {**PLAN, "repeats": later})
    assert open_dues(alice, card)[0] == ("plan_instalment", "2027-03-31", 600_000)
    assert (plan_of(alice, first)["state"], plan_of(alice, first)["paid"]) == ("renegotiated", 600_000)
    pay(alice, card, 600_000, "2026-12-17T00:30:00Z")
    assert plan_of(alice, second)["state"] == "kept"


def test_a_plan_that_begins_tomorrow_can_be_broken_today(alice: Borrower) -> None:
    card = a_late_card(alice)
    found = agree(alice, card, starts_on="2026-11-25")
    path = f"/v1/negotiations/{found['id']}/agreement/end"
    early = alice.post(path, {"how": "broken", "on": "2026-11-23"})
    assert (early.status_code, early.json["reason"]) == (422, "agreement-ends-early")
    ended = alice.post(path, {"how": "broken"})
    assert (ended.status_code, ended.json["agreement"]["ended_on"]) == (200, "2026-11-24")
    assert open_dues(alice, card)[0] == ("card_minimum", "2026-10-23", 40_000)
    again = agree(alice, card, starts_on="2026-11-24")
    assert again["agreement"]["state"] == "in_force"
