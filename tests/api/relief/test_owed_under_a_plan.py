"""What a loan owes in all does not shrink because a plan was written down, or because the account was closed."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.conftest import Borrower
from tests.moved_clock import MovedClock

US_LOAN = {
    "issuer": "QL",
    "currency": "USD",
    "zone": "America/New_York",
    "country": "US",
    "opened_on": "2026-06-19",
    "first_open": 4,
    "terms": {"principal": 300_000, "rate_bp": 3599, "instalments": 24, "first_due_on": "2026-07-19"},
}
TWO_PARTS = [{"due_on": "2026-11-25", "amount": 10_000}, {"due_on": "2026-12-15", "amount": 10_000}]


def agree(alice: Borrower, account: str, parts: list[dict[str, Any]], **said: Any) -> dict[str, Any]:
    talks = alice.made("/v1/negotiations", {"account_id": account, "kind": "instalment_plan"})["id"]
    body = {"instalments": parts, "agreed_how": "written", **said}
    return alice.made(f"/v1/negotiations/{talks}/agreement", body)


def shown(alice: Borrower) -> Any:
    """The loan's balance as a counsellor sees it."""
    link = alice.made("/v1/counsellor-links", {"debts": True, "currency": "USD"})["url"]
    return alice.client.get("/counsellor/" + link.rsplit("/", 1)[1] + ".json").json["debts"][0]["balance"]


def compared(alice: Borrower) -> Any:
    body = {"currency": "USD", "money": [{"amount": 40_000, "from_on": "2026-12-01"}]}
    return alice.post("/v1/pay-off-comparisons", body).json["debts"][0]["balance"]


def test_a_loan_under_a_plan_owes_what_it_owed_less_what_was_paid(alice: Borrower) -> None:
    loan = str(alice.made("/v1/loans", US_LOAN)["id"])
    before = alice.get(f"/v1/loans/{loan}/pay-off?on=2026-11-24").json["amount"]
    assert before == shown(alice) == 290_424  # 35426 past due, 253730 of principal, 5/360 of a year
    found = agree(alice, loan, TWO_PARTS)
    assert shown(alice) == before
    alice.made("/v1/payments", {"account_id": loan, "amount": 20_000})
    assert shown(alice) == before - 20_000
    alice.post(f"/v1/negotiations/{found['id']}/agreement/end", {"how": "broken"})
    assert shown(alice) == compared(alice) == before - 20_000


def test_what_was_paid_in_part_before_a_plan_stays_with_its_instalment(alice: Borrower) -> None:
    loan = str(alice.made("/v1/loans", US_LOAN)["id"])
    alice.made("/v1/payments", {"account_id": loan, "amount": 5_000, "paid_at": "2026-11-20T15:00:00Z"})
    before = shown(alice)
    agree(alice, loan, TWO_PARTS)
    first = alice.get(f"/v1/deadlines?kind=loan_instalment&account_id={loan}").json["items"][0]
    assert (first["state"], first["allocated"]) == ("cancelled", 5_000)
    assert shown(alice) == before


@pytest.mark.parametrize("status", ["closed", "charged_off", "sold"])
def test_a_loan_that_is_closed_owes_what_nobody_paid(alice: Borrower, status: str) -> None:
    loan = str(alice.made("/v1/loans", US_LOAN)["id"])
    before = shown(alice)
    assert alice.patch(f"/v1/loans/{loan}", {"status": status}).status_code == 200
    assert shown(alice) == before


US_CARD = {
    "issuer": "Northwind Bank",
    "currency": "USD",
    "zone": "America/New_York",
    "country": "US",
    "terms": {"statement_day": 1, "due": {"fixed_day": 19}, "minimum": {"percent_bp": 1000, "floor": 3500}},
}
WHOLE = [{"due_on": "2026-11-28", "amount": 10_000}, {"due_on": "2026-12-15", "amount": 90_000}]


def a_card_under(alice: Borrower, parts: list[dict[str, Any]], **said: Any) -> tuple[str, dict[str, Any]]:
    """A card that owes 1,000.00 in all, of which 100.00 is past due since 19 October."""
    card = str(alice.made("/v1/cards", US_CARD)["id"])
    bill = {"card_id": card, "closes_on": "2026-10-01", "due_on": "2026-10-19", "balance": 100_000}
    alice.made("/v1/statements", {**bill, "minimum_due": 10_000})
    return card, agree(alice, card, parts, **said)["agreement"]


def open_dues(alice: Borrower, account: str) -> list[tuple[str, int | None]]:
    items = alice.get(f"/v1/deadlines?state=open,missed&account_id={account}&limit=200").json["items"]
    return [(row["due_on"], row["outstanding"]) for row in items]


def test_a_bill_that_closes_under_a_plan_of_all_that_is_owed_asks_for_nothing_more(alice: Borrower) -> None:
    card, agreed = a_card_under(alice, WHOLE)
    one = alice.get("/v1/standing").json["accounts"][0]
    assert (one["due_soon"], one["remaining"]) == (100_000, 100_000)
    # What closes after the plan is not known: nothing but what is bought until then could be in it.
    assert open_dues(alice, card)[:3] == [
        ("2026-11-28", 10_000),
        ("2026-12-15", 90_000),
        ("2027-01-19", None),
    ]
    assert (agreed["beyond"], agreed["warnings"]) == (0, [])
    asked = {"payment": 100, "currency": "USD", "monthly_income": 1_000_000}
    assert alice.post("/v1/relief/affordability", asked).json["dues"] == 100_000


