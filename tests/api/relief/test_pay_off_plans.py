"""Pay-off plans through the public door: all orders in one answer, and what is not known is said."""

from typing import Any

import pytest

from backend.actions.relief.payoff import comparisons
from tests.api.conftest import CARD, LOAN, Borrower

URL = "/v1/pay-off-comparisons"


def debt(key: str, balance: int, rate_bp: int, minimum: int, **more: Any) -> dict[str, Any]:
    return {
        "key": key,
        "name": key,
        "kind": "loan",
        "balance": balance,
        "rate_bp": rate_bp,
        "minimum": minimum,
        "interest_by": "month",
        "first_due_on": "2027-01-01",
        **more,
    }


THREE = [debt("A", 400_000, 2400, 10_000), debt("B", 100_000, 1200, 3_000), debt("C", 250_000, 1800, 6_000)]
MONEY = [{"amount": 40_000, "from_on": "2027-01-01"}]
OFFER = {
    "key": "zero",
    "kind": "transfer",
    "moves": ["A"],
    "fee_bp": 300,
    "rate_bp": 0,
    "later_rates": [{"from_on": "2028-04-01", "rate_bp": 2200}],
    "minimum": 5_000,
    "first_due_on": "2027-01-01",
    "interest_by": "month",
}


def compared(borrower: Borrower, **body: Any) -> dict[str, Any]:
    answer = borrower.post(URL, {"currency": "CNY", "debts": THREE, "money": MONEY, **body})
    assert answer.status_code == 200, answer.text
    for plan in [*answer.json["plans"], answer.json["least_cost"]]:
        assert plan["money_in"] == plan["paid"] + plan["in_hand"] + plan["left_over"]
    return dict(answer.json)


