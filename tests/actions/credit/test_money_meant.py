"""Every payment on a card counts for some due, or the borrower is asked which: no money is lost, none is guessed."""

from typing import Any

import pytest

from tests.actions.conftest import Known, card_of, due, pay, state
from tests.api.conftest import CARD

NOVEMBER, DECEMBER = "2026-11-23", "2026-12-23"


@pytest.fixture
def card(alice: Known) -> str:
    return card_of(alice)


def _codes(alice: Known) -> list[str]:
    accounts = alice.get("/v1/standing").json["accounts"]
    return [asked["code"] for account in accounts for asked in account["questions"]]


def _payment(alice: Known, paid: dict[str, Any]) -> dict[str, Any]:
    return dict(alice.get(f"/v1/payments/{paid['id']}").json)


# The closing day is 5 November in Shanghai, from 4 November 16:00 to 5 November 16:00 UTC.
@pytest.mark.parametrize(
    ("at", "counts", "asked"),
    [
        ("2026-11-01T15:59:59Z", False, False),  # four days ahead: in the balance
        ("2026-11-02T16:00:00Z", False, True),
        ("2026-11-04T16:00:00Z", False, True),
        ("2026-11-05T15:59:59Z", False, True),
        ("2026-11-05T16:00:00Z", True, False),
    ],
)
def test_f7_money_of_the_closing_day_is_asked_about_and_the_answer_settles_it(
    alice: Known, card: str, at: str, counts: bool, asked: bool
) -> None:
    state(alice, card, "2026-10-05", 0, balance=1_000)
    state(alice, card, "2026-11-05", 50_000)
    paid = pay(alice, card, 50_000, at)
    assert (due(alice, NOVEMBER)["state"] == "met") is counts
    assert (paid["question"] is not None, "payment_meant_for" in _codes(alice)) == (asked, asked)
    if not asked:
        return
    bill, none = paid["question"]["choices"]
    assert (bill["deadline_id"], none["deadline_id"]) == (due(alice, NOVEMBER)["id"], None)
    said = {name: bill[name] for name in ("meant_as", "deadline_id")}
    answer = alice.post(f"/v1/payments/{paid['id']}/meaning", said).json
    assert (answer["unallocated"], answer["question"], answer["deadline_id"]) == (
        0,
        None,
        bill["deadline_id"],
    )
    found = due(alice, NOVEMBER)
    assert (found["state"], found["closed_by"], found["next_reminder_at"]) == ("met", "payment", None)


def test_f7_said_to_be_in_the_balance_it_is_asked_about_no_more(alice: Known, card: str) -> None:
    state(alice, card, "2026-11-05", 50_000)
    paid = pay(alice, card, 50_000, "2026-11-05T04:00:00Z")
    assert alice.post(f"/v1/payments/{paid['id']}/meaning", {"meant_as": "due"}).json["question"] is None
    assert (due(alice, NOVEMBER)["state"], _codes(alice)) == ("open", [])


def test_f7_money_of_the_closing_day_pays_the_older_bill_first(alice: Known, card: str) -> None:
    state(alice, card, "2026-10-05", 50_000, balance=90_000)
    state(alice, card, "2026-11-05", 60_000, balance=100_000)
    paid = pay(alice, card, 50_000, "2026-11-05T04:00:00Z")
    assert (paid["unallocated"], due(alice, "2026-10-23")["state"]) == (0, "met")


def test_f11_money_before_its_statement_was_typed_counts_when_it_is(alice: Known, card: str) -> None:
    paid = pay(alice, card, 50_000, "2026-11-20T04:00:00Z")
    waiting = due(alice, NOVEMBER)
    assert (paid["unallocated"], waiting["allocated"], waiting["state"]) == (0, 50_000, "open")
    assert _codes(alice) == ["minimum_unknown"]
    state(alice, card, "2026-11-05", 50_000)
    found = due(alice, NOVEMBER)
    assert (found["state"], found["next_reminder_at"], _codes(alice)) == ("met", None, [])


def test_f11_a_statement_that_closed_later_than_expected_leaves_a_question(alice: Known, card: str) -> None:
    paid = pay(alice, card, 50_000, "2026-11-07T04:00:00Z")
    state(alice, card, "2026-11-08", 50_000, due_on="2026-11-26")
    assert _payment(alice, paid)["question"]["choices"][0]["deadline_id"] == due(alice, "2026-11-26")["id"]
    assert "payment_meant_for" in _codes(alice)


def test_money_beyond_a_minimum_within_its_cycle_is_no_question(alice: Known, card: str) -> None:
    state(alice, card, "2026-11-05", 50_000)
    paid = pay(alice, card, 500_000, "2026-11-20T04:00:00Z")
    assert (paid["unallocated"], paid["question"], _codes(alice)) == (450_000, None, [])


def test_money_is_meant_for_this_bill_though_an_older_one_is_open(alice: Known, card: str) -> None:
    state(alice, card, "2026-10-05", 50_000)
    state(alice, card, "2026-11-05", 48_000, balance=460_000)
    bill = due(alice, NOVEMBER)["id"]
    body = {"account_id": card, "amount": 60_000, "deadline_id": bill}
    paid = alice.made("/v1/payments", body)
    shares = {share["deadline_id"]: share["amount"] for share in paid["allocations"]}
    assert shares == {bill: 48_000, due(alice, "2026-10-23")["id"]: 12_000}
    back = alice.post(f"/v1/payments/{paid['id']}/meaning", {}).json
    assert {share["amount"] for share in back["allocations"]} == {50_000, 10_000}


def test_money_was_meant_for_that_card(alice: Known, card: str) -> None:
    other = card_of(alice, statement_day=6, due={"fixed_day": 24})
    state(alice, card, "2026-11-05", 50_000)
    state(alice, other, "2026-11-06", 30_000)
    paid = pay(alice, card, 50_000)
    bill = due(alice, "2026-11-24")["id"]
    moved = alice.post(f"/v1/payments/{paid['id']}/meaning", {"deadline_id": bill}).json
    assert (moved["account_id"], moved["allocations"]) == (other, [{"deadline_id": bill, "amount": 30_000}])
    assert (due(alice, NOVEMBER)["state"], due(alice, "2026-11-24")["state"]) == ("open", "met")


def test_a_bill_that_is_no_bill_of_the_account_is_refused(alice: Known, bob: Known, card: str) -> None:
    foreign = card_of(bob)
    assert foreign
    theirs = due(bob, NOVEMBER)["id"]
    dollars = alice.made(
        "/v1/cards", {**CARD, "currency": "USD", "terms": {**CARD["terms"], "statement_day": 7}}
    )
    for bill in ("dl_none", theirs):
        body = {"account_id": card, "amount": 1, "deadline_id": bill}
        assert alice.post("/v1/payments", body).status_code == 422
    paid = pay(alice, card, 1_000)
    other = [
        row
        for row in alice.get("/v1/deadlines?limit=200").json["items"]
        if row["account_id"] == dollars["id"]
    ]
    for bill in ("dl_none", theirs, other[0]["id"]):
        answer = alice.post(f"/v1/payments/{paid['id']}/meaning", {"deadline_id": bill})
        assert (answer.status_code, answer.get_json(force=True)["errors"][0]["field"]) == (422, "deadline_id")
