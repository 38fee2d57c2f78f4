"""A promise to pay is a deadline of its own kind, and the cash flow is asked whether it can carry it."""

from datetime import timedelta
from typing import Any

from backend.actions.reminders import tick
from tests.api.conftest import CARD, Borrower
from tests.api.relief.calls import chinese_call
from tests.moved_clock import MovedClock

PROMISE = {"amount": 50_000, "currency": "CNY", "due_on": "2026-12-05", "firm": "Some Bank"}


def _trial(borrower: Borrower, **more: Any) -> dict[str, Any]:
    answer = borrower.post("/v1/promises/trial", PROMISE | more)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def _cash(borrower: Borrower, balance: int, currency: str = "CNY") -> None:
    borrower.made("/v1/cash-accounts", {"name": "Bank", "currency": currency, "balance": balance})


def test_a_promise_is_a_deadline_that_owes_nothing_new(alice: Borrower) -> None:
    made = alice.made("/v1/promises", PROMISE)
    [deadline] = alice.get("/v1/deadlines").json["items"]
    assert (deadline["id"], deadline["kind"], deadline["due_on"]) == (
        made["deadline_id"],
        "promise_to_pay",
        "2026-12-05",
    )
    assert (deadline["owed"], deadline["amount"], deadline["name"]) == (False, 50_000, "Some Bank")
    assert made["cash_flow"] == {
        "carried": "unknown",
        "why": "no_balance",
        "currency": None,
        "short": None,
        "left_short": [],
    }


def test_it_is_reminded_of_and_silent_once_it_was_kept(alice: Borrower, clock: MovedClock) -> None:
    alice.made("/v1/devices", {"provider": "console", "token": "t", "platform": "console"})
    made = alice.made("/v1/promises", PROMISE)
    tick.tick(now=clock.now + timedelta(days=9))
    [told] = alice.get("/v1/inbox").json["items"]
    assert "until the day you promised" in str(told)
    kept = alice.post(f"/v1/promises/{made['id']}/keep")
    assert (kept.json["state"], kept.json["closed_on"]) == ("kept", "2026-11-24")
    assert alice.get(f"/v1/deadlines/{made['deadline_id']}").json["state"] == "met"
    again = alice.post(f"/v1/promises/{made['id']}/break")
    assert (again.status_code, again.json["reason"]) == (409, "promise-not-open")
    assert [each["id"] for each in alice.get("/v1/promises").json["items"]] == [made["id"]]


def test_one_that_is_broken_or_withdrawn_has_no_deadline_left(alice: Borrower) -> None:
    for step, state in (("break", "broken"), ("withdraw", "withdrawn")):
        made = alice.made("/v1/promises", PROMISE)
        assert alice.post(f"/v1/promises/{made['id']}/{step}").json["state"] == state
        assert alice.get(f"/v1/deadlines/{made['deadline_id']}").json["state"] == "cancelled"


def test_the_talk_says_to_whom_and_of_what(alice: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    talk = chinese_call(alice, "2026-11-24T10:00", firm=None, account_id=card, said={"promised": True})
    made = alice.made("/v1/promises", {**PROMISE, "firm": None, "contact_id": talk["id"]})
    assert (made["firm"], made["account_id"]) == (CARD["issuer"], card)
    for wrong, field in (
        ({"firm": None}, "firm"),
        ({"due_on": "2026-11-23"}, "due_on"),
        ({"account_id": card, "currency": "USD"}, "currency"),
    ):
        answer = alice.post("/v1/promises", PROMISE | wrong)
        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)
        tried = alice.post("/v1/promises/trial", PROMISE | wrong)
        assert tried.status_code == (200 if field == "firm" else 422)
        assert field == "firm" or tried.json["errors"][0]["field"] == field
    assert alice.post("/v1/promises", {**PROMISE, "contact_id": "con_x"}).status_code == 404


def test_the_cash_flow_carries_it_or_says_what_is_missing(alice: Borrower) -> None:
    _cash(alice, 60_000)
    assert _trial(alice)["carried"] == "yes"
    found = _trial(alice, amount=60_001)
    assert (found["carried"], found["short"], found["currency"]) == ("no", 1, "CNY")
    assert _trial(alice, due_on="2027-06-01")["why"] == "beyond_forecast"
    assert _trial(alice, currency="USD")["why"] == "no_rate"
    assert alice.get("/v1/promises").json["items"] == []


def test_what_it_would_leave_short_is_named(alice: Borrower) -> None:
    rent = alice.made(
        "/v1/deadlines",
        {"title": "Rent", "due_on": "2026-12-08", "amount": 40_000, "currency": "CNY", "owed": True},
    )
    _cash(alice, 60_000)
    found = _trial(alice)
    assert (found["carried"], found["short"]) == ("no", 0)
    assert found["left_short"] == [
        {
            "what": "due",
            "deadline_id": rent["id"],
            "name": "Rent",
            "on": "2026-12-08",
            "funded": "no",
            "short": 30_000,
        }
    ]


def test_it_stands_in_the_place_of_what_the_same_account_asks_for_until_then(alice: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    statement = {"card_id": card, "closes_on": "2026-11-05", "balance": 500_000, "minimum_due": 50_000}
    alice.made("/v1/statements", statement | {"source": "confirmed"})
    _cash(alice, 160_000)
    assert _trial(alice, account_id=card)["carried"] in ("yes", "at_risk")
    assert _trial(alice)["carried"] == "no"


def test_the_same_promise_is_typed_once_unless_it_is_another(alice: Borrower) -> None:
    made = alice.made("/v1/promises", PROMISE)
    again = alice.post("/v1/promises", PROMISE | {"firm": " some  bank "})
    assert (again.status_code, again.json["reason"]) == (409, "promise-told-already")
    assert made["id"] in again.json["detail"] and again.json["errors"][0]["field"] == "is_another"
    for other in ({"is_another": True}, {"amount": 50_001}, {"due_on": "2026-12-06"}, {"firm": "B"}):
        alice.made("/v1/promises", PROMISE | other)
    assert len(alice.get("/v1/promises").json["items"]) == 5


def test_a_trial_of_a_promise_that_stands_counts_it_once(alice: Borrower) -> None:
    _cash(alice, 60_000)
    made = alice.made("/v1/promises", PROMISE)
    assert made["cash_flow"]["carried"] == "yes"
    assert _trial(alice)["carried"] == "yes"
    assert _trial(alice, is_another=True)["carried"] == "no"
    alice.post(f"/v1/promises/{made['id']}/break")
    assert alice.post("/v1/promises", PROMISE).status_code == 201


def test_a_promise_sent_twice_is_made_once(alice: Borrower) -> None:
    for _ in range(2):
        assert alice.post("/v1/promises", PROMISE, headers={"Idempotency-Key": "p"}).status_code == 201
    assert len(alice.get("/v1/promises").json["items"]) == 1
