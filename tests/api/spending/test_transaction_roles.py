"""What a transaction is, by the borrower's word: of one, of those like it, and in parts; each can be taken back."""

from typing import Any

import pytest

from backend.actions.spending.transaction_roles import SAYABLE
from tests.api.conftest import Borrower
from tests.api.spending.files import read, transactions
from tests.api.spending.test_transaction_links import account, line, spent, told
from tests.moved_clock import MovedClock

HEAD = "Date,Description,Amount,Balance\n"
FILE = (
    HEAD + "2026-11-02,JANE DOE 12,-50.00,950.00\n2026-11-09,JANE DOE 13,-60.00,890.00\n"
    "2026-11-10,ALDI,-5.00,885.00\n"
)
NEXT = HEAD + "2026-11-16,JANE DOE 14,-70.00,815.00\n2026-11-17,JANE DOE 15,300.00,1115.00\n"


def roles(borrower: Borrower, query: str = "") -> list[str]:
    return [each["role"] for each in transactions(borrower, query)]


@pytest.mark.parametrize("role", SAYABLE)
def test_a_role_is_said_of_one_transaction_and_taken_back(role: str, alice: Borrower) -> None:
    home = account(alice)
    one, other = (line(alice, home, "2026-11-10", amount, "ALDI") for amount in (-500, -700))
    answer = alice.post(f"/v1/transactions/{one}/role", {"role": role})
    assert answer.status_code == 200, answer.text
    assert answer.json["changed"] == (role != "spending")
    assert (answer.json["transaction"]["role"], answer.json["transaction"]["said_role"]) == (role, role)
    assert told(alice, other) == [("spending", False)]
    assert alice.delete(f"/v1/transactions/{one}/role").status_code == 204
    assert told(alice, one) == [("spending", False)]
    assert alice.delete(f"/v1/transactions/{one}/role").status_code == 409


def test_a_correction_is_learned_for_like_rows_backwards_and_from_now_on(
    alice: Borrower, clock: MovedClock
) -> None:
    read(alice, clock, FILE)
    first = transactions(alice)[0]
    answer = alice.post(f"/v1/transactions/{first['id']}/role", {"role": "transfer", "scope": "account"})
    assert answer.json["changed"] == 2
    assert roles(alice) == ["transfer", "transfer", "spending"]
    read(alice, clock, NEXT)
    assert roles(alice) == ["transfer", "transfer", "spending", "transfer", "income"], "in its direction only"
    [rule] = alice.get("/v1/role-rules").json["items"]
    assert (rule["role"], rule["sign"], rule["account_id"]) == ("transfer", "out", first["account_id"])
    assert alice.delete(f"/v1/role-rules/{rule['id']}").status_code == 204
    assert roles(alice) == ["transfer", "spending", "spending", "spending", "income"], "what was said stays"


def test_a_rule_of_one_account_is_silent_in_another(alice: Borrower) -> None:
    one, other = account(alice), account(alice)
    first = line(alice, one, "2026-11-10", -500, "Jane Doe")
    alice.post(f"/v1/transactions/{first}/role", {"role": "transfer", "scope": "account"})
    here, there = (line(alice, each, "2026-11-12", -700, "Jane Doe") for each in (one, other))
    assert [role for role, _ in told(alice, here, there)] == ["transfer", "spending"]
    alice.post(f"/v1/transactions/{first}/role", {"role": "exchange", "scope": "everywhere"})
    assert [role for role, _ in told(alice, here, there)] == ["exchange", "exchange"]


def test_what_was_said_of_one_is_not_overruled_by_a_later_rule(alice: Borrower) -> None:
    home = account(alice)
    one, other = (line(alice, home, f"2026-11-1{day}", -500, "Jane Doe") for day in (0, 1))
    alice.post(f"/v1/transactions/{one}/role", {"role": "spending"})
    alice.post(f"/v1/transactions/{other}/role", {"role": "transfer", "scope": "everywhere"})
    assert [role for role, _ in told(alice, one, other)] == ["spending", "transfer"]


@pytest.mark.parametrize(
    "body", [{"role": "split"}, {"role": "gift"}, {"role": "transfer", "scope": "all"}, {}]
)
def test_a_role_that_cannot_be_said_is_refused(body: dict[str, Any], alice: Borrower) -> None:
    one = line(alice, account(alice), "2026-11-10", -500, "ALDI")
    assert alice.post(f"/v1/transactions/{one}/role", body).status_code == 422


def split(borrower: Borrower, row: str, *parts: dict[str, Any]) -> list[dict[str, Any]]:
    answer = borrower.post(f"/v1/transactions/{row}/split", {"parts": list(parts)})
    assert answer.status_code == 201, answer.text
    return list(answer.json["items"])


