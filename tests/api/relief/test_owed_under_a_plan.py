"""What a loan owes in all does not shrink because a plan was written down, or because the account was closed."""

from typing import Any

import pytest

from tests.api.conftest import Borrower

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
