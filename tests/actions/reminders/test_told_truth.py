"""What the inbox and a push say of a deadline is so on the day on which it is read."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from backend.actions.reminders import tick
from tests.actions.conftest import Known, card_of, due, pay, state
from tests.api.bureau.household import a_checkpoint
from tests.moved_clock import MovedClock


def ticked(borrower: Known, clock: MovedClock, at: str) -> None:
    """Let the time come, and the reminders that it brings."""
    tick.tick(now=clock.move(to=datetime.fromisoformat(at)))
    borrower.sign_in(clock.now)


def inbox(borrower: Known) -> list[dict[str, Any]]:
    """Every line of the inbox, newest notification first."""
    return [line for told in borrower.get("/v1/inbox").json["items"] for line in told["lines"]]


def test_the_day_of_a_look_at_a_report_comes_from_no_loan(alice: Known, clock: MovedClock) -> None:
    look = a_checkpoint(alice)
    day_after = date.fromisoformat(look["look_on"]) + timedelta(days=1)
    ticked(alice, clock, f"{day_after}T09:00:00+08:00")
    [line] = [each for each in inbox(alice) if each["deadline_id"] == look["deadline_id"]]
    assert line["date_note"] == "The day follows from what you have recorded here."


def line_of(borrower: Known, due_on: str) -> dict[str, Any]:
    """The newest line about what is due on that day."""
    bill = due(borrower, due_on)
    return next(line for line in inbox(borrower) if line["deadline_id"] == bill["id"])


def a_bill(borrower: Known) -> tuple[str, dict[str, Any]]:
    """A card whose statement of 5 November asks for 1,000 of 10,000 by the 23rd, with grace until the 26th."""
    card = card_of(borrower)
    state(borrower, card, "2026-11-05", 100_000, due_on="2026-11-23")
    return card, due(borrower, "2026-11-23")


@pytest.mark.parametrize(
    ("verb", "title"),
    [
        ("met", "China Merchants Bank: nothing left to pay for Mon, Nov 23"),
        ("waived", "China Merchants Bank: waived, was for Mon, Nov 23"),
    ],
)
def test_what_is_closed_asks_for_nothing_in_the_inbox(
    alice: Known, clock: MovedClock, verb: str, title: str
) -> None:
    card, bill = a_bill(alice)
    ticked(alice, clock, "2026-11-26T09:00:00+08:00")
    assert "Pay CN¥1,000.00" in inbox(alice)[0]["action"]
    if verb == "met":
        pay(alice, card, 100_000)
    else:
        assert alice.post(f"/v1/deadlines/{bill['id']}/waive").status_code == 200
    alice.sign_in(clock.move(by=timedelta(days=14)))
    [line] = inbox(alice)
    assert (line["state"], line["title"], line["action"], line["ladder"]) == (
        verb,
        title,
        "There is nothing to do any more.",
        [],
    )


def test_a_debt_that_went_elsewhere_is_not_asked_for_in_the_inbox(alice: Known, clock: MovedClock) -> None:
    card, _ = a_bill(alice)
    ticked(alice, clock, "2026-11-26T09:00:00+08:00")
    assert alice.patch(f"/v1/cards/{card}", {"status": "sold"}).status_code == 200
    [line] = inbox(alice)
    assert line["title"] == "China Merchants Bank: no longer paid to this lender"
    assert "Pay" not in line["action"] and line["ladder"] == []


def test_only_until_the_due_date_does_the_whole_statement_save_its_interest(
    alice: Known, clock: MovedClock
) -> None:
    """What is left of it: 10,000, less what came since it closed."""
    card = card_of(alice)
    alice.sign_in(clock.move(to=datetime.fromisoformat("2026-12-07T12:00:00+08:00")))
    state(alice, card, "2026-12-05", 100_000, due_on="2026-12-23")
    pay(alice, card, 30_000, "2026-12-06T12:00:00+08:00")
    said = []
    for at in ("2026-12-20T09:00:00+08:00", "2026-12-26T09:00:00+08:00"):
        ticked(alice, clock, at)
        steps = line_of(alice, "2026-12-23")["ladder"]
        said.append(
            [(step["amount"], step["prevents"]) for step in steps if step["label"] == "The whole statement"]
        )
    assert said == [
        [(970_000, "no interest on these purchases")],
        [(970_000, "nothing of this statement is left")],
    ]


def two_bills(borrower: Known, clock: MovedClock) -> str:
    """A card that owes 500 since 23 November, and 1,060 more by 23 December; the first minimum was never paid."""
    card = card_of(borrower)
    state(borrower, card, "2026-11-05", 50_000, due_on="2026-11-23")
    borrower.sign_in(clock.move(to=datetime.fromisoformat("2026-12-07T12:00:00+08:00")))
    state(borrower, card, "2026-12-05", 156_000, due_on="2026-12-23", past_due_included=50_000)
    return card


@pytest.mark.parametrize(
    ("at", "days"),
    [("2026-12-26T09:00:00+08:00", 33), ("2027-01-07T09:00:00+08:00", 45)],
)
def test_what_is_late_is_as_late_as_its_account(alice: Known, clock: MovedClock, at: str, days: int) -> None:
    """On the last day of grace of the newer bill, and at its fifteenth day: nothing counts as on time any more."""
    two_bills(alice, clock)
    ticked(alice, clock, at)
    line = line_of(alice, "2026-12-23")
    assert line["title"] == f"China Merchants Bank: {days} days past due"
    assert line["action"].startswith("CN¥1,560.00 is open. Contact the issuer or lender")
    [standing] = [each for each in alice.get("/v1/standing").json["accounts"] if each["past_due"]]
    assert (standing["days_past_due"], standing["past_due"]) == (days, 156_000)


def test_once_the_older_bill_is_paid_the_newer_one_is_in_grace_itself(
    alice: Known, clock: MovedClock
) -> None:
    card = two_bills(alice, clock)
    pay(alice, card, 50_000)
    ticked(alice, clock, "2026-12-26T09:00:00+08:00")
    line = line_of(alice, "2026-12-23")
    assert line["title"] == "China Merchants Bank: last chance today"
    assert line["action"] == "Pay CN¥1,060.00 today, and the issuer still counts it as on time."


def test_before_its_own_day_a_bill_is_told_by_that_day_also_where_an_older_one_is_late(
    alice: Known, clock: MovedClock
) -> None:
    two_bills(alice, clock)
    ticked(alice, clock, "2026-12-20T09:00:00+08:00")
    line = line_of(alice, "2026-12-23")
    assert line["title"] == "China Merchants Bank: due in 3 days"
    assert "With what is past due, CN¥1,560.00: current again." in line["action"]


def test_a_bill_that_repeats_what_nobody_recorded_does_not_count_as_on_time(
    alice: Known, clock: MovedClock
) -> None:
    """The first statement that is typed: 500 of its 1,560 are past due, and no older bill is known that asks for it."""
    card = card_of(alice)
    state(alice, card, "2026-11-05", 156_000, due_on="2026-11-23", past_due_included=50_000)
    ticked(alice, clock, "2026-11-26T09:00:00+08:00")
    line = line_of(alice, "2026-11-23")
    assert line["action"] == "Pay CN¥1,560.00 today; CN¥500.00 of it was due before."
    assert line["ladder"][0]["prevents"] == "goes to what is past due first"
    pay(alice, card, 50_000)  # the oldest first: what is left is this statement's own
    assert (
        line_of(alice, "2026-11-23")["action"]
        == "Pay CN¥1,060.00 today, and the issuer still counts it as on time."
    )


def test_what_an_estimate_may_still_ask_for_is_not_said_to_count_as_on_time(
    alice: Known, clock: MovedClock
) -> None:
    """November's bill was never typed: nobody knows whether its estimate is paid, and money goes to it first."""
    card = card_of(alice)
    state(alice, card, "2026-10-05", 50_000, due_on="2026-10-23", balance=500_000)
    pay(alice, card, 50_000, "2026-10-20T12:00:00+08:00")
    alice.sign_in(clock.move(to=datetime.fromisoformat("2026-12-07T12:00:00+08:00")))
    state(alice, card, "2026-12-05", 156_000, due_on="2026-12-23")
    guess = due(alice, "2026-11-23")
    assert (guess["state"], guess["sure"]) == ("missed", False)
    ticked(alice, clock, "2026-12-26T09:00:00+08:00")
    line = line_of(alice, "2026-12-23")
    assert line["action"] == (
        "Pay CN¥2,010.00 today; CN¥450.00 of it was due before. Estimated: check it against your statement."
    )


