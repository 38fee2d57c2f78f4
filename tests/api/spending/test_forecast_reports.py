"""Faults that people reported of other forecasts, tried on this one; each test names its report."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.api.conftest import Borrower
from tests.api.spending.household import TODAY, Household
from tests.moved_clock import MovedClock


@pytest.fixture
def home(alice: Borrower) -> Household:
    body = {"name": "Bank", "currency": "CNY", "balance": 1_000_000, "balance_on": "2026-11-24"}
    return Household(alice, alice.made("/v1/cash-accounts", body)["id"], "")


def typed(alice: Borrower, rhythm: str, starts_on: str, **more: Any) -> dict[str, Any]:
    body = {"label": "Rent", "direction": "out", "rhythm": rhythm, "starts_on": starts_on, "amount": 100_000}
    return alice.made("/v1/expected-flows", body | {"currency": "CNY"} | more)


def days_of(alice: Borrower, source: str) -> list[str]:
    flows = alice.get("/v1/cash-flow?currency=CNY&days=90").json["flows"]
    return [each["on"] for each in flows if each["recurring_id"] == source]


def test_a_bill_put_off_by_the_weekend_is_still_expected_on_that_weekend(
    alice: Borrower, home: Household, clock: MovedClock
) -> None:
    """firefly-iii/firefly-iii#2043: it vanished from the expected ones until the Monday on which it came."""
    bill = typed(alice, "month", "2026-11-28", weekend_rule="next")
    clock.move(by=timedelta(days=5))  # Sunday 29 November
    alice.sign_in()
    assert days_of(alice, bill["id"])[:2] == ["2026-11-30", "2026-12-28"]


def test_the_31st_clamps_and_comes_back(alice: Borrower, home: Household) -> None:
    """moneymanagerex/moneymanagerex#631 (28 February, then the 28th for ever), actualbudget/actual#5435 (skipped)."""
    bill = typed(alice, "month", "2026-08-31")
    assert days_of(alice, bill["id"]) == ["2026-11-30", "2026-12-31", "2027-01-31"]


def test_every_third_month_from_the_30th_of_november_does_not_skip_february(
    alice: Borrower, home: Household, clock: MovedClock
) -> None:
    """actualbudget/actual#3890"""
    bill = typed(alice, "quarter", "2026-11-30")
    clock.move(by=timedelta(days=10))
    alice.sign_in()
    assert days_of(alice, bill["id"]) == ["2027-02-28"]


def test_a_first_of_the_month_on_a_saturday_is_taken_on_the_friday_before(
    alice: Borrower, home: Household
) -> None:
    """securo-finance/securo#496: the projected balance looked higher than it was to be."""
    bill = typed(alice, "month", "2026-08-01", weekend_rule="previous")
    # 1 January is a holiday, so December's last working day; 1 December and 1 February are worked.
    assert days_of(alice, bill["id"]) == ["2026-12-01", "2026-12-31", "2027-02-01"]


def test_the_last_working_day_and_two_days_a_month_can_be_typed(alice: Borrower, home: Household) -> None:
    """monetr/monetr#1710, mtotschnig/MyExpenses#453"""
    last = typed(alice, "last_working_day", "2026-08-31", direction="in")
    twice = typed(alice, "half_month", "2026-11-15", second_day=31, direction="in", label="Pay")
    assert days_of(alice, last["id"]) == ["2026-11-30", "2026-12-31", "2027-01-29"]
    assert days_of(alice, twice["id"])[:4] == ["2026-11-30", "2026-12-15", "2026-12-31", "2027-01-15"]


def test_three_yearly_policies_of_one_insurer_are_no_quarterly_bill(alice: Borrower, home: Household) -> None:
    """avresial/FinanceManager#799"""
    for year in (2025, 2026):
        home.line(date(year, 3, 12), -61_200, "insurance.premium", "PICC Insurance")
        home.line(date(year, 7, 5), -9_800, "insurance.premium", "PICC Insurance")
        home.line(date(year, 10, 20), -11_000, "insurance.premium", "PICC Insurance")
    alice.post("/v1/recurring/search")
    found = alice.get("/v1/recurring").json["items"]
    assert [(each["cadence"], each["expected"], each["next_on"]) for each in found] == [
        ("year", 61_200, "2027-03-12"),
        ("year", 9_800, "2027-07-05"),
        ("year", 11_000, "2027-10-20"),
    ]