def by_strategy(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {plan["strategy"]: plan for plan in answer["plans"]}


@pytest.fixture
def december(clock: Any, alice: Borrower) -> Borrower:
    """Alice on 2026-12-01, when a whole month lies before each first due."""
    from datetime import UTC, datetime

    clock.move(by=datetime(2026, 12, 1, 2, tzinfo=UTC) - clock.now)
    alice.sign_in()
    return alice


def test_one_answer_holds_every_order_with_months_dates_and_interest(december: Borrower) -> None:
    answer = compared(december, custom_order=["B", "C", "A"])
    plans = by_strategy(answer)
    assert (plans["avalanche"]["months"], plans["avalanche"]["interest"]) == (23, 148_604)
    assert (plans["snowball"]["months"], plans["snowball"]["interest"]) == (24, 179_202)
    assert plans["avalanche"]["debts"] == [
        {"id": "A", "ends_on": "2028-04-01"},
        {"id": "B", "ends_on": "2028-11-01"},
        {"id": "C", "ends_on": "2028-10-01"},
    ]
    assert plans["custom"]["interest"] == plans["snowball"]["interest"]
    assert (answer["best"], answer["custom_costs_more"]) == ("avalanche", 179_202 - 148_604)
    assert plans["avalanche"]["strain"] == {"month": "2027-01", "amount": 19_000}
    assert plans["avalanche"]["one_more"]["amount"] == 10_000
    assert plans["avalanche"]["one_more"]["months"] < 23
    assert plans["avalanche"]["one_more"]["saves"] > 0
    assert answer["certainty"] == "known"
    assert plans["avalanche"]["month_ends"][-1] == {"on": "2028-11-01", "owed": 0}


def test_the_least_cost_plan_says_what_is_proven_of_it(december: Borrower) -> None:
    turning = debt("turning", 500_000, 0, 10_000, later_rates=[{"from_on": "2027-07-01", "rate_bp": 2900}])
    money = [{"amount": 45_000, "from_on": "2027-01-01"}]
    answer = compared(december, debts=[turning, debt("other", 400_000, 1200, 10_000)], money=money)
    found = answer["least_cost"]
    assert by_strategy(answer)["avalanche"]["interest"] == 118_869
    assert (found["interest"], found["by_model"], found["saves"]) == (94_889, True, 118_869 - 94_889)
    assert found["proof"] == "gap"
    assert 0 < found["gap"] <= 60


def test_a_plan_that_never_ends_has_no_month_and_is_told_what_ends_it(december: Borrower) -> None:
    answer = compared(december, debts=[debt("A", 1_000_000, 2400, 0)], money=[{**MONEY[0], "amount": 15_000}])
    plan = by_strategy(answer)["avalanche"]
    assert (plan["paid_off"], plan["months"], plan["ends_on"]) == (False, None, None)
    assert plan["owed"] > 1_000_000
    assert plan["way_out"]["interest_a_month"] == 20_000
    assert plan["way_out"]["more_a_month"] == 5_100
    assert plan["way_out"]["months"] == 268
    assert answer["least_cost"]["proof"] == "none"
    assert answer["least_cost"]["gap"] is None


def test_money_below_the_minimums_is_said_with_the_first_due_it_misses(december: Borrower) -> None:
    answer = compared(december, money=[{**MONEY[0], "amount": 15_000}])
    plan = by_strategy(answer)["avalanche"]
    assert plan["missed_count"] > 0
    assert plan["first_missed"] == {"id": "C", "on": "2027-01-01", "missing": 4_000}


def test_own_accounts_are_taken_as_they_stand_and_what_is_not_known_is_named(alice: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    silent = alice.made("/v1/cards", {**CARD, "last4": "9999", "nickname": "Silent"})["id"]
    loan = alice.made("/v1/loans", LOAN)["id"]
    statement = {"card_id": card, "closes_on": "2026-11-05", "balance": 500_000, "minimum_due": 50_000}
    alice.made("/v1/statements", statement)
    answer = compared(alice, debts=[], money=[{"amount": 200_000, "from_on": "2026-11-25"}])
    debts = {each["id"]: each for each in answer["debts"]}
    assert debts[card]["balance"] == 500_000
    assert debts[card]["rate_bp"] == 1825
    assert "balance-by-statement" in debts[card]["notes"]
    assert debts[loan]["kind"] == "loan"
    assert debts[loan]["balance"] >= 1_200_000
    assert answer["left_out"] == [{"account_id": silent, "name": "Silent", "reason": "balance-unknown"}]
    assert (answer["complete"], answer["certainty"]) == (False, "estimated")
    assert by_strategy(answer)["avalanche"]["paid_off"]
    # What a borrower says of it wins.
    said = [{"account_id": silent, "balance": 100_000}]
    assert compared(alice, debts=[], accounts=said)["debts"][0]["balance"] == 100_000


def test_a_card_whose_rate_nobody_knows_bears_no_nothing(alice: Borrower) -> None:
    card = alice.made("/v1/cards", {**CARD, "apr_bp": None})["id"]
    accounts = [{"account_id": card, "balance": 300_000}]
    answer = compared(alice, accounts=accounts)
    assert [each["reason"] for each in answer["left_out"]] == ["rate-unknown"]
    answer = compared(alice, accounts=accounts, assumed_rate_bp=1825)
    taken = next(each for each in answer["debts"] if each["own"])
    assert (taken["rate_bp"], taken["notes"], answer["certainty"]) == (1825, ["rate-assumed"], "estimated")


def test_a_new_statement_is_where_the_next_comparison_begins(alice: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    first = {"card_id": card, "closes_on": "2026-10-05", "balance": 500_000, "minimum_due": 50_000}
    alice.made("/v1/statements", first)
    before = compared(alice, debts=[])["debts"][0]["balance"]
    alice.made("/v1/statements", {**first, "closes_on": "2026-11-05", "balance": 620_000})
    assert (before, compared(alice, debts=[])["debts"][0]["balance"]) == (500_000, 620_000)


def test_an_offer_is_a_fee_against_a_saving_and_names_no_issuer(december: Borrower) -> None:
    found = compared(december, offers=[OFFER])["offers"][0]
    assert (found["amount"], found["fee"]) == (400_000, 12_000)
    assert found["saves"] > 0
    assert found["months_with"] < found["months_without"] == 23
    dear = compared(december, offers=[{**OFFER, "fee_bp": 5_000}])["offers"][0]
    assert dear["saves"] < 0


@pytest.mark.parametrize(
    ("changed", "field", "reason"),
    [
        ({"debts": [{**THREE[0], "minimum": None}]}, "debts.0.minimum", "pay-off-minimum-missing"),
        (
            {
                "debts": [
                    {**THREE[0], "kind": "mortgage", "minimum": None, "minimum_rule": {"percent_bp": 200}}
                ]
            },
            "debts.0.minimum_rule",
            "pay-off-rule-of-a-card",
        ),
        (
            {"debts": [{**THREE[0], "minimum_rule": {"percent_bp": 200}}]},
            "debts.0.minimum_rule",
            "pay-off-rule-of-a-card",
        ),
        ({"debts": [THREE[0], THREE[0]]}, "debts", "pay-off-key-twice"),
        ({"debts": []}, "debts", "pay-off-no-debts"),
        ({"money": []}, "money", "pay-off-money-missing"),
        ({"custom_order": ["Z"]}, "custom_order", "pay-off-debt-unknown"),
        ({"currency": None}, "currency", "pay-off-currency-missing"),
        (
            {"debts": [{**THREE[0], "first_due_on": "2026-01-01"}]},
            "debts.0.first_due_on",
            "pay-off-day-in-the-past",
        ),
        (
            {"debts": [{**THREE[0], "ends_on": "2026-12-30"}]},
            "debts.0.ends_on",
            "pay-off-ends-before-first-due",
        ),
    ],
)
def test_what_contradicts_itself_is_refused_by_its_field(
    alice: Borrower, changed: dict[str, Any], field: str, reason: str
) -> None:
    answer = alice.post(URL, {"currency": "CNY", "debts": THREE, "money": MONEY, **changed})
    assert answer.status_code == 422, answer.text
    assert answer.json["reason"] == reason
    assert answer.json["errors"][0]["field"] == field


def test_a_typed_minimum_wins_over_a_mortgage_without_a_rule(december: Borrower) -> None:
    home = debt("home", 30_000_000, 390, 160_000, kind="mortgage")
    answer = compared(december, debts=[home], money=[{"amount": 170_000, "from_on": "2027-01-01"}])
    assert by_strategy(answer)["avalanche"]["strain"]["amount"] == 160_000


def test_nobody_compares_anothers_account(alice: Borrower, bob: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    body = {"currency": "CNY", "accounts": [{"account_id": card, "balance": 1}], "money": MONEY}
    assert bob.post(URL, body).status_code == 404


def test_the_same_key_gets_the_same_answer(december: Borrower) -> None:
    body = {"currency": "CNY", "debts": THREE[:1], "money": MONEY}
    first = december.post(URL, body, headers={"Idempotency-Key": "k"})
    again = december.post(URL, body, headers={"Idempotency-Key": "k"})
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json == first.json


def test_all_plans_are_drawn_in_one_picture_and_again_for_the_same_key(december: Borrower) -> None:
    body = {"currency": "CNY", "debts": THREE, "money": MONEY, "custom_order": ["B", "C", "A"]}
    headers = {"Idempotency-Key": "drawn"}
    first, again = (december.post(f"{URL}/balances.svg?theme=dark", body, headers=headers) for _ in range(2))
    assert first.status_code == 200
    assert first.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    for words in ("Highest rate first: Nov 2028", "Own order: Dec 2028", "CN¥8,000"):
        assert words in first.text
    assert (again.text, again.headers["Idempotency-Replayed"]) == (first.text, "true")
    for name in ("Content-Type", "Content-Security-Policy", "Cache-Control"):
        assert again.headers[name] == first.headers[name]
    assert "sandbox" in again.headers["Content-Security-Policy"]


def test_more_than_can_be_played_in_time_is_refused_with_the_months_that_fit(december: Borrower) -> None:
    """40 debts of every day were not answered within minutes."""
    each_day = [debt(str(n), 100_000, 2000, 50, unit="day") for n in range(40)]
    money = [{"amount": 5_000, "unit": "day", "from_on": "2027-01-01"}]
    body = {"currency": "CNY", "debts": each_day, "money": money}
    answer = december.post(URL, body)
    assert (answer.status_code, answer.json["reason"]) == (422, "pay-off-too-much-happens")
    assert answer.json["errors"][0]["field"] == "months"
    assert "at most 130000" in answer.json["errors"][0]["message"]
    assert "no more than 6 months" in answer.json["errors"][0]["message"]


def test_what_time_ran_out_before_is_named_and_not_told(
    december: Borrower, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = compared(december)
    monkeypatch.setattr(comparisons, "SECONDS", 0)
    cut = compared(december, offers=[OFFER])
    assert whole["not_reached"] == []
    assert cut["not_reached"] == ["least_cost", "offers", "one_more"]
    assert [plan["interest"] for plan in cut["plans"]] == [plan["interest"] for plan in whole["plans"]]
    assert {plan["one_more"] is None for plan in cut["plans"]} == {True}
    assert (cut["offers"], cut["least_cost"]["proof"], cut["least_cost"]["gap"]) == ([], "none", None)
    assert cut["least_cost"]["interest"] == 148_604


def numbers(found: object) -> list[int]:
    if isinstance(found, dict):
        return [number for each in found.values() for number in numbers(each)]
    if isinstance(found, list):
        return [number for each in found for number in numbers(each)]
    return [found] if isinstance(found, int) else []


def test_no_figure_is_larger_than_what_a_reader_of_json_keeps(december: Borrower) -> None:
    """10^15 at 1,000 % a year came to 173 digits."""
    answer = compared(
        december,
        debts=[debt("A", 10**15, 100_000, 1), debt("B", 10**15, 100_000, 0, interest_by="day")],
        money=[{"amount": 1, "from_on": "2027-01-01"}],
        one_more=10**15,
        offers=[{**OFFER, "fee_bp": 5_000, "rate_bp": 100_000, "later_rates": []}],
    )
    assert max(numbers(answer)) <= 2**53 - 1
    plan = by_strategy(answer)["avalanche"]
    assert (plan["paid_off"], plan["months"], plan["too_large_on"]) == (False, None, "2027-03-01")
    assert plan["month_ends"][-1]["on"] == "2027-02-01"


def test_debts_that_are_too_much_together_are_refused(december: Borrower) -> None:
    body = {"currency": "CNY", "debts": [debt(str(n), 10**15, 0, 1) for n in range(10)], "money": MONEY}
    answer = december.post(URL, body)
    assert (answer.status_code, answer.json["reason"]) == (422, "pay-off-too-large")
    assert answer.json["errors"][0]["field"] == "debts"


def test_an_account_named_twice_is_refused_by_its_field(alice: Borrower) -> None:
    card = alice.made("/v1/cards", CARD)["id"]
    accounts = [{"account_id": card, "balance": 100_000}, {"account_id": card, "balance": 1}]
    answer = alice.post(URL, {"currency": "CNY", "accounts": accounts, "money": MONEY})
    assert (answer.status_code, answer.json["reason"]) == (422, "pay-off-account-twice")
    assert answer.json["errors"][0]["field"] == "accounts.1.account_id"
