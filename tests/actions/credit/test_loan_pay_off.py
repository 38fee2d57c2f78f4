"""A loan is silent once it is paid off, and not before: what is known to be owed on its day is asked for."""

from random import Random
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.actions.conftest import Known, dues, loan_of, pay, roll
from tests.moved_clock import MovedClock

INSTALMENT = 106_619
A_DAY = 400  # 12,000.00 at 1 % a month, of which a day is a thirtieth


def _pay_off(alice: Known, loan: str, amount: int, **fields: Any) -> TestResponse:
    return alice.post("/v1/payments", {"account_id": loan, "amount": amount, "meant_as": "pay_off", **fields})


def _quote(alice: Known, loan: str, on: str = "") -> dict[str, Any]:
    return dict(alice.get(f"/v1/loans/{loan}/pay-off" + (f"?on={on}" if on else "")).json)


def _status(alice: Known, loan: str) -> str:
    return str(alice.get(f"/v1/loans/{loan}").json["status"])


def _open(alice: Known) -> list[tuple[Any, ...]]:
    return [(item["due_on"], item["outstanding"]) for item in dues(alice, "&state=open,missed")]


def test_the_principal_without_its_interest_does_not_pay_a_loan_off(alice: Known, clock: MovedClock) -> None:
    loan = loan_of(alice)
    roll(alice, clock, 12)  # 6 December: 26 days of thirty
    assert _quote(alice, loan)["amount"] == 1_210_400
    refused = _pay_off(alice, loan, 1_200_000)
    assert (refused.status_code, refused.json["reason"]) == (422, "pay-off-too-small")
    assert refused.json["errors"][0]["field"] == "amount"
    assert "1210400" in refused.json["detail"]
    assert "settled" in refused.json["detail"]
    assert _status(alice, loan) == "open"
    assert _open(alice)[0] == ("2026-12-10", INSTALMENT)


def test_the_quote_tells_the_days_own_interest_and_what_leaves_it_out_leaves_nothing_open(
    alice: Known, clock: MovedClock
) -> None:
    loan = loan_of(alice)
    roll(alice, clock, 12)
    quote = _quote(alice, loan)
    assert (quote["interest"], quote["interest_of_day"]) == (10_400, A_DAY)
    assert _pay_off(alice, loan, quote["amount"] - quote["interest_of_day"] - 1).status_code == 422
    assert _pay_off(alice, loan, quote["amount"] - 1).status_code == 201
    assert {(item["state"], item["outstanding"]) for item in dues(alice)} == {("cancelled", 0)}
    assert _quote(alice, loan)["interest_of_day"] == 0


@pytest.mark.parametrize("more", [-A_DAY, 0, 5_000])
def test_the_quote_pays_off_and_so_does_what_leaves_out_the_day_itself(
    alice: Known, clock: MovedClock, more: int
) -> None:
    loan = loan_of(alice)
    roll(alice, clock, 12)
    assert _pay_off(alice, loan, 1_210_400 - A_DAY - 1).status_code == 422
    assert _pay_off(alice, loan, 1_210_400 + more).status_code == 201
    assert _status(alice, loan) == "paid_off"
    assert _open(alice) == []
    assert _quote(alice, loan)["amount"] == 0


def test_a_penalty_that_the_contract_names_is_part_of_what_is_owed(alice: Known, clock: MovedClock) -> None:
    loan = loan_of(alice, prepayment_fee_bp=100)
    roll(alice, clock, 12)
    quote = _quote(alice, loan)  # one per cent of 12,000.00 beside 104.00 of interest
    assert (quote["penalty"], quote["amount"]) == (12_000, 1_222_400)
    refused = _pay_off(alice, loan, 1_210_400)
    assert (refused.status_code, refused.json["reason"]) == (422, "pay-off-too-small")
    assert "1222400" in refused.json["detail"]
    asked = pay(alice, loan, 1_210_400)["question"]["choices"][-1]
    assert (asked["meant_as"], "CN¥120.00" in asked["text"]) == ("pay_off", True), asked
    assert _pay_off(alice, loan_of(alice, prepayment_fee_bp=100), 1_222_400).status_code == 201


