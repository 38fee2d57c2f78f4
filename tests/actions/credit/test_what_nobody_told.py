"""What no statement has told is unknown and asked about: never nothing, never met, never silent."""

import pytest

from tests.actions.conftest import Known, card_of, due, roll, state
from tests.moved_clock import MovedClock

DECEMBER = "2026-12-23"


@pytest.mark.parametrize("source", ["entered", "confirmed"])
@pytest.mark.parametrize("said", [{"minimum_due": 0}, {"minimum_due": 50_000, "past_due_included": 50_000}])
def test_a_statement_that_is_not_out_yet_cannot_say_that_nothing_is_due(
    alice: Known, source: str, said: dict[str, int]
) -> None:
    card = card_of(alice)
    body = {"card_id": card, "closes_on": "2026-12-05", "balance": 500_000, "source": source, **said}
    answer = alice.post("/v1/statements", body)
    assert (answer.status_code, answer.json["reason"]) == (422, "statement-not-out")
    assert answer.json["errors"][0]["field"] == "closes_on"
    assert (due(alice, DECEMBER)["state"], due(alice, DECEMBER)["sure"]) == ("open", False)
    kept = state(alice, card, "2026-12-05", 50_000)
    assert alice.patch(f"/v1/statements/{kept['id']}", said).status_code == 422
    assert (due(alice, DECEMBER)["state"], due(alice, DECEMBER)["amount"]) == ("open", 50_000)


def test_a_statement_of_today_or_of_a_clock_ahead_may_ask_for_nothing(
    alice: Known, clock: MovedClock
) -> None:
    card = card_of(alice)
    roll(alice, clock, 10)  # 4 December in Shanghai
    state(alice, card, "2026-12-05", 0, balance=1_000)
    assert due(alice, DECEMBER)["state"] == "met"
