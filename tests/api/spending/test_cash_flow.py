"""The cash flow over HTTP: what it counts, that it adds up, and what it says where it knows too little."""

import pytest

from tests.api.conftest import CARD, Borrower
from tests.api.spending.household import household


@pytest.fixture
def flow(alice: Borrower) -> dict:
    household(alice)
    assert alice.post("/v1/recurring/search").status_code == 200
    answer = alice.get("/v1/cash-flow?days=30")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def test_every_days_parts_sum_to_its_balance(flow: dict) -> None:
    balance = flow["balance"]
    for day in flow["days"]:
        balance += day["income"] + day["fixed"] + day["typical"] + day["dues"]
        assert day["expected"] == balance
        assert day["low"] <= day["expected"] <= day["high"]


def test_what_repeats_comes_on_its_days(flow: dict) -> None:
    found = {(each["on"], each["amount"]) for each in flow["flows"]}
    assert found == {("2026-12-01", -200_000), ("2026-12-06", 500_000), ("2026-12-15", -2_500)}


def test_what_repeats_is_no_habit_besides(flow: dict) -> None:
    habits = {each["category"]: each["expected"] for each in flow["typical"]}
    assert set(habits) == {"food.eating_out", "food.groceries"}
    assert habits["food.eating_out"] % 2_000 == 0
    assert 90_000 < habits["food.eating_out"] < 115_000


def test_the_minimum_is_named_and_its_shortfall_told(flow: dict) -> None:
    [funding] = [each for each in flow["fundings"] if each["on"] == "2026-12-05"]
    [day] = [each for each in flow["days"] if each["on"] == "2026-12-05"]
    assert (funding["name"], funding["amount"], funding["funded"]) == ("Bank A", 100_000, "no")
    assert funding["shortfall"] == -day["expected"] > 0


def test_without_a_known_balance_it_says_what_to_set(alice: Borrower) -> None:
    answer = alice.get("/v1/cash-flow")
    assert (answer.status_code, "POST /v1/cash-accounts" in answer.json["detail"]) == (409, True)
    alice.made("/v1/cash-accounts", {"name": "Wallet", "currency": "CNY"})
    answer = alice.get("/v1/cash-flow")
    assert (answer.status_code, "Wallet" in answer.json["detail"]) == (409, True)


def test_of_several_currencies_one_is_asked_for(alice: Borrower) -> None:
    for currency in ("CNY", "USD"):
        alice.made("/v1/cash-accounts", {"name": currency, "currency": currency, "balance": 5})
    assert alice.get("/v1/cash-flow").json["errors"][0]["field"] == "currency"
    assert alice.get("/v1/cash-flow?currency=USD").json["balance"] == 5


def test_a_minimum_nobody_knows_is_named_and_in_no_sum(alice: Borrower) -> None:
    household(alice)
    alice.made("/v1/cards", CARD)
    flow = alice.get("/v1/cash-flow?days=90").json
    assert {each["name"] for each in flow["amount_unknown"]} == {CARD["issuer"]}
    assert not {each["deadline_id"] for each in flow["amount_unknown"]} & {
        each["due_id"] for each in flow["fundings"]
    }


def test_the_picture_is_the_borrowers_language_and_runs_nothing(alice: Borrower) -> None:
    household(alice)
    answer = alice.get("/v1/cash-flow.svg?theme=dark")
    assert answer.content_type == "image/svg+xml; charset=utf-8"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Bank A" in answer.text and "<script" not in answer.text
    alice.patch("/v1/me", {"locale": "zh-CN"})
    assert "每日余额" in alice.get("/v1/cash-flow.svg").text
