"""Income of the very day that a balance was said of may be in that balance already (today is 24 November 2026)."""

from datetime import date
from typing import Any

import pytest

from tests.api.conftest import Borrower
from tests.api.spending.household import Household, owed
from tests.api.spending.test_forecast_truth import home_with, salary, seen


def _today(home: Household) -> dict[str, Any]:
    return dict(seen(home)["days"][0])


def _salaried(alice: Borrower, **more: Any) -> Household:
    """¥1,000 there, and a salary of ¥8,000 that came on each 24th so far."""
    home = home_with(alice, 100_000, **more)
    salary(home, range(5, 11), day=24)
    return home


def test_a_salary_of_today_counts_once_as_expected_and_not_in_the_low_case_of_a_balance_of_today(
    alice: Borrower,
) -> None:
    home = _salaried(alice)
    first = _today(home)
    assert (first["low"], first["expected"]) == (100_000, 900_000)
    assert sum(flow["on"] < "2026-12-24" for flow in seen(home)["flows"]) == 1


def test_a_balance_of_yesterday_does_not_hold_what_comes_today(alice: Borrower) -> None:
    first = _today(_salaried(alice, balance_on="2026-11-23"))
    assert (first["low"], first["expected"]) == (900_000, 900_000)


def test_of_several_accounts_the_latest_day_tells(alice: Borrower) -> None:
    home = _salaried(alice)
    alice.made(
        "/v1/cash-accounts",
        {"name": "Wallet", "currency": "CNY", "balance": 5_000, "balance_on": "2026-11-20"},
    )
    first = _today(home)
    assert (first["low"], first["expected"]) == (105_000, 905_000)


def test_a_salary_that_the_ledger_shows_on_the_day_of_the_balance_is_counted_no_more(alice: Borrower) -> None:
    home = _salaried(alice)
    salary(home, range(11, 12), day=24)
    first = _today(home)
    assert (first["low"], first["expected"]) == (100_000, 100_000)


@pytest.mark.parametrize("typed", [False, True])
def test_a_plan_is_not_certain_by_a_salary_that_the_balance_may_hold(alice: Borrower, typed: bool) -> None:
    if typed:
        home_with(alice, 100_000)
        income = {"label": "Acme", "direction": "in", "starts_on": "2026-11-24", "amount": 800_000}
        alice.made("/v1/expected-flows", income | {"rhythm": "month", "currency": "CNY"})
    else:
        _salaried(alice)
    owed(alice, minimum=300_000, due_on="2026-12-05")
    plan = alice.made("/v1/cut-plans", {"days": 20})
    assert (plan["holds"], plan["certain"]) == (True, False)


def test_a_bill_of_the_day_of_the_balance_is_to_be_paid_still(alice: Borrower) -> None:
    home = home_with(alice, 300_000)
    for month in range(5, 11):
        home.line(date(2026, month, 24), -150_000, "housing.rent", "房东", text="房租")
    first = _today(home)
    assert (first["low"], first["expected"]) == (150_000, 150_000)
