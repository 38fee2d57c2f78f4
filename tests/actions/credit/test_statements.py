"""Statements as they come: corrected, out of order, twice a month, of nothing, or with older debts in them."""

import pytest

from tests.actions.conftest import Known, brief, card_of, due, dues, pay, state

NOVEMBER, DECEMBER = "2026-11-23", "2026-12-23"


@pytest.fixture
def card(alice: Known) -> str:
    return card_of(alice)


def _correct(alice: Known, statement: dict[str, object], **fields: object) -> dict[str, object]:
    answer = alice.patch(f"/v1/statements/{statement['id']}", fields)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def test_a_minimum_corrected_upwards_opens_what_a_payment_had_settled(alice: Known, card: str) -> None:
    statement = state(alice, card, "2026-11-05", 50_000)
    pay(alice, card, 50_000)
    _correct(alice, statement, minimum_due=60_000)
    found = due(alice, NOVEMBER)
    assert (found["state"], found["outstanding"]) == ("open", 10_000)
    assert found["next_reminder_at"]
    _correct(alice, statement, minimum_due=40_000)
    assert due(alice, NOVEMBER)["state"] == "met"
    assert alice.get("/v1/payments").json["items"][0]["unallocated"] == 10_000


def test_a_minimum_corrected_below_its_past_due_part_never_asks_for_less_than_nothing(
    alice: Known, card: str
) -> None:
    statement = state(alice, card, "2026-11-05", 50_000, past_due_included=40_000)
    corrected = _correct(alice, statement, minimum_due=30_000)
    assert corrected["past_due_included"] == 30_000
    assert due(alice, NOVEMBER)["amount"] == 30_000, "no older due asks for the part, so this one does"
    path = f"/v1/statements/{statement['id']}"
    assert alice.patch(path, {"past_due_included": 30_001}).status_code == 422


def test_an_unpaid_minimum_that_comes_back_is_not_asked_for_twice(alice: Known, card: str) -> None:
    state(alice, card, "2026-10-05", 50_000, balance=90_000)
    later = state(alice, card, "2026-11-05", 60_000, balance=100_000)
    assert later["past_due_included"] == 50_000
    assert brief(alice)[:2] == [("2026-10-23", 50_000, "missed"), (NOVEMBER, 10_000, "open")]


def test_what_was_paid_after_the_closing_date_was_still_past_due_on_it(alice: Known, card: str) -> None:
    state(alice, card, "2026-10-05", 50_000, balance=90_000)
    pay(alice, card, 50_000, "2026-11-10T04:00:00Z")
    assert state(alice, card, "2026-11-05", 60_000, balance=100_000)["past_due_included"] == 50_000
    assert brief(alice)[:2] == [("2026-10-23", 50_000, "met"), (NOVEMBER, 10_000, "open")]


def test_an_older_statement_entered_late_is_taken_out_of_the_later_one(alice: Known, card: str) -> None:
    state(alice, card, "2026-11-05", 60_000, balance=100_000)
    state(alice, card, "2026-10-05", 50_000, balance=90_000)
    assert brief(alice)[:2] == [("2026-10-23", 50_000, "missed"), (NOVEMBER, 10_000, "open")]


def test_an_older_payment_entered_late_puts_the_later_minimum_right(alice: Known, card: str) -> None:
    state(alice, card, "2026-10-05", 50_000)
    state(alice, card, "2026-11-05", 60_000)
    paid = pay(alice, card, 50_000, "2026-10-20T04:00:00Z")
    assert brief(alice)[:2] == [("2026-10-23", 50_000, "met"), (NOVEMBER, 60_000, "open")]
    assert alice.post(f"/v1/payments/{paid['id']}/reverse").status_code == 200
    assert brief(alice)[:2] == [("2026-10-23", 50_000, "missed"), (NOVEMBER, 60_000, "open")]


def test_a_past_due_part_that_was_typed_stands(alice: Known, card: str) -> None:
    state(alice, card, "2026-10-05", 50_000)
    state(alice, card, "2026-11-05", 60_000, past_due_included=20_000)
    pay(alice, card, 50_000, "2026-10-20T04:00:00Z")
    assert due(alice, NOVEMBER)["amount"] == 40_000


def test_two_statements_in_one_month_are_two_dues(alice: Known, card: str) -> None:
    state(alice, card, "2026-11-05", 50_000)
    second = state(alice, card, "2026-11-18", 20_000, due_on="2026-12-08", past_due_included=0)
    assert second["period_key"] == "2026-11-18"
    assert [item["due_on"] for item in dues(alice)][:3] == [NOVEMBER, "2026-12-08", DECEMBER]


def test_one_statement_entered_twice_is_refused(alice: Known, card: str) -> None:
    state(alice, card, "2026-11-05", 50_000)
    body = {"card_id": card, "closes_on": "2026-11-07", "balance": 1, "minimum_due": 1}
    assert alice.post("/v1/statements", body).status_code == 409


def test_a_closing_date_moves_but_not_onto_another_statement(alice: Known, card: str) -> None:
    statement = state(alice, card, "2026-11-05", 50_000)
    assert _correct(alice, statement, closes_on="2026-11-08")["closes_on"] == "2026-11-08"
    path = f"/v1/statements/{statement['id']}"
    assert alice.patch(path, {"closes_on": "2026-12-01", "due_on": "2026-12-20"}).status_code == 409
    assert alice.patch(path, {"due_on": "2026-11-08"}).status_code == 422


def test_a_closing_date_after_the_predicted_due_date_predicts_anew(alice: Known) -> None:
    card = card_of(alice, statement_day=5, due={"fixed_day": 8})
    entered = state(alice, card, "2026-12-09", 50_000)
    assert entered["due_on"] == "2027-01-08"


@pytest.mark.parametrize("balance", [0, -12_345])
def test_nothing_owed_is_met_by_itself_and_never_late(alice: Known, card: str, balance: int) -> None:
    state(alice, card, "2026-10-05", 0, balance=balance)
    found = due(alice, "2026-10-23")
    assert (found["state"], found["amount"], found["late"]) == ("met", 0, False)


def test_a_minimum_above_the_balance_is_refused(alice: Known, card: str) -> None:
    body = {"card_id": card, "closes_on": "2026-11-05", "balance": 1000, "minimum_due": 1001}
    assert alice.post("/v1/statements", body).status_code == 422


def test_an_estimate_is_of_the_balance_at_its_own_closing_date(alice: Known, card: str) -> None:
    state(alice, card, "2026-10-05", 50_000)
    pay(alice, card, 50_000, "2026-10-20T04:00:00Z")
    assert due(alice, NOVEMBER)["amount"] == 45_000
    pay(alice, card, 41_000, "2026-11-20T04:00:00Z")
    found = due(alice, NOVEMBER)
    assert (found["amount"], found["state"]) == (45_000, "open"), "paying some does not lower what is asked"
    assert due(alice, DECEMBER)["amount"] == 40_900


def test_an_estimate_asks_for_what_is_over_the_limit(alice: Known, card: str) -> None:
    state(alice, card, "2026-10-05", 500_000, balance=5_100_000)
    assert due(alice, NOVEMBER)["amount"] == 610_000


def test_a_statement_long_past_is_late_and_what_was_paid_since_settles_it(alice: Known, card: str) -> None:
    pay(alice, card, 30_000, "2026-02-01T04:00:00Z")
    pay(alice, card, 20_000, "2025-12-31T04:00:00Z")
    state(alice, card, "2026-01-05", 50_000)
    found = dues(alice)[0]
    assert (found["due_on"], found["state"], found["allocated"]) == ("2026-01-23", "missed", 30_000)
