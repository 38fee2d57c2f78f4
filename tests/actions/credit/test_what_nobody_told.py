"""What no statement has told is unknown and asked about: never nothing, never met, never silent."""

from typing import Any

import pytest

from tests.actions.conftest import Known, card_of, due, pay, roll, state
from tests.api.conftest import CARD
from tests.moved_clock import MovedClock

NOVEMBER, DECEMBER = "2026-11-23", "2026-12-23"


def _standing(alice: Known) -> dict[str, Any]:
    [account] = alice.get("/v1/standing").json["accounts"]
    return dict(account)


@pytest.mark.parametrize("paid", [106_000, 560_000])
def test_a_minimum_that_nobody_told_is_asked_about_after_the_next_statement_is_paid(
    alice: Known, clock: MovedClock, paid: int
) -> None:
    card = card_of(alice)
    roll(alice, clock, 14)  # 8 December
    state(alice, card, "2026-12-05", 106_000, balance=560_000)
    pay(alice, card, paid)
    untold = due(alice, NOVEMBER)
    assert (untold["state"], untold["amount"], due(alice, DECEMBER)["state"]) == ("missed", None, "met")
    [asked] = _standing(alice)["questions"]
    assert (asked["code"], asked["deadline_id"]) == ("minimum_unknown", untold["id"])
    assert (asked["amount"], "Was it paid?" in asked["text"]) == (paid - 106_000, paid == 106_000)
    assert alice.post(f"/v1/deadlines/{untold['id']}/acknowledge").status_code == 200
    assert _standing(alice)["questions"] == []


def test_a_card_without_a_statement_owes_an_unknown_sum_and_never_nothing(alice: Known) -> None:
    terms = {**CARD["terms"], "due": {"fixed_day": 28}}
    card = alice.made("/v1/cards", {**CARD, "terms": terms})["id"]
    found = _standing(alice)
    assert (found["days_past_due"], found["next_due_on"]) == (0, "2026-11-28")
    assert (found["sure"], found["remaining"]) == (False, None)
    assert (found["strategy"]["next_action"], found["questions"]) == ("check_statement", [])
    state(alice, card, "2026-11-05", 50_000)
    found = _standing(alice)
    assert (found["sure"], found["remaining"], found["strategy"]["next_action"]) == (
        True,
        500_000,
        "pay_minimum",
    )


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


def test_a_card_that_stood_at_nothing_is_asked_about_once_its_next_statement_is_out(
    alice: Known, clock: MovedClock
) -> None:
    card = card_of(alice)
    state(alice, card, "2026-11-05", 0, balance=0)
    roll(alice, clock, 10)  # 4 December in Shanghai
    assert (_standing(alice)["questions"], _standing(alice)["sure"]) == ([], True)
    roll(alice, clock, 2)
    asked_of = []
    for _ in range(2):
        [asked] = _standing(alice)["questions"]
        assert (asked["code"], asked["amount"], _standing(alice)["sure"]) == ("statement_untold", 0, False)
        assert alice.get(f"/v1/deadlines/{asked['deadline_id']}").json["state"] == "cancelled"
        assert alice.get("/v1/preview?days=20").json["digests"] == [], "no ladder for an unused card"
        asked_of.append(alice.get(f"/v1/statements/{asked['statement_id']}").json["closes_on"])
        roll(alice, clock, 31)
    assert asked_of == ["2026-12-05", "2027-01-05"], "only the newest"
    [asked] = _standing(alice)["questions"]
    path = f"/v1/statements/{asked['statement_id']}"
    assert alice.patch(path, {"balance": 0, "minimum_due": 0}).status_code == 200
    assert (_standing(alice)["questions"], _standing(alice)["sure"]) == ([], True)
    assert alice.patch(path, {"balance": 500_000, "minimum_due": 50_000}).status_code == 200
    assert due(alice, "2027-02-23")["amount"] == 50_000


@pytest.mark.parametrize("status", ["closed", "charged_off"])
def test_a_card_that_cannot_be_used_is_not_asked_about(alice: Known, clock: MovedClock, status: str) -> None:
    card = card_of(alice)
    state(alice, card, "2026-11-05", 0, balance=0)
    assert alice.patch(f"/v1/cards/{card}", {"status": status}).status_code == 200
    roll(alice, clock, 12)
    assert _standing(alice)["questions"] == []
