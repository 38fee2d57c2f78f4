"""What two people found who knew the documents alone."""

import pytest

from tests.actions.conftest import Known, card_of, loan_of, state


@pytest.mark.parametrize("day", [8, 14, 20, 23])
def test_the_quoted_sum_pays_a_loan_off_whatever_day_it_falls_due_on(alice: Known, day: int) -> None:
    loan = loan_of(alice, principal=12_000_000, rate_bp=600, instalments=36, first_due_on=f"2026-06-{day:02}")
    quoted = alice.get(f"/v1/loans/{loan}/pay-off").json
    assert quoted["past_due"] == 0
    alice.made("/v1/payments", {"account_id": loan, "amount": quoted["amount"], "meant_as": "pay_off"})
    assert alice.get(f"/v1/loans/{loan}").json["status"] == "paid_off"
    again = {"account_id": loan, "amount": quoted["amount"], "meant_as": "pay_off"}
    assert alice.post("/v1/payments", again).status_code == 409


def test_money_said_to_be_principal_is_all_principal(alice: Known) -> None:
    loan = loan_of(alice, principal=12_000_000, rate_bp=600, instalments=36, first_due_on="2026-06-20")
    body = {"account_id": loan, "amount": 1_000_000, "meant_as": "extra_principal"}
    paid = alice.made("/v1/payments", body)
    assert (paid["extra_principal"], paid["earlier_instalments"]) == (1_000_000, 0)


def test_no_loan_is_paid_off_in_the_past(alice: Known) -> None:
    answer = alice.get(f"/v1/loans/{loan_of(alice)}/pay-off?on=2020-01-01")
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "on")


def test_an_instalment_plan_begins_before_its_first_part(alice: Known) -> None:
    card = card_of(alice)
    state(alice, card, "2026-11-05", 100_000)
    body = {"principal": 600_000, "parts": 12, "first_closes_on": "2026-12-05", "taken_from": "balance"}
    answer = alice.post(f"/v1/cards/{card}/instalment-plans", {**body, "started_on": "2027-05-05"})
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "started_on")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2201-01-01"])
def test_a_transaction_of_no_time_is_refused(alice: Known, day: str) -> None:
    account = alice.made("/v1/cash-accounts", {"name": "x", "currency": "CNY"})["id"]
    answer = alice.post("/v1/transactions", {"account_id": account, "booked_on": day, "amount": -100})
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "booked_on")


def test_a_plan_that_funds_nothing_is_not_certain(alice: Known) -> None:
    alice.made("/v1/cash-accounts", {"name": "x", "currency": "CNY", "balance": 100})
    state(alice, card_of(alice), "2026-11-05", 100_000, due_on="2026-12-10")
    plan = alice.made("/v1/cut-plans", {"currency": "CNY"})
    assert (plan["feasible"], plan["holds"], plan["certain"]) == (False, False, False)


def test_money_long_before_the_first_instalment_leaves_it_due(alice: Known) -> None:
    loan = loan_of(alice, first_due_on="2026-12-23")
    paid = alice.made("/v1/payments", {"account_id": loan, "amount": 300_000})
    assert (paid["extra_principal"], paid["question"]["amount"]) == (300_000, 300_000)
    [first, *_] = alice.get(f"/v1/deadlines?account_id={loan}").json["items"]
    assert (first["due_on"], first["state"]) == ("2026-12-23", "open")
    assert first["next_reminder_at"]
