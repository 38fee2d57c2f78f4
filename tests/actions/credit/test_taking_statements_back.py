"""A statement that was wrong is taken back, and everything is as it was before it was entered."""

from typing import Any

import pytest

from backend.actions.reminders import tick
from tests.actions.conftest import Known, card_of, due, dues, pay, state
from tests.api.conftest import CARD
from tests.moved_clock import MovedClock


@pytest.fixture
def card(alice: Known) -> str:
    return card_of(alice)


def _all(alice: Known) -> dict[str, Any]:
    """Everything that a borrower sees of their dues, without the instants and versions of rows."""
    statements = alice.get("/v1/statements?limit=100").json["items"]
    return {
        "dues": dues(alice),
        "statements": [{**row, "updated_at": None} for row in statements],
        "payments": alice.get("/v1/payments").json["items"],
        "standing": alice.get("/v1/standing").json,
        "preview": alice.get("/v1/preview?days=90").json,
    }


@pytest.mark.parametrize(
    ("closes_on", "fields"),
    [
        ("2026-11-05", {}),
        ("2026-11-08", {"due_on": "2026-11-30"}),
        ("2026-12-10", {"due_on": "2026-12-28", "source": "confirmed"}),
        ("2025-12-05", {}),
        ("2026-10-05", {"balance": 100_000, "past_due_included": 10_000}),
    ],
)
@pytest.mark.parametrize("others", [False, True])
def test_taking_a_statement_back_undoes_exactly_what_it_did(
    alice: Known, card: str, closes_on: str, fields: dict[str, object], others: bool
) -> None:
    if others:
        state(alice, card, "2026-09-05", 50_000)
        pay(alice, card, 20_000, "2026-09-20T04:00:00Z")
        pay(alice, card, 31_000, "2026-11-12T04:00:00Z")
    before = _all(alice)
    wrong = state(alice, card, closes_on, 50_000, **fields)
    assert _all(alice) != before
    assert alice.delete(f"/v1/statements/{wrong['id']}").status_code == 204
    assert _all(alice) == before


def test_a_statement_of_nothing_taken_back_wakes_the_card(alice: Known, card: str) -> None:
    before = _all(alice)
    wrong = state(alice, card, "2026-11-05", 0, balance=0)
    assert alice.delete(f"/v1/statements/{wrong['id']}").status_code == 204
    assert [(row["due_on"], row["state"]) for row in dues(alice)] == [
        (row["due_on"], row["state"]) for row in before["dues"]
    ]
    assert _all(alice)["preview"] == before["preview"]


def test_what_a_later_statement_asks_follows_the_one_taken_back(alice: Known, card: str) -> None:
    older = state(alice, card, "2026-10-05", 50_000)
    state(alice, card, "2026-11-05", 110_000, balance=600_000)
    assert due(alice, "2026-11-23")["amount"] == 60_000
    assert alice.delete(f"/v1/statements/{older['id']}").status_code == 204
    assert due(alice, "2026-11-23")["amount"] == 110_000


def test_terms_that_changed_meanwhile_hold_for_the_estimate(alice: Known, card: str) -> None:
    typed = state(alice, card, "2026-12-05", 50_000)
    terms = {**CARD["terms"], "due": {"fixed_day": 20}}
    assert alice.patch(f"/v1/cards/{card}", {"terms": terms}).status_code == 200
    assert alice.delete(f"/v1/statements/{typed['id']}").status_code == 204
    assert [row["due_on"] for row in dues(alice, "&state=open,missed")][1:3] == ["2026-12-20", "2027-01-20"]


def test_a_due_that_was_told_keeps_its_row_and_is_over(alice: Known, card: str, clock: MovedClock) -> None:
    state(alice, card, "2026-11-05", 0, balance=1_000)
    wrong = state(alice, card, "2026-11-18", 50_000, due_on="2026-11-25")
    told = due(alice, "2026-11-25")
    tick.tick(now=clock.move(to=clock.now.fromisoformat(told["next_reminder_at"])))
    alice.sign_in(clock.now)
    assert alice.delete(f"/v1/statements/{wrong['id']}").status_code == 204
    kept = alice.get(f"/v1/deadlines/{told['id']}").json
    assert (kept["state"], kept["next_reminder_at"]) == ("cancelled", None)
    assert alice.get(f"/v1/statements/{wrong['id']}").status_code == 404
    again = state(alice, card, "2026-11-18", 40_000, due_on="2026-11-25")
    assert [row["amount"] for row in dues(alice, "&state=open") if row["due_on"] == "2026-11-25"] == [40_000]
    assert alice.delete(f"/v1/statements/{again['id']}").status_code == 204


def test_an_estimate_cannot_be_taken_back(alice: Known, card: str) -> None:
    [first, *_] = alice.get("/v1/statements").json["items"]
    assert alice.delete(f"/v1/statements/{first['id']}").status_code == 409


def test_nobody_takes_back_the_statement_of_another(alice: Known, bob: Known, card: str) -> None:
    typed = state(alice, card, "2026-11-05", 50_000)
    assert bob.delete(f"/v1/statements/{typed['id']}").status_code == 404