def test_a_split_counts_its_parts_and_moves_the_balance_once(alice: Borrower) -> None:
    home = account(alice, balance=100_000, balance_on="2026-11-09")
    row = line(alice, home, "2026-11-10", -10_000, "Walmart")
    parts = split(
        alice,
        row,
        {"amount": -6000, "category": "food.groceries"},
        {"amount": -4000, "category": "leisure.games"},
    )
    assert [(part["amount"], part["category"], part["role"], part["part_of"]) for part in parts] == [
        (-6000, "food.groceries", "spending", row),
        (-4000, "leisure.games", "spending", row),
    ]
    assert (told(alice, row), spent(alice)) == ([("split", False)], 10_000)
    assert alice.get("/v1/cash-flow?currency=CNY&days=30").json["balance"] == 90_000
    assert alice.delete(f"/v1/transactions/{row}/split").status_code == 204
    assert (told(alice, row), spent(alice), len(transactions(alice))) == ([("spending", False)], 10_000, 1)


def test_a_deposit_given_back_at_the_till_takes_some_of_the_purchase_back(alice: Borrower) -> None:
    row = line(alice, account(alice), "2026-11-10", -5871, "Corner Market")
    parts = split(alice, row, {"amount": -6000}, {"amount": 129})
    assert ([part["role"] for part in parts], spent(alice)) == (["spending", "refund"], 5871)


def test_part_of_what_came_in_pays_back_a_bill_and_the_split_is_undone_with_it(alice: Borrower) -> None:
    home = account(alice)
    bill = line(alice, home, "2026-11-02", -5000, "Dr. Meyer", category="health.medical")
    came = line(alice, home, "2026-11-20", 20_000, "ACME Ltd")
    _, part = split(alice, came, {"amount": 16_000, "role": "income"}, {"amount": 4000})
    alice.made(f"/v1/transactions/{bill}/reimbursed-by", {"transaction_id": part["id"]})
    assert spent(alice) == 1000
    alice.delete(f"/v1/transactions/{came}/split")
    assert (spent(alice), told(alice, came)) == (5000, [("income", False)])


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([{"amount": -6000}, {"amount": -3999}], "parts-sum"),
        ([{"amount": -10_000}, {"amount": 0}], "part-empty"),
    ],
)
def test_parts_that_do_not_sum_exactly_are_refused(
    parts: list[dict[str, Any]], reason: str, alice: Borrower
) -> None:
    row = line(alice, account(alice), "2026-11-10", -10_000, "Walmart")
    answer = alice.post(f"/v1/transactions/{row}/split", {"parts": parts})
    assert (answer.status_code, answer.json["reason"]) == (422, reason)
    assert alice.post(f"/v1/transactions/{row}/split", {"parts": [{"amount": -10_000}]}).status_code == 422
    assert len(transactions(alice)) == 1


def test_what_is_split_is_not_split_again_nor_given_a_role(alice: Borrower) -> None:
    row = line(alice, account(alice), "2026-11-10", -10_000, "Walmart")
    parts = split(alice, row, {"amount": -6000}, {"amount": -4000})
    body = {"parts": [{"amount": -3000}, {"amount": -3000}]}
    assert alice.post(f"/v1/transactions/{parts[0]['id']}/split", body).status_code == 409
    assert alice.post(f"/v1/transactions/{row}/split", body).status_code == 409
    assert alice.post(f"/v1/transactions/{row}/role", {"role": "transfer"}).status_code == 409


def test_the_same_file_again_does_not_bring_back_what_was_split(alice: Borrower, clock: MovedClock) -> None:
    read(alice, clock, FILE)
    row = transactions(alice)[0]
    split(alice, row["id"], {"amount": -2000}, {"amount": -3000})
    assert read(alice, clock, FILE)["counts"] == {"added": 0, "duplicate": 3, "refused": 0}
    assert spent(alice, "USD") == 11_500


def test_the_later_word_holds_of_a_link_and_a_role(alice: Borrower) -> None:
    home = account(alice)
    bill = line(alice, home, "2026-11-02", -5000, "Dr. Meyer", category="health.medical")
    came = line(alice, home, "2026-11-20", 4000, "ACME Ltd")
    alice.post(f"/v1/transactions/{came}/role", {"role": "income"})
    alice.made(f"/v1/transactions/{came}/refund-of", {"transaction_id": bill})
    assert (told(alice, came), spent(alice)) == ([("refund", False)], 1000)
    alice.post(f"/v1/transactions/{came}/role", {"role": "income"})
    assert (told(alice, came), spent(alice)) == ([("income", False)], 5000)
