"""Which line of a ledger can be a payment: money that left an account with cash, booked by today."""

from typing import Any

import pytest

from tests.api.conftest import CARD, Borrower
from tests.api.spending.test_transaction_links import account, line


def accepted(alice: Borrower, row: str, card: str) -> tuple[int, str]:
    answer = alice.post(f"/v1/transactions/{row}/payment", {"account_id": card})
    return answer.status_code, str(answer.json.get("reason"))


def owed_to(alice: Borrower) -> str:
    card = alice.made("/v1/cards", CARD)["id"]
    statement = {"card_id": card, "closes_on": "2026-11-05", "balance": 100_000, "minimum_due": 10_000}
    alice.made("/v1/statements", statement)
    return str(card)


@pytest.mark.parametrize(
    ("on", "amount", "of_card", "reason"),
    [
        ("2026-11-20", 10_000, False, "repayment-moved-no-money"),  # a salary
        ("2026-11-20", -10_777, True, "repayment-moved-no-money"),  # a purchase on the card itself
        ("2026-11-20", 0, False, "repayment-moved-no-money"),
    ],
)
def test_what_is_no_payment_meets_no_due(
    alice: Borrower, on: str, amount: int, of_card: bool, reason: str
) -> None:
    card = owed_to(alice)
    row = line(alice, card if of_card else account(alice, "CNY"), on, amount, "Apple Store")
    assert accepted(alice, row, card) == (422, reason)
    assert alice.get("/v1/payments").json["items"] == []


def test_no_line_is_typed_of_a_day_that_has_not_begun(alice: Borrower) -> None:
    body = {"account_id": account(alice, "CNY"), "booked_on": "2026-11-26", "amount": -500_000}
    refused = alice.post("/v1/transactions", body)
    assert (refused.status_code, refused.json["reason"]) == (422, "date-in-future")
    assert refused.json["errors"][0]["field"] == "booked_on"
    assert alice.post("/v1/transactions", body | {"pending": True}).status_code == 201


def test_a_pending_line_is_no_payment_yet(alice: Borrower) -> None:
    card = owed_to(alice)
    pending: dict[str, Any] = {
        "account_id": account(alice, "CNY"),
        "booked_on": "2026-11-20",
        "amount": -10_000,
        "pending": True,
    }
    row = alice.made("/v1/transactions", pending)["id"]
    assert accepted(alice, row, card) == (422, "repayment-not-booked")


@pytest.mark.parametrize(("of_card", "amount"), [(False, -10_000), (True, 10_000)])
def test_what_left_the_bank_or_came_to_the_card_is_one(alice: Borrower, of_card: bool, amount: int) -> None:
    card = owed_to(alice)
    row = line(alice, card if of_card else account(alice, "CNY"), "2026-11-20", amount, "还款")
    assert accepted(alice, row, card)[0] == 201
