"""A lost job: its benefit is known as one, rent stays rent, and what rests on doubtful pay is not told as sure."""

from datetime import date, timedelta

import pytest

from tests.api.conftest import Borrower
from tests.api.spending.household import TODAY, Household, owed


def home_with(alice: Borrower, balance: int) -> Household:
    body = {"name": "Bank", "currency": "CNY", "balance": balance, "balance_on": "2026-11-24"}
    return Household(alice, alice.made("/v1/cash-accounts", body)["id"], "")


def pay(home: Household, last_month: int) -> None:
    """A salary on each 10th up to a month, and nothing after it."""
    for month in range(4, last_month + 1):
        home.line(date(2026, month, 10), 800_000, "income.salary", "Acme", text="工资")
    home.line(TODAY - timedelta(days=1), -2_000, "food.coffee", "瑞幸咖啡")
    assert home.borrower.post("/v1/recurring/search").status_code == 200


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (
            "en",
            "If all comes as expected, everything due until Wed, Dec 23 can be paid without cuts; that is not certain. "
            "It rests on income that is expected and may not come, or not in full: Acme (CN¥4,000.00 on Thu, Dec 10).",
        ),
        (
            "zh-CN",
            "若一切如预期，截至12月23日（周三）的所有应付款不用节省也付得起；但这并不确定。"
            "这要靠预期中的收入，它们可能不来，或不足额：Acme（12月10日（周四），¥4,000.00）。",
        ),
    ],
)
def test_a_plan_that_rests_on_pay_that_was_missed_says_so_and_names_it(
    alice: Borrower, locale: str, said: str
) -> None:
    alice.patch("/v1/me", {"locale": locale})
    home = home_with(alice, 20_000)
    pay(home, 10)
    owed(alice, minimum=50_000, due_on="2026-12-15")
    plan = home.plan(days=30)
    assert (plan["feasible"], plan["certain"], plan["lines"]) == (True, False, [])
    assert plan["summary"] == said


def test_only_a_plan_that_is_certain_says_that_all_is_funded(alice: Borrower) -> None:
    home = home_with(alice, 20_000)
    pay(home, 11)
    owed(alice, minimum=50_000, due_on="2026-12-15")
    plan = home.plan(days=30)
    assert plan["certain"] is True
    assert (
        plan["summary"] == "Everything due until Wed, Dec 23 is funded as things are. Nothing has to be cut."
    )


@pytest.mark.parametrize(
    ("text", "amount", "category"),
    [
        ("NYS DOL UI DD", 50_400, "income.benefit"),
        ("TWC BENEFITS UI BENEFIT", 50_400, "income.benefit"),
        ("DEPT OF LABOR UI DIRECT DEPOSIT", 50_400, "income.benefit"),
        ("FL DEO UNEMPLOYMENT COMP", 50_400, "income.benefit"),
        ("失业待遇 跨行转账", 170_000, "income.benefit"),
        ("失业补助 转入", 170_000, "income.benefit"),
        ("ACME BENEFITS PAYROLL DIRECT DEP", 165_000, "income.salary"),
        ("ACME DIRECT DEP", 165_000, "income.salary"),
        ("RENT ZELLE TO J SMITH", -140_000, "housing.rent"),
        ("Interac e-Transfer landlord", -140_000, "housing.rent"),
        ("朋友转账 房租", -280_000, "housing.rent"),
        ("ZELLE TO J SMITH", -140_000, "people.to_person"),
        ("RENT ZELLE FROM ROOMMATE", 70_000, "income.from_person"),
    ],
)
def test_what_money_was_for_outweighs_how_it_was_sent(
    alice: Borrower, text: str, amount: int, category: str
) -> None:
    account = alice.made("/v1/cash-accounts", {"name": "Bank", "currency": "CNY", "balance": 1})
    body = {"account_id": account["id"], "booked_on": "2026-11-20", "amount": amount, "text": text}
    assert alice.made("/v1/transactions", body)["category"] == category