@pytest.mark.parametrize(("balance", "asks"), [(90_000, False), (130_000, True)])
def test_a_bill_of_more_than_the_plan_had_left_asks_for_itself(
    alice: Borrower, clock: MovedClock, balance: int, asks: bool
) -> None:
    card, _ = a_card_under(alice, WHOLE)
    alice.made("/v1/payments", {"account_id": card, "amount": 10_000})
    clock.move(by=timedelta(days=8))
    alice.sign_in()
    bill = {"card_id": card, "closes_on": "2026-12-01", "due_on": "2026-12-19", "balance": balance}
    alice.made("/v1/statements", {**bill, "minimum_due": 9_000})
    assert (("2026-12-19", 9_000) in open_dues(alice, card)) is asks


def test_a_plan_of_less_than_a_card_owes_leaves_what_falls_due_after_it(alice: Borrower) -> None:
    card, agreed = a_card_under(alice, [{"due_on": "2026-12-15", "amount": 10_000}])
    assert [day for day, _ in open_dues(alice, card)][:2] == ["2026-12-15", "2026-12-19"]
    assert (agreed["beyond"], agreed["contract_resumes_on"]) == (90_000, "2026-12-16")
    assert "$900.00 more is owed" in agreed["warnings"][0]


def test_a_plan_for_what_is_past_due_leaves_a_loans_later_instalments(
    alice: Borrower, clock: MovedClock
) -> None:
    loan = str(alice.made("/v1/loans", US_LOAN)["id"])
    agreed = agree(alice, loan, [{"due_on": "2026-12-05", "amount": 35_426}])["agreement"]
    assert (agreed["beyond"], agreed["contract_resumes_on"]) == (253_730, "2026-12-06")
    assert "count again from" in agreed["warnings"][0]
    assert open_dues(alice, loan)[:2] == [("2026-12-05", 35_426), ("2026-12-19", 17_713)]
    alice.made("/v1/payments", {"account_id": loan, "amount": 35_426})
    assert open_dues(alice, loan)[0] == ("2026-12-19", 17_713)
    clock.move(by=timedelta(days=30))
    alice.sign_in()
    one = alice.get("/v1/standing").json["accounts"][0]
    assert (one["past_due"], one["days_past_due"]) == (17_713, 5)
    # More than is due pays no instalment ahead, which the lender may still expect.
    alice.made("/v1/payments", {"account_id": loan, "amount": 60_000})
    assert open_dues(alice, loan)[0] == ("2027-01-19", 17_713)


def test_a_loans_plan_may_name_the_day_from_which_the_contract_counts_again(alice: Borrower) -> None:
    loan = str(alice.made("/v1/loans", US_LOAN)["id"])
    parts = [{"due_on": "2027-01-05", "amount": 20_000}, {"due_on": "2027-02-05", "amount": 15_426}]
    agree(alice, loan, parts, contract_resumes_on="2026-12-01")
    assert [day for day, _ in open_dues(alice, loan)][:3] == ["2026-12-19", "2027-01-05", "2027-01-19"]


def test_a_settlement_leaves_nothing_to_the_contract(alice: Borrower) -> None:
    loan = str(alice.made("/v1/loans", US_LOAN)["id"])
    talks = alice.made("/v1/negotiations", {"account_id": loan, "kind": "settlement"})["id"]
    body = {"instalments": [{"due_on": "2026-12-05", "amount": 150_000}], "agreed_how": "written"}
    agreed = alice.made(f"/v1/negotiations/{talks}/agreement", body)["agreement"]
    assert (agreed["contract_resumes_on"], agreed["beyond"], agreed["warnings"]) == (None, None, [])
    assert open_dues(alice, loan) == [("2026-12-05", 150_000)]


def test_pay_off_plans_leave_a_loan_under_a_plan_out_and_note_a_card(alice: Borrower) -> None:
    loan = str(alice.made("/v1/loans", US_LOAN)["id"])
    agree(alice, loan, TWO_PARTS)
    card, _ = a_card_under(alice, WHOLE)
    assert alice.patch(f"/v1/cards/{card}", {"apr_bp": 2000}).status_code == 200
    asked = {"currency": "USD", "money": [{"amount": 40_000, "from_on": "2026-12-01"}]}
    found = alice.post("/v1/pay-off-comparisons", asked).json
    assert [(each["account_id"], each["reason"]) for each in found["left_out"]] == [(loan, "agreed-plan")]
    assert "agreed-plan-not-counted" in found["debts"][0]["notes"] and not found["complete"]
    link = alice.made("/v1/counsellor-links", {"pay_off": asked, "currency": "USD"})["url"]
    page = alice.client.get("/counsellor/" + link.rsplit("/", 1)[1]).text
    assert "it is paid by an agreed plan" in page


def test_a_closed_loan_is_compared_by_what_nobody_paid(alice: Borrower) -> None:
    loan = str(alice.made("/v1/loans", US_LOAN)["id"])
    before = compared(alice)
    assert alice.patch(f"/v1/loans/{loan}", {"status": "closed"}).status_code == 200
    assert compared(alice) == before
