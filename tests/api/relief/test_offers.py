"""What can be offered comes from the cash flow, and an offer is held against it; what is unknown promises nothing."""

from typing import Any

from tests.api.conftest import CARD, Borrower
from tests.api.relief.test_agreements import REPEATS, a_late_card, talks
from tests.api.spending.household import household

SALARY = {
    "label": "Salary",
    "direction": "in",
    "rhythm": "month",
    "starts_on": "2026-12-06",
    "amount": 500_000,
    "currency": "CNY",
}
RENT = {**SALARY, "label": "Rent", "direction": "out", "starts_on": "2026-12-01", "amount": 200_000}


def a_known_household(alice: Borrower) -> str:
    """2,500.00 on the account, 5,000.00 on the 6th, rent of 2,000.00 on the 1st; the late card's talks."""
    alice.made(
        "/v1/cash-accounts", {"name": "Bank", "currency": "CNY", "balance": 250_000, "reserve": 10_000}
    )
    alice.made("/v1/expected-flows", SALARY)
    alice.made("/v1/expected-flows", RENT)
    return talks(alice, a_late_card(alice))


def offer(alice: Borrower, row: str, **query: Any) -> dict[str, Any]:
    return dict(alice.get(f"/v1/negotiations/{row}/offer", query_string=query).json)


def codes(answer: dict[str, Any], name: str = "reasons") -> list[str]:
    return [each["code"] for each in answer[name]]


def test_it_is_what_the_tightest_day_leaves_with_the_margin(alice: Borrower) -> None:
    """By hand: on 1 December 500.00 are left, and none is paid before the 20th. After rent on 1 January 3,500.00 less
    the reserve of 100.00 carry one instalment, on 1 February 6,500.00 two: 2,909.09 with 10 % kept back."""
    row = a_known_household(alice)
    found = offer(alice, row, first_due_on="2026-12-20")
    assert (found["state"], found["reasons"]) == ("affordable", [])
    assert (found["amount"], found["tightest_on"]) == (290_909, "2027-02-01")
    assert (found["debt"], found["count"], found["known_until"]) == (1_200_000, 5, "2027-02-21")
    assert offer(alice, row, first_due_on="2026-12-20", margin_percent=0)["amount"] == 320_000


def test_unknown_income_is_not_an_income_of_nothing(alice: Borrower) -> None:
    alice.made("/v1/cash-accounts", {"name": "Bank", "currency": "CNY", "balance": 900_000})
    alice.made("/v1/expected-flows", RENT)
    found = offer(alice, talks(alice, a_late_card(alice)))
    assert (found["state"], found["amount"], codes(found)) == ("not_promised", None, ["income-unknown"])


def test_without_a_balance_nothing_is_promised(alice: Borrower) -> None:
    found = offer(alice, talks(alice, a_late_card(alice)))
    assert (found["state"], found["amount"], codes(found)) == ("not_promised", None, ["balance-unknown"])


def test_where_nothing_is_left_it_says_so(alice: Borrower) -> None:
    alice.made("/v1/cash-accounts", {"name": "Bank", "currency": "CNY", "balance": 1_000})
    alice.made("/v1/expected-flows", SALARY)
    alice.made("/v1/expected-flows", RENT)
    found = offer(alice, talks(alice, a_late_card(alice)))
    assert (found["state"], found["amount"], codes(found)) == ("not_promised", 0, ["nothing-left"])
    assert found["tightest_on"] == "2026-12-01"


def test_another_due_of_unknown_amount_is_named_and_the_own_one_is_not(alice: Borrower) -> None:
    row = a_known_household(alice)
    assert codes(offer(alice, row, first_due_on="2026-12-20")) == []
    alice.made("/v1/cards", {**CARD, "issuer": "Another"})
    found = offer(alice, row, first_due_on="2026-12-20")
    assert (found["amount"], codes(found)) == (None, ["dues-unknown"])


def test_a_debt_that_takes_longer_than_the_limit_is_said_to(alice: Borrower) -> None:
    row = a_known_household(alice)
    card = alice.get(f"/v1/negotiations/{row}").json["account_id"]
    bill = {"card_id": card, "closes_on": "2026-11-05", "balance": 90_000_000, "minimum_due": 9_000_000}
    alice.made("/v1/statements", bill)
    found = offer(alice, row, first_due_on="2026-12-20")
    assert (found["amount"], found["count"], codes(found)) == (290_909, 310, ["longer-than-limit"])


