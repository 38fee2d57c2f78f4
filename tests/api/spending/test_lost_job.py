"""A lost job: its benefit is known as one, rent stays rent, and what rests on doubtful pay is not told as sure."""

import pytest

from tests.api.conftest import Borrower


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