def whole_statement_of(borrower: Known, clock: MovedClock, **said: Any) -> int:
    """What the ladder asks for the whole statement: 10,000 at its closing, 6,000 of it in a plan of six parts."""
    card = card_of(borrower)
    borrower.sign_in(clock.move(to=datetime.fromisoformat("2026-12-07T12:00:00+08:00")))
    state(borrower, card, "2026-12-05", 100_000, due_on="2026-12-23")
    plan = {"principal": 600_000, "parts": 6, "fee_total": 0, "taken_from": "balance", **said}
    borrower.made(f"/v1/cards/{card}/instalment-plans", plan)
    ticked(borrower, clock, "2026-12-20T09:00:00+08:00")
    steps = line_of(borrower, "2026-12-23")["ladder"]
    return int(next(step["amount"] for step in steps if step["label"] == "The whole statement"))


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ({"first_closes_on": "2027-01-05"}, 400_000),
        ({"first_closes_on": "2027-01-05", "taken_from": "purchase"}, 1_000_000),
        ({"first_closes_on": "2026-12-05", "started_on": "2026-12-01", "shown": "whole"}, 500_000),
        ({"first_closes_on": "2026-12-05", "started_on": "2026-12-01"}, 1_000_000),
    ],
)
def test_the_whole_statement_is_what_no_plan_leaves_to_later_ones(
    alice: Known, clock: MovedClock, said: dict[str, str], whole: int
) -> None:
    """Moved out since; a purchase that never stood in it; shown whole, one part billed; shown by that part alone."""
    assert whole_statement_of(alice, clock, **said) == whole


