"""Nobody is told to pay more than all that a card owes, nor to be sure where a bill that is missed was never told."""

from typing import Any

import pytest

from tests.actions.conftest import Known, card_of, dues, pay, roll, state
from tests.moved_clock import MovedClock


def _standing(alice: Known) -> dict[str, Any]:
    [found] = alice.get("/v1/standing").json["accounts"]
    return dict(found)


@pytest.fixture
def untold(alice: Known, clock: MovedClock) -> str:
    """A card whose bill after the last known one was missed and never told."""
    card = card_of(alice)
    state(alice, card, "2026-11-05", 116_200, balance=1_162_000)
    pay(alice, card, 116_200)
    roll(alice, clock, 15, steps=4)  # 23 January
    return card


def test_an_older_minimum_and_a_newer_that_are_more_than_the_balance_overlap(
    alice: Known, clock: MovedClock, untold: str
) -> None:
    [missed] = dues(alice, "&state=missed")
    assert (missed["sure"], missed["amount"]) == (False, 104_580)
    before = _standing(alice)
    assert (before["sure"], before["strategy"]["next_action"]) == (False, "check_statement")
    state(alice, untold, "2027-01-05", 209_160, balance=260_000)
    roll(alice, clock, 5)  # two days late
    found = _standing(alice)
    assert (found["past_due"], found["remaining"]) == (209_160, 260_000)
    assert found["sure"] is False, "December's bill is missed, and nobody told it"


def test_what_a_refund_left_nothing_of_asks_for_nothing(alice: Known, clock: MovedClock) -> None:
    card = card_of(alice)
    state(alice, card, "2026-11-05", 10_000, balance=80_000)
    refund = {"account_id": card, "amount": 100_000, "kind": "refund"}
    made = alice.made("/v1/payments", refund)
    roll(alice, clock, 8)  # nine days late
    found = _standing(alice)
    assert (found["remaining"], found["past_due"], found["days_past_due"]) == (0, 0, 0)
    [due] = [row for row in dues(alice) if row["amount"] == 10_000]
    assert (due["state"], due["reason"]) == ("cancelled", "nothing-owed")
    alice.post(f"/v1/payments/{made['id']}/reverse")
    assert _standing(alice)["past_due"] == 10_000


@pytest.mark.parametrize("back", [79_999, 50_000])
def test_a_refund_that_leaves_something_pays_no_minimum(alice: Known, clock: MovedClock, back: int) -> None:
    card = card_of(alice)
    state(alice, card, "2026-11-05", 10_000, balance=80_000)
    alice.made("/v1/payments", {"account_id": card, "amount": back, "kind": "refund"})
    roll(alice, clock, 8)  # nine days late
    found = _standing(alice)
    assert found["past_due"] == min(10_000, 80_000 - back) == min(10_000, found["remaining"])
