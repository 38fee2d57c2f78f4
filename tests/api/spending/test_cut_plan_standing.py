"""A proposed plan claims to hold only as long as it does by the facts of now, and is accepted only then."""

from datetime import date, timedelta
from typing import Any

import pytest

from backend.actions.spending import envelopes
from tests.api.conftest import Borrower
from tests.api.spending.files import read
from tests.api.spending.household import Household, household, owed
from tests.moved_clock import MovedClock

CASH = {"name": "Bank", "currency": "CNY", "balance": 60_000, "balance_on": "2026-11-23"}
SALARY = {
    "label": "Employer",
    "direction": "in",
    "starts_on": "2026-12-03",
    "rhythm": "month",
    "currency": "CNY",
}


@pytest.fixture
def home(alice: Borrower) -> Household:
    return household(alice)


def _claims(plan: dict[str, Any]) -> tuple[bool, bool, bool]:
    return plan["holds"], plan["certain"], plan["recompute_offered"]


def _accept(borrower: Borrower, plan: dict[str, Any]) -> tuple[int, str | None]:
    answer = borrower.post(f"/v1/cut-plans/{plan['id']}/accept")
    return answer.status_code, answer.json.get("reason")


def _read(borrower: Borrower, plan: dict[str, Any]) -> dict[str, Any]:
    return dict(borrower.get(f"/v1/cut-plans/{plan['id']}").json)


def test_a_plan_whose_income_was_of_an_import_that_was_undone_is_claimed_and_accepted_no_more(
    alice: Borrower, clock: MovedClock
) -> None:
    alice.made("/v1/cash-accounts", CASH)
    owed(alice, minimum=100_000)
    days = [date(2026, 5, 1) + timedelta(days=14 * n) for n in range(15)]
    lines = [f"{on},ACME CORP PAYROLL,1500.00" for on in days]
    job = read(alice, clock, "\n".join(["Date,Description,Amount", *lines]), currency="CNY")
    plan = alice.made("/v1/cut-plans", {"currency": "CNY"})
    assert (plan["holds"], plan["recompute_offered"]) == (True, False)
    assert alice.post(f"/v1/imports/{job['id']}/undo").status_code == 200
    assert alice.get("/v1/cash-flow?currency=CNY&days=30").json["holds"] == "no"
    shown = _read(alice, plan)
    assert _claims(shown) == (False, False, True)
    assert shown["summary"].startswith(
        "What this plan was made from has changed since, and it no longer holds: Sat, Dec 5 would end CN¥400.00"
    )
    [listed] = alice.get("/v1/cut-plans").json["items"]
    assert (_claims(listed), listed["summary"]) == ((False, False, True), shown["summary"])
    assert _accept(alice, plan) == (409, "plan-facts-moved")
    assert _read(alice, plan)["state"] == "proposed"


def test_a_typed_income_that_is_taken_back_breaks_a_proposal_and_coming_again_mends_it(
    alice: Borrower,
) -> None:
    alice.made("/v1/cash-accounts", CASH)
    owed(alice, minimum=100_000)
    income = alice.made("/v1/expected-flows", SALARY | {"amount": 500_000, "category": "income.salary"})
    plan = alice.made("/v1/cut-plans", {})
    assert _claims(plan) == (True, True, False)
    alice.delete(f"/v1/expected-flows/{income['id']}")
    assert _claims(_read(alice, plan)) == (False, False, True)
    assert _accept(alice, plan) == (409, "plan-facts-moved")
    alice.made("/v1/expected-flows", SALARY | {"amount": 500_000, "category": "income.salary"})
    assert _claims(_read(alice, plan)) == (True, True, False)
    assert _accept(alice, plan)[0] == 200


def test_a_new_bill_that_the_cuts_do_not_pay_keeps_a_proposal_from_being_accepted(home: Household) -> None:
    plan = home.plan()
    bill = {"title": "Dentist", "due_on": "2026-12-04", "amount": 90_000, "currency": "CNY", "owed": True}
    home.borrower.made("/v1/deadlines", bill)
    assert _claims(_read(home.borrower, plan)) == (False, False, True)
    assert _accept(home.borrower, plan) == (409, "plan-facts-moved")


def test_a_proposal_is_not_claimed_where_no_balance_is_known_any_more(home: Household) -> None:
    plan = home.plan()
    home.borrower.patch(f"/v1/cash-accounts/{home.account_id}", {"balance": None})
    shown = _read(home.borrower, plan)
    assert _claims(shown) == (False, False, True)
    assert shown["summary"].startswith(
        "What this plan was made from has changed since, so it may no longer hold."
    )
    assert _accept(home.borrower, plan) == (409, "balance-unknown")


def test_a_due_that_was_paid_meanwhile_breaks_no_proposal(home: Household) -> None:
    plan = home.plan()
    assert home.borrower.post(f"/v1/deadlines/{home.deadline_id}/waive").status_code == 200
    shown = _read(home.borrower, plan)
    assert (shown["holds"], shown["recompute_offered"]) == (True, False)
    assert [due["shortfall"] for due in shown["dues"]] == [0, 0]


def test_an_accepted_plan_that_no_longer_fits_claims_nothing_either(
    home: Household, clock: MovedClock
) -> None:
    plan = home.plan()
    assert _accept(home.borrower, plan)[0] == 200
    body = {"balance": 250_000, "balance_on": "2026-11-23"}
    home.borrower.patch(f"/v1/cash-accounts/{home.account_id}", body)
    envelopes.track_plans(home.borrower.id, now=clock.now)
    assert _claims(_read(home.borrower, plan)) == (False, False, True)
