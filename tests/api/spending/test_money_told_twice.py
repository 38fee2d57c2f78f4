"""Money that is typed and that a bank's file shows as well is one payment: it never meets the next due silently."""

from typing import Any

import pytest

from tests.api.conftest import CARD, LOAN, Borrower
from tests.api.spending.files import ALIPAY, read, transactions
from tests.moved_clock import MovedClock

INSTALMENT = 106_619


@pytest.fixture
def loan(alice: Borrower) -> str:
    terms = {**LOAN["terms"], "first_due_on": "2026-11-25"}
    return str(alice.made("/v1/loans", {**LOAN, "terms": terms})["id"])


def line_of(alice: Borrower, amount: int, booked_on: str = "2026-11-20") -> str:
    account = alice.made("/v1/cash-accounts", {"name": "A", "currency": "CNY"})["id"]
    body = {"account_id": account, "booked_on": booked_on, "amount": -amount, "counterparty": "Lender"}
    return str(alice.made("/v1/transactions", body)["id"])


def paid(loan: str, amount: int = INSTALMENT) -> dict[str, Any]:
    return {"account_id": loan, "amount": amount, "paid_at": "2026-11-20T12:00:00+08:00"}


def met(alice: Borrower) -> int:
    return len(alice.get("/v1/deadlines?state=met&limit=200").json["items"])


@pytest.mark.parametrize("booked_on", ["2026-11-18", "2026-11-20", "2026-11-23"])
def test_a_line_of_what_was_typed_is_no_second_payment(alice: Borrower, loan: str, booked_on: str) -> None:
    typed = alice.made("/v1/payments", paid(loan))
    line = line_of(alice, INSTALMENT, booked_on)
    answer = alice.post(f"/v1/transactions/{line}/payment", {"account_id": loan})
    assert (answer.status_code, answer.json["reason"]) == (409, "payment-told-already")
    assert typed["id"] in answer.json["detail"]
    assert (met(alice), len(alice.get("/v1/payments").json["items"])) == (1, 1)
    other = alice.post(f"/v1/transactions/{line}/payment", {"account_id": loan, "is_another": True})
    assert (other.status_code, other.json["amount"]) == (201, INSTALMENT)


@pytest.mark.parametrize(
    ("amount", "booked_on"), [(INSTALMENT + 1, "2026-11-20"), (INSTALMENT, "2026-11-14")]
)
def test_another_amount_or_another_week_is_another_payment(
    alice: Borrower, loan: str, amount: int, booked_on: str
) -> None:
    alice.made("/v1/payments", paid(loan))
    line = line_of(alice, amount, booked_on)
    assert alice.post(f"/v1/transactions/{line}/payment", {"account_id": loan}).status_code == 201


def test_what_was_taken_back_is_told_by_nobody(alice: Borrower, loan: str) -> None:
    typed = alice.made("/v1/payments", paid(loan))
    alice.post(f"/v1/payments/{typed['id']}/reverse")
    line = line_of(alice, INSTALMENT)
    assert alice.post(f"/v1/transactions/{line}/payment", {"account_id": loan}).status_code == 201


def test_what_is_typed_after_its_line_is_no_second_payment(alice: Borrower, loan: str) -> None:
    line = line_of(alice, INSTALMENT)
    assert alice.post(f"/v1/transactions/{line}/payment", {"account_id": loan}).status_code == 201
    answer = alice.post("/v1/payments", paid(loan))
    assert (answer.status_code, answer.json["reason"]) == (409, "payment-told-already")
    assert (met(alice), len(alice.get("/v1/payments").json["items"])) == (1, 1)
    assert alice.post("/v1/payments", {**paid(loan), "is_another": True}).status_code == 201


@pytest.mark.parametrize("how", ["typed", "acknowledged"])
def test_a_cards_line_of_what_was_told_is_not_offered(alice: Borrower, clock: MovedClock, how: str) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    statement = {"card_id": card, "closes_on": "2026-10-05", "balance": 500_000, "minimum_due": 50_000}
    alice.made("/v1/statements", statement)
    at = {"amount": 50_000, "paid_at": "2026-11-03T10:00:00+08:00"}
    if how == "typed":
        alice.made("/v1/payments", {"account_id": card, **at})
    else:
        due = alice.get("/v1/deadlines?state=missed").json["items"][0]
        assert alice.post(f"/v1/deadlines/{due['id']}/acknowledge", at).status_code == 200
    [told] = alice.get("/v1/payments").json["items"]
    read(alice, clock, ALIPAY, "支付宝.csv")
    [line] = transactions(alice, "&role=repayment")
    assert (line["repays_account_id"], line["told_by_payment_id"]) == (None, told["id"])
    assert alice.post(f"/v1/transactions/{line['id']}/payment").status_code == 409
    alice.post(f"/v1/payments/{told['id']}/reverse")
    [line] = transactions(alice, "&role=repayment")
    assert (line["repays_account_id"], line["told_by_payment_id"]) == (card, None)


def test_a_refund_that_was_typed_is_no_second_one(alice: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    refund = {"account_id": card, "amount": 2_000, "kind": "refund", "paid_at": "2026-11-12T10:00:00+08:00"}
    alice.made("/v1/payments", refund)
    line = alice.made("/v1/transactions", {"account_id": card, "booked_on": "2026-11-13", "amount": 2_000})
    answer = alice.post(f"/v1/transactions/{line['id']}/refund")
    assert (answer.status_code, answer.json["reason"]) == (409, "payment-told-already")
    assert alice.post(f"/v1/transactions/{line['id']}/refund", {"is_another": True}).status_code == 201