@pytest.mark.parametrize(
    ("typed_at", "heard_at"),
    [
        ("2026-12-10T10:00:00+08:00", "2026-12-10T10:01:00+08:00"),
        ("2026-12-10T22:30:00+08:00", "2026-12-11T08:00:00+08:00"),  # quiet from 22 to 8
    ],
)
def test_a_missed_bill_that_is_typed_late_is_told_at_the_next_open_hour(
    alice: Known, clock: MovedClock, typed_at: str, heard_at: str
) -> None:
    card = card_of(alice)
    alice.sign_in(clock.move(to=datetime.fromisoformat(typed_at)))
    assert alice.patch("/v1/me", {"quiet_start": "22:00", "quiet_end": "08:00"}).status_code == 200
    state(alice, card, "2026-11-05", 100_000, due_on="2026-11-23")
    before = datetime.fromisoformat(heard_at) - timedelta(minutes=1)
    ticked(alice, clock, before.isoformat())
    if before > datetime.fromisoformat(typed_at):
        assert inbox(alice) == []
    ticked(alice, clock, heard_at)
    days = (datetime.fromisoformat(heard_at).date() - date(2026, 11, 23)).days
    assert [line["title"] for line in inbox(alice)] == [f"China Merchants Bank: {days} days past due"]
    ticked(alice, clock, "2026-12-13T12:00:00+08:00")
    assert len(inbox(alice)) == 1  # and once


def test_a_missed_bill_that_is_paid_in_the_same_sitting_is_not_told(alice: Known, clock: MovedClock) -> None:
    card = card_of(alice)
    alice.sign_in(clock.move(to=datetime.fromisoformat("2026-12-10T23:00:00+08:00")))
    pay(alice, card, 100_000, "2026-11-20T12:00:00+08:00")
    state(alice, card, "2026-11-05", 100_000, due_on="2026-11-23")
    ticked(alice, clock, "2026-12-11T12:00:00+08:00")
    assert inbox(alice) == []