def test_a_pay_off_is_measured_by_its_own_day(alice: Known, clock: MovedClock) -> None:
    loan = loan_of(alice)
    roll(alice, clock, 12)
    then = {"paid_at": "2026-11-24T09:00:00Z"}  # 14 days of thirty: 56.00
    assert _pay_off(alice, loan, 1_205_600 - A_DAY - 1, **then).status_code == 422
    assert _pay_off(alice, loan, 1_205_600, **then).status_code == 201


def test_who_is_asked_whether_all_is_paid_off_is_told_what_looks_open(
    alice: Known, clock: MovedClock
) -> None:
    loan = loan_of(alice)
    roll(alice, clock, 12)
    paid = pay(alice, loan, 1_200_000)
    assert _open(alice) == [("2026-12-10", 10_400)]
    said = paid["question"]["choices"][-1]
    assert (said["meant_as"], said["assumed"]) == ("pay_off", False)
    assert said["text"] == (
        "It paid the whole loan off: the lender gave up CN¥104.00 of interest or fees that look open"
    )


def test_principal_that_is_left_is_no_pay_off_later_either(alice: Known, clock: MovedClock) -> None:
    loan = loan_of(alice)
    roll(alice, clock, 12)
    paid = pay(alice, loan, 1_199_000)
    answer = alice.post(f"/v1/payments/{paid['id']}/meaning", {"meant_as": "pay_off"})
    assert (answer.status_code, answer.json["reason"]) == (422, "pay-off-too-small")
    assert _status(alice, loan) == "open"


@pytest.mark.parametrize(("on", "interest"), [("2026-11-24", 5_600), ("2026-12-01", 8_400)])
def test_interest_runs_to_the_day_though_the_coming_instalment_is_paid(
    alice: Known, on: str, interest: int
) -> None:
    loan = loan_of(alice)
    pay(alice, loan, INSTALMENT)
    quote = _quote(alice, loan, on)
    assert (quote["past_due"], quote["principal"], quote["interest"]) == (0, 1_200_000 - INSTALMENT, interest)
    assert quote["amount"] == 1_200_000 + interest - INSTALMENT


def test_a_payment_that_bounces_takes_the_pay_off_behind_it_along(alice: Known, clock: MovedClock) -> None:
    loan = loan_of(alice)
    roll(alice, clock, 16)
    first = pay(alice, loan, INSTALMENT)
    roll(alice, clock, 20)
    assert _pay_off(alice, loan, _quote(alice, loan)["amount"]).status_code == 201
    assert alice.post(f"/v1/payments/{first['id']}/reverse").status_code == 200
    assert _status(alice, loan) == "open"
    assert sum(outstanding for _, outstanding in _open(alice)) >= INSTALMENT


@pytest.mark.parametrize("seed", range(6))
def test_what_is_quoted_pays_off_and_less_does_not_after_random_months(
    alice: Known, clock: MovedClock, seed: int
) -> None:
    chance = Random(seed)
    repayment = ("equal_instalment", "equal_principal", "interest_only", "bullet")[seed % 4]
    loan = loan_of(alice, repayment=repayment)
    for _ in range(5):
        roll(alice, clock, chance.randrange(1, 25))
        said = chance.choice([{}, {"meant_as": "paid_ahead"}, {"meant_as": "extra_principal"}])
        amount = chance.choice([INSTALMENT, chance.randrange(1, 150_000)])
        alice.made("/v1/payments", {"account_id": loan, "amount": amount, **said})
    roll(alice, clock, chance.randrange(1, 25))
    amount = _quote(alice, loan)["amount"]
    assert _pay_off(alice, loan, amount - A_DAY - 100).status_code == 422
    assert _pay_off(alice, loan, amount).status_code == 201
    assert _open(alice) == []