def test_offers_stand_side_by_side(alice: Borrower) -> None:
    row = a_known_household(alice)
    offers = [
        {"name": "Mine", "repeats": {"amount": 50_000, "count": 24, "first_due_on": "2026-12-20"}},
        {
            "name": "Theirs",
            "repeats": {"amount": 400_000, "count": 3, "first_due_on": "2026-12-20"},
            "fees": 12_000,
        },
        {
            "name": "Less",
            "kind": "settlement",
            "repeats": {"amount": 800_000, "count": 1, "first_due_on": "2026-12-20"},
        },
    ]
    found = alice.post(f"/v1/negotiations/{row}/comparison", {"offers": offers}).json
    assert found["debt"] == 1_200_000
    told = [
        (each["name"], each["total"], each["months"], each["extra"], each["forgiven"], each["holds"])
        for each in found["offers"]
    ]
    assert told == [
        ("Mine", 1_200_000, 24, 0, 0, "yes"),
        ("Theirs", 1_212_000, 3, 12_000, 0, "no"),
        ("Less", 800_000, 1, 0, 400_000, "no"),
    ]
    assert found["offers"][1]["first_below_on"] == "2027-01-01"
    assert [each["within_limit"] for each in found["offers"]] == [True, True, None]
    assert {each["name"] for each in found["offers"][0]["notes"]} == {"effect", "recording"}


def test_what_is_affordable_holds_when_it_is_agreed(alice: Borrower) -> None:
    """The offer as an agreed plan: the cash flow that is told afterwards keeps the reserve in the low case."""
    row = a_known_household(alice)
    found = offer(alice, row, first_due_on="2026-12-20")
    repeats = {"amount": found["amount"], "count": found["count"], "first_due_on": "2026-12-20"}
    alice.made(f"/v1/negotiations/{row}/agreement", {"repeats": repeats, "agreed_how": "written"})
    flow = alice.get("/v1/cash-flow?days=90").json
    assert flow["holds"] == "yes"


def test_of_a_household_that_is_known_by_its_ledger(alice: Borrower) -> None:
    home = household(alice, balance=800_000)
    card = alice.get(f"/v1/deadlines/{home.deadline_id}").json["account_id"]
    found = offer(alice, talks(alice, card), first_due_on="2026-12-20")
    assert found["amount"] is not None and 0 < found["amount"] <= found["expected_amount"]


def test_us_settlement_tells_of_the_tax_with_its_article(register: Any) -> None:
    carol: Borrower = register("carol@example.com")
    card = carol.made("/v1/cards", {**CARD, "currency": "USD", "zone": "America/New_York", "country": "US"})[
        "id"
    ]
    row = talks(carol, card, "settlement")
    offers = [{"name": "x", "repeats": {"amount": 100, "count": 1, "first_due_on": "2026-12-20"}}]
    told = carol.post(f"/v1/negotiations/{row}/comparison", {"offers": offers}).json["offers"][0]
    assert (told["extra"], told["forgiven"], told["holds"]) == (None, None, None)
    assert [each["code"] for each in told["not_known"]] == ["balance-unknown"]
    tax = next(each for each in told["notes"] if each["name"] == "tax")
    assert "600 dollars" in tax["says"] and (tax["article"], tax["confirmed"]) == ("26 USC 6050P", False)


def test_a_plan_of_more_than_any_debt_is_refused_and_named(alice: Borrower) -> None:
    row = talks(alice, a_late_card(alice))
    most = 10**15
    two = [{"due_on": f"2026-12-{day}", "amount": most} for day in (20, 21)]
    for wrong, field in (
        ({"repeats": {**REPEATS, "amount": most, "count": 261}}, "repeats.amount"),
        ({"repeats": {**REPEATS, "amount": 1, "count": 2, "last_amount": most}}, "repeats.amount"),
        ({"instalments": two}, "instalments"),
    ):
        answer = alice.post(f"/v1/negotiations/{row}/agreement", {"agreed_how": "spoken", **wrong})
        assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)
    offer = {"name": "x", "repeats": {**REPEATS, "amount": most, "count": 2}}
    answer = alice.post(f"/v1/negotiations/{row}/comparison", {"offers": [offer]})
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "offers.0.repeats.amount")
