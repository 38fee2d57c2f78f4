"""What is said while an agreed plan is kept is about the plan: no minimum, and nothing of a record nobody knows."""

from datetime import UTC, datetime

from backend.actions.reminders import tick
from tests.api.conftest import LOAN, Borrower
from tests.api.relief.late import ids, steps_of
from tests.api.relief.test_agreements import a_late_card, agree
from tests.moved_clock import MovedClock


def test_the_next_step_under_a_plan_is_its_instalment(alice: Borrower) -> None:
    card = a_late_card(alice)
    agree(alice, card)
    found = steps_of(alice, card)
    assert (found["case"], ids(found["do_first"])) == ("plan", ["keep_the_plan"])
    assert ids(found["ask_for"]) == ["ask_what_is_reported", "say_before_plan_day"]
    assert "By the plan that you wrote down" in found["because"] and "not known here" in found["because"]
    strategy = alice.get("/v1/standing").json["accounts"][0]["strategy"]
    assert strategy == {"next_action": "pay_plan_instalment", "cadence": "standard", "tone": "soon"}


def test_an_instalment_that_was_missed_is_late_as_any_other(alice: Borrower, clock: MovedClock) -> None:
    card = a_late_card(alice)
    agree(alice, card)
    clock.move(to=datetime(2026, 12, 28, 1, tzinfo=UTC))
    alice.sign_in()
    found = steps_of(alice, card)
    assert (found["case"], found["days_past_due"], ids(found["do_first"])) == (
        "known",
        8,
        ["pay_before_next_step"],
    )


def test_a_closed_loan_is_asked_for_no_minimum(alice: Borrower) -> None:
    loan = str(alice.made("/v1/loans", LOAN)["id"])
    alice.patch(f"/v1/loans/{loan}", {"status": "closed"})
    found = steps_of(alice, loan)
    assert (found["case"], ids(found["do_first"])) == ("over", ["ask_what_is_left"])


def test_a_line_about_a_due_that_sleeps_says_that_it_is_owed_still(
    alice: Borrower, clock: MovedClock
) -> None:
    card = a_late_card(alice)
    clock.move(to=datetime(2026, 12, 16, 1, tzinfo=UTC))
    alice.sign_in()
    tick.tick(now=clock.now)
    agree(alice, card)
    lines = [line for each in alice.get("/v1/inbox").json["items"] for line in each["lines"]]
    said = [(line["title"], line["action"]) for line in lines if line["state"] == "cancelled"]
    assert said
    for title, action in said:
        assert title.endswith("asked for by your agreed plan")
        assert action == "It is owed still: the plan's instalments take its place, and are reminded of."
