"""What the forecast must say of other people's lives, each case with its right value (today is 24 November 2026)."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.api.conftest import CARD, Borrower
from tests.api.spending.household import TODAY, Household, owed

DAY = timedelta(days=1)


def home_with(alice: Borrower, balance: int, **more: Any) -> Household:
    """A borrower with one account and nothing in it but what a test puts there."""
    body = {"name": "Bank", "currency": "CNY", "balance": balance, "balance_on": "2026-11-24", **more}
    return Household(alice, alice.made("/v1/cash-accounts", body)["id"], "")


def seen(home: Household, query: str = "days=90") -> dict[str, Any]:
    assert home.borrower.post("/v1/recurring/search").status_code == 200
    answer = home.borrower.get(f"/v1/cash-flow?{query}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def funded(flow: dict[str, Any], name: str = "Bank A") -> str:
    found = [each for each in flow["fundings"] if each["name"] == name]
    return str(min(found, key=lambda each: each["on"])["funded"])


def salary(home: Household, months: range, *, day: int = 10, amount: int = 800_000) -> None:
    for month in months:
        home.line(date(2026, month, day), amount, "income.salary", "Acme", text="工资")


def groceries(home: Household) -> None:
    for week in range(13):
        home.line(TODAY - timedelta(days=7 * week + 1), -10_000, "food.groceries", f"市场{week % 4}")


def test_rent_below_the_reserve_is_named_before_a_card_that_pay_will_fund(alice: Borrower) -> None:
    home = home_with(alice, 60_000)
    for month in range(6, 12):
        home.line(date(2026, month, 28) - timedelta(days=31), -150_000, "housing.rent", "房东", text="房租")
        home.line(date(2026, month, 3), 500_000, "income.salary", "Acme", text="工资")
    owed(alice, minimum=100_000, due_on="2026-12-08")
    flow = seen(home)
    rent = flow["essentials"][0]
    assert (funded(flow), rent["funded"], rent["label"], flow["holds"]) == ("yes", "no", "房东", "no")
    assert rent["shortfall"] == 90_000 == flow["worst_shortfall"]
    assert flow["first_below_reserve"]["expected"] == rent["on"] < "2026-12-03"


def test_the_reserve_is_kept_on_days_without_a_due_too(alice: Borrower) -> None:
    home = home_with(alice, 60_000, reserve=50_000)
    alice.made(
        "/v1/expected-flows",
        {
            "label": "Dentist",
            "direction": "out",
            "rhythm": "once",
            "starts_on": "2026-12-01",
            "amount": 20_000,
            "currency": "CNY",
        },
    )
    flow = seen(home)
    assert (flow["holds"], flow["first_below_reserve"]["expected"]) == ("no", "2026-12-01")
    assert (flow["worst_shortfall"], flow["shortfall"]) == (10_000, 0)


def test_an_arranged_overdraft_is_a_reserve_below_zero(alice: Borrower) -> None:
    home = home_with(alice, 10_000, reserve=-50_000)
    owed(alice, minimum=60_000)
    assert (funded(seen(home)), seen(home)["reserve"]) == ("yes", -50_000)


@pytest.mark.parametrize(("autopay", "amount", "short"), [("full", 500_000, 400_000), ("minimum", 50_000, 0)])
def test_autopay_takes_what_it_takes(alice: Borrower, autopay: str, amount: int, short: int) -> None:
    home = home_with(alice, 100_000)
    card = alice.made("/v1/cards", {**CARD, "autopay": autopay})
    alice.made(
        "/v1/statements",
        {
            "card_id": card["id"],
            "closes_on": "2026-11-20",
            "due_on": "2026-12-15",
            "balance": 500_000,
            "minimum_due": 50_000,
        },
    )
    [due] = [each for each in seen(home, "days=30")["fundings"] if each["on"] == "2026-12-15"]
    assert (due["amount"], due["shortfall"]) == (amount, short)
    paid = {"account_id": card["id"], "amount": 30_000, "paid_at": "2026-11-23T04:00:00Z"}
    alice.made("/v1/payments", paid)
    [left] = [each for each in seen(home, "days=30")["fundings"] if each["on"] == "2026-12-15"]
    assert left["amount"] == amount - 30_000


@pytest.mark.parametrize(
    ("last_month", "said", "low"), [(11, "yes", 800_000), (10, "at_risk", 0), (9, "at_risk", 0)]
)
def test_a_salary_that_did_not_come_is_doubted(alice: Borrower, last_month: int, said: str, low: int) -> None:
    home = home_with(alice, 20_000)
    salary(home, range(4, last_month + 1))
    owed(alice, minimum=50_000, due_on="2026-12-15")
    flow = seen(home)
    [pay] = [each for each in flow["flows"] if each["on"] == "2026-12-10"]
    assert (funded(flow), pay["low"], pay["missed"]) == (said, low, 11 - last_month)


def test_after_three_missed_paydays_a_salary_is_over(alice: Borrower) -> None:
    home = home_with(alice, 20_000)
    salary(home, range(3, 9))
    owed(alice, minimum=50_000, due_on="2026-12-15")
    flow = seen(home)
    assert (funded(flow), flow["flows"]) == ("no", [])


def test_a_benefit_that_came_once_stands_in_for_the_missed_salary_and_is_no_promise(alice: Borrower) -> None:
    home = home_with(alice, 20_000)
    salary(home, range(4, 11))  # the one of 10 November did not come
    home.line(date(2026, 11, 20), 300_000, "income.benefit", "社保中心", text="失业保险金")
    owed(alice, minimum=50_000, due_on="2026-12-25")
    flow = seen(home)
    incomes = [(each["on"], each["low"], each["amount"], each["high"]) for each in flow["flows"]]
    assert incomes == [(f"{on}", 0, 300_000, 300_000) for on in ("2026-12-18", "2027-01-15", "2027-02-12")]
    assert funded(flow) == "at_risk"


def test_a_benefit_that_also_came_beside_the_salary_says_nothing_of_it(alice: Borrower) -> None:
    home = home_with(alice, 20_000)
    salary(home, range(4, 11))
    for on in (date(2026, 8, 20), date(2026, 11, 20)):
        home.line(on, 30_000, "income.benefit", "社保中心", text="育儿补贴")
    pays = [each for each in seen(home)["flows"] if each["amount"] == 400_000]
    assert [(each["on"], each["low"], each["missed"]) for each in pays][:1] == [("2026-12-10", 0, 1)]


def test_a_due_in_another_currency_is_left_out_by_name_until_a_rate_is_given(alice: Borrower) -> None:
    home = home_with(alice, 100_000)
    card = alice.made("/v1/cards", {**CARD, "currency": "USD", "issuer": "US Bank"})
    alice.made(
        "/v1/statements",
        {
            "card_id": card["id"],
            "closes_on": "2026-11-20",
            "due_on": "2026-12-15",
            "balance": 90_000,
            "minimum_due": 20_001,
        },
    )
    flow = seen(home, "days=30")
    [out] = [each for each in flow["left_out"] if each["on"] == "2026-12-15"]
    assert (out["kind"], out["name"], out["currency"], out["amount"]) == ("due", "US Bank", "USD", 20_001)
    assert flow["holds"] == "at_risk"
    rate = {"currency": "USD", "in_currency": "CNY", "rate": "7.125", "rate_on": "2026-11-20"}
    assert alice.call("PUT", "/v1/exchange-rates", json=rate).status_code == 200
    flow = seen(home, "days=30")
    assert not [each for each in flow["left_out"] if each["on"] == "2026-12-15"]
    [due] = [each for each in flow["fundings"] if each["on"] == "2026-12-15"]
    assert (due["amount"], due["shortfall"]) == (142_508, 42_508)  # 200.01 x 7.125 = 1,425.07125, rounded up
    assert flow["conversions"] == [{"currency": "USD", "rate": "57/8", "on": "2026-11-20", "stale": False}]


def test_cash_in_another_currency_counts_by_a_dated_rate_and_an_old_one_is_said(alice: Borrower) -> None:
    home = home_with(alice, 100)
    alice.made("/v1/cash-accounts", {"name": "Yen", "currency": "JPY", "balance": 1_000})
    flow = seen(home, "currency=CNY")
    assert (flow["balance"], [each["name"] for each in flow["left_out"]]) == (100, ["Yen"])
    for on, rate in (("2026-08-01", "0.05"), ("2026-10-01", "1/21")):
        body = {"currency": "JPY", "in_currency": "CNY", "rate": rate, "rate_on": on}
        alice.call("PUT", "/v1/exchange-rates", json=body)
    flow = seen(home, "currency=CNY")
    assert flow["balance"] == 100 + 4_761  # 1,000 / 21 = 47.619 CNY, rounded down
    assert (flow["left_out"], flow["conversions"][0]["stale"]) == ([], True)
    rates = alice.get("/v1/exchange-rates").json["items"]
    assert alice.delete(f"/v1/exchange-rates/{rates[1]['id']}").status_code == 204
    assert seen(home, "currency=CNY")["balance"] == 100 + 5_000


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rate": "0"}, "rate"),
        ({"rate": "-7"}, "rate"),
        ({"rate": "1e3"}, "rate"),
        ({"rate": "7,1"}, "rate"),
        ({"rate": "1/0"}, "rate"),
        ({"rate": 7.1}, "rate"),
        ({"rate": "nan"}, "rate"),
        ({"in_currency": "USD"}, "in_currency"),
        ({"rate_on": "2026-11-25"}, "rate_on"),
    ],
)
def test_a_rate_that_cannot_be_is_refused_with_its_field(alice: Borrower, wrong: Any, field: str) -> None:
    body = {"currency": "USD", "in_currency": "CNY", "rate": "7.1", **wrong}
    answer = alice.call("PUT", "/v1/exchange-rates", json=body)
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)


def test_a_yearly_charge_is_found_and_once_confirmed_goes_on(alice: Borrower, clock: Any) -> None:
    home = home_with(alice, 0)
    home.line(date(2025, 11, 2), -69_900, "leisure.software", "Backup Inc")
    home.line(date(2026, 11, 3), -69_900, "leisure.software", "Backup Inc")
    alice.post("/v1/recurring/search")
    [row] = alice.get("/v1/recurring").json["items"]
    assert (row["cadence"], row["next_on"][:7]) == ("year", "2027-11")
    assert alice.post(f"/v1/recurring/{row['id']}/confirm").status_code == 200
    clock.move(by=timedelta(days=40))
    alice.sign_in()
    alice.post("/v1/recurring/search")
    assert alice.get(f"/v1/recurring/{row['id']}").json["state"] == "confirmed"
    clock.move(by=timedelta(days=280))
    alice.sign_in()
    alice.post("/v1/recurring/search")
    assert alice.get(f"/v1/recurring/{row['id']}").json["state"] == "confirmed"
    flows = alice.get("/v1/cash-flow").json["flows"]
    assert [(each["on"][:7], each["amount"]) for each in flows] == [("2027-11", -69_900)]


def test_a_laptop_and_a_tuition_do_not_repeat(alice: Borrower) -> None:
    home = home_with(alice, 0)
    groceries(home)
    plain = seen(home)["days"][-1]["expected"]
    home.line(TODAY - timedelta(days=40), -180_000, "shopping.electronics", "Laptop")
    home.line(TODAY - timedelta(days=50), -120_000, "education.tuition", "School")
    flow = seen(home)
    assert flow["days"][-1]["expected"] == plain
    assert flow["days"][-1]["low"] < plain  # something like it may come again


def test_a_heating_bill_follows_the_same_month_a_year_before(alice: Borrower) -> None:
    home = home_with(alice, 0)
    bills = {12: 300, 1: 320, 2: 280, 3: 200, 4: 90, 5: 50, 6: 40, 7: 40, 8: 40, 9: 60, 10: 110, 11: 210}
    for ago in range(23, -1, -1):
        index = 2026 * 12 + 10 - ago
        on = date(index // 12, index % 12 + 1, 18)
        home.line(on, -bills[on.month] * 100, "utilities.gas", "Gas Company", text="gas bill")
    flows = seen(home)["flows"]
    assert [(each["on"], each["amount"]) for each in flows] == [
        ("2026-12-18", -30_000),
        ("2027-01-18", -32_000),
        ("2027-02-18", -28_000),
    ]


def test_a_payday_moves_to_the_working_day_that_history_shows(alice: Borrower) -> None:
    home = home_with(alice, 0)
    for month, day in ((3, 25), (4, 24), (5, 25), (6, 25), (7, 24), (8, 25), (9, 25), (10, 23)):
        home.line(date(2026, month, day), 700_000, "income.salary", "Acme", text="工资")
    flow = seen(home, "days=40")
    assert "2026-12-25" in [each["on"] for each in flow["flows"]]
    [row] = alice.get("/v1/recurring").json["items"]
    assert row["weekend_rule"] == "previous"


def test_a_two_earner_household_has_a_band_that_widens(alice: Borrower) -> None:
    home = home_with(alice, 1_000_000)
    for n in range(200):
        home.line(TODAY - timedelta(days=n + 1), -(3_000 + n * 7_919 % 5_000), "food.groceries", f"M{n % 5}")
    days = seen(home)["days"]
    widths = [day["high"] - day["low"] for day in days]
    assert all(day["low"] <= day["expected"] <= day["high"] for day in days)
    assert 0 < widths[6] < widths[29] < widths[89]
