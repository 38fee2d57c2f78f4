"""What the inbox and a push say of a deadline is so on the day on which it is read."""

from datetime import date, datetime, timedelta
from typing import Any

from backend.actions.reminders import tick
from tests.actions.conftest import Known
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