def test_a_supermarket_seen_every_month_is_no_subscription(alice: Borrower, home: Household) -> None:
    """izkreny/spendifico#63"""
    for n in range(40):
        home.line(
            TODAY - timedelta(days=1 + n * 7 + n * 5 % 4),
            -(4_000 + n * 3_719 % 9_000),
            "food.groceries",
            "Lidl",
        )
    alice.post("/v1/recurring/search")
    found = alice.get("/v1/recurring").json["items"]
    assert not [each for each in found if each["kind"] == "subscription"]


def test_a_currency_without_a_rate_is_never_taken_one_to_one(alice: Borrower, home: Household) -> None:
    """AakashRathore136/FinSight-AI#568, moneymanagerex/moneymanagerex#1285"""
    bill = typed(alice, "month", "2026-11-30", currency="JPY")
    flow = alice.get("/v1/cash-flow?currency=CNY").json
    assert days_of(alice, bill["id"]) == []
    assert [(each["kind"], each["name"], each["currency"]) for each in flow["left_out"]] == [
        ("recurring", "Rent", "JPY")
    ]
    assert flow["holds"] == "at_risk"


def test_the_newest_rate_counts_and_not_the_first(alice: Borrower, home: Household) -> None:
    """moneymanagerex/moneymanagerex#2057: a balance was converted by the rate of its opening day."""
    alice.made("/v1/cash-accounts", {"name": "Dollars", "currency": "USD", "balance": 10_000})
    for on, rate in (("2026-11-20", "7.2"), ("2024-02-25", "6.5"), ("2026-11-01", "7")):
        body = {"currency": "USD", "in_currency": "CNY", "rate": rate, "rate_on": on}
        assert alice.call("PUT", "/v1/exchange-rates", json=body).status_code == 200
    assert alice.get("/v1/cash-flow?currency=CNY").json["balance"] == 1_072_000


def test_what_is_typed_replaces_the_same_found_and_is_not_expected_twice_on_its_day(
    alice: Borrower, home: Household
) -> None:
    for month in range(5, 12):
        home.line(date(2026, month, 24), 700_000, "income.salary", "Acme", text="工资")
    alice.post("/v1/recurring/search")
    pay = typed(alice, "month", "2026-06-24", direction="in", label="Acme pay", amount=710_000)
    flows = [each for each in alice.get("/v1/cash-flow").json["flows"] if each["kind"] == "income"]
    assert {each["recurring_id"] for each in flows} == {pay["id"]}
    assert [(each["on"], each["certainty"]) for each in flows] == [
        ("2026-12-24", "known"),
        ("2027-01-24", "known"),
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"low": 200_000}, "low"),
        ({"high": 50_000}, "high"),
        ({"rhythm": "fullmoon"}, "rhythm"),
        ({"rhythm": "half_month"}, "second_day"),
        ({"second_day": 15}, "second_day"),
        ({"ends_on": "2026-01-01"}, "ends_on"),
        ({"category": "no.such"}, "category"),
        ({"direction": "in", "essential": True}, "essential"),
        ({"currency": "XYZ"}, "currency"),
    ],
)
def test_an_expected_flow_that_cannot_be_is_refused_with_its_field(
    alice: Borrower, wrong: Any, field: str
) -> None:
    body = {
        "label": "Rent",
        "direction": "out",
        "rhythm": "month",
        "starts_on": "2026-12-01",
        "amount": 100_000,
        "currency": "CNY",
    }
    answer = alice.post("/v1/expected-flows", body | wrong)
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)


def test_an_expected_flow_is_changed_and_taken_back(alice: Borrower, home: Household) -> None:
    bill = typed(alice, "month", "2026-12-01", low=90_000, high=120_000, category="housing.rent")
    assert (bill["essential"], bill["secured"]) == (True, None)
    path = f"/v1/expected-flows/{bill['id']}"
    changed = alice.patch(path, {"amount": 130_000}).json
    assert (changed["low"], changed["amount"], changed["high"]) == (130_000,) * 3
    assert alice.get("/v1/cash-flow").json["essentials"][0]["amount"] == 130_000
    assert alice.delete(path).status_code == 204
    assert alice.get("/v1/cash-flow").json["flows"] == []
