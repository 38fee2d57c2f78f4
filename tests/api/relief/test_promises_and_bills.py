"""A promise is not carried by the money of the rent, of a bill, of another promise or of the reserve.

Today is 24 November 2026.
"""

from typing import Any

import pytest

from tests.api.conftest import CARD, Borrower
from tests.api.relief.test_agreements import a_late_card, talks
from tests.api.spending.household import household

BILL = {"direction": "out", "rhythm": "month", "currency": "CNY"}
RENT = {**BILL, "label": "Rent", "starts_on": "2026-12-01", "amount": 95_000, "category": "housing.rent"}
PAY = {**BILL, "label": "Pay", "direction": "in", "starts_on": "2026-12-10", "amount": 200_000}


def trial(borrower: Borrower, amount: int, due_on: str = "2026-11-30", **more: Any) -> dict[str, Any]:
    body = {"amount": amount, "currency": "CNY", "due_on": due_on, "firm": "Some Bank", **more}
    answer = borrower.post("/v1/promises/trial", body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def names(found: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        tuple(each[name] for name in ("what", "name", "on", "funded", "short"))
        for each in found["left_short"]
    ]


def told(found: dict[str, Any]) -> tuple[Any, ...]:
    return found["carried"], found["short"], names(found)


@pytest.fixture
def a_month(alice: Borrower) -> Borrower:
    """1,000.00 on the account, nothing to be kept; rent of 950.00 on 1 December, pay of 2,000.00 on the 10th."""
    alice.made("/v1/cash-accounts", {"name": "Bank", "currency": "CNY", "balance": 100_000, "reserve": 0})
    alice.made("/v1/expected-flows", RENT)
    alice.made("/v1/expected-flows", PAY)
    return alice


def test_the_money_of_the_rent_carries_no_promise(a_month: Borrower) -> None:
    """By hand: 900.00 on 30 November leave 100.00, and rent of 950.00 on the next day lacks 850.00."""
    rent = ("bill", "Rent", "2026-12-01", "no", 85_000)
    assert told(trial(a_month, 90_000)) == ("no", 0, [rent])
    assert trial(a_month, 90_000)["left_short"][0]["deadline_id"] is None
    assert told(trial(a_month, 5_000)) == ("yes", 0, [])
    assert told(trial(a_month, 5_001)) == ("no", 0, [("bill", "Rent", "2026-12-01", "no", 1)])
    assert told(trial(a_month, 90_000, "2026-12-10")) == ("yes", 0, [])
    made = a_month.made(
        "/v1/promises", {"amount": 90_000, "currency": "CNY", "due_on": "2026-11-30", "firm": "B"}
    )
    assert names(made["cash_flow"]) == [rent]


def test_nor_does_that_of_a_bill_that_is_not_essential(a_month: Borrower) -> None:
    a_month.made("/v1/expected-flows", {**BILL, "label": "Club", "starts_on": "2026-12-03", "amount": 3_000})
    found = trial(a_month, 4_000)
    assert told(found) == ("no", 0, [("bill", "Club", "2026-12-03", "no", 2_000)])


def test_nor_that_of_a_deadline_with_a_sum_or_of_another_promise(a_month: Borrower) -> None:
    dentist = {"title": "Dentist", "due_on": "2026-12-02", "amount": 4_000, "currency": "CNY"}
    row = a_month.made("/v1/deadlines", dentist)
    found = trial(a_month, 5_000)
    assert told(found) == ("no", 0, [("bill", "Dentist", "2026-12-02", "no", 4_000)])
    assert found["left_short"][0]["deadline_id"] == row["id"]
    assert trial(a_month, 1_000)["carried"] == "yes"
    other = {"amount": 1_000, "currency": "CNY", "due_on": "2026-12-05", "firm": "Another"}
    promise = a_month.made("/v1/promises", other)
    assert promise["cash_flow"]["carried"] == "yes"
    found = trial(a_month, 1_000)
    assert told(found) == ("no", 0, [("bill", "Another", "2026-12-05", "no", 1_000)])
    assert found["left_short"][0]["deadline_id"] == promise["deadline_id"]
    a_month.post(f"/v1/promises/{promise['id']}/withdraw")
    assert trial(a_month, 1_000)["carried"] == "yes"


def test_the_reserve_is_held_after_the_promise_too(alice: Borrower) -> None:
    alice.made(
        "/v1/cash-accounts", {"name": "Bank", "currency": "CNY", "balance": 100_000, "reserve": 10_000}
    )
    alice.made("/v1/expected-flows", PAY)
    alice.made("/v1/expected-flows", RENT | {"starts_on": "2026-12-01", "amount": 80_000})
    assert told(trial(alice, 10_001)) == ("no", 0, [("bill", "Rent", "2026-12-01", "no", 1)])
    assert told(trial(alice, 10_000)) == ("yes", 0, [])


def test_where_usual_spending_takes_it_below_the_reserve_is_named_with_its_day(alice: Borrower) -> None:
    """The oracle: a promise for today is as if the account held so much less."""
    household(alice, balance=800_000)
    assert trial(alice, 1_000, "2026-11-24")["left_short"] == []
    found = trial(alice, 760_000, "2026-11-24")
    [cash] = alice.get("/v1/cash-accounts").json["items"]
    less = alice.patch(f"/v1/cash-accounts/{cash['id']}", {"balance": 40_000, "balance_on": "2026-11-23"})
    assert less.status_code == 200
    flow = alice.get("/v1/cash-flow?days=90").json
    below = flow["first_below_reserve"]["expected"]
    day = next(day for day in flow["days"] if day["on"] == below)
    first, *others = names(found)
    assert first == ("reserve", "What is to stay on the account", below, "no", -day["expected"])
    unfunded = {(each["on"], each["shortfall"]) for each in flow["fundings"] if each["funded"] == "no"}
    assert {(on, short) for _, _, on, funded, short in others if funded == "no"} == unfunded


def test_a_bill_that_is_short_already_is_named_with_all_that_it_then_lacks(a_month: Borrower) -> None:
    a_month.made(
        "/v1/expected-flows", {**BILL, "label": "Power", "starts_on": "2026-12-01", "amount": 15_000}
    )
    found = trial(a_month, 1_000)
    assert found["carried"] == "no"
    assert {(each["name"], each["short"]) for each in found["left_short"]} == {
        ("Rent", 11_000),
        ("Power", 11_000),
    }


def test_another_accounts_promise_counts_beyond_its_dues_alone(a_month: Borrower) -> None:
    """A minimum of 300.00 is past due, so rent lacks 250.00 already. 200.00 that are promised of it take no more; of
    400.00 together 100.00 do."""
    card = a_month.made("/v1/cards", CARD)["id"]
    bill = {"card_id": card, "closes_on": "2026-11-05", "balance": 90_000, "minimum_due": 30_000}
    a_month.made("/v1/statements", bill | {"source": "confirmed"})
    body = {"amount": 20_000, "currency": "CNY", "due_on": "2026-12-05", "account_id": card}
    rent = ("bill", "Rent", "2026-12-01", "no", 26_000)
    a_month.made("/v1/promises", body)
    assert told(trial(a_month, 1_000)) == ("no", 0, [rent])
    a_month.made("/v1/promises", body | {"due_on": "2026-12-06"})
    assert names(trial(a_month, 1_000)) == [rent, ("bill", CARD["issuer"], "2026-12-06", "no", 36_000)]


def test_what_can_be_offered_leaves_rent_and_bills_paid(a_month: Borrower) -> None:
    """By hand: of 50.00 after the rent, 40.00 are the dentist's; 10.00 less a tenth kept back carry 9.09."""
    row = talks(a_month, a_late_card(a_month))
    asked = f"/v1/negotiations/{row}/offer?first_due_on=2026-11-30"
    assert (a_month.get(asked).json["amount"], a_month.get(asked).json["tightest_on"]) == (
        4_545,
        "2026-12-01",
    )
    a_month.made(
        "/v1/deadlines", {"title": "Dentist", "due_on": "2026-12-02", "amount": 4_000, "currency": "CNY"}
    )
    found = a_month.get(asked).json
    assert (found["amount"], found["tightest_on"]) == (909, "2026-12-02")
    a_month.made("/v1/promises", {"amount": 1_000, "currency": "CNY", "due_on": "2026-12-03", "firm": "B"})
    found = a_month.get(asked).json
    assert (found["state"], found["amount"], found["tightest_on"]) == ("not_promised", 0, "2026-12-03")


def test_whether_a_new_payment_fits_holds_rent_and_bills(a_month: Borrower) -> None:
    def fits(payment: int) -> str:
        body = {"payment": payment, "currency": "CNY", "first_on": "2026-11-30"}
        return str(a_month.post("/v1/relief/affordability", body).json["cash_flow"])

    assert (fits(5_000), fits(5_001)) == ("within", "over")
    a_month.made(
        "/v1/deadlines", {"title": "Dentist", "due_on": "2026-12-02", "amount": 4_000, "currency": "CNY"}
    )
    assert (fits(1_000), fits(1_001)) == ("within", "over")
