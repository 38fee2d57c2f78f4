"""A borrower in the United States with a card, a report that has an error in it, and what follows from that."""

from typing import Any

from tests.api.conftest import CARD, Borrower
from tests.api.spending.files import send_to

US_CARD = {
    "issuer": "Chase",
    "last4": "4471",
    "currency": "USD",
    "zone": "America/New_York",
    "country": "US",
    "apr_bp": 2199,
    "credit_limit": 800_000,
    "opened_on": "2026-10-02",
    "terms": {
        "statement_day": 5,
        "due": {"fixed_day": 28},
        "minimum": {"percent_bp": 100, "floor": 2_500, "plus_interest_and_fees": True},
    },
}
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(17)


def report(entries: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A report of Experian's, as it is typed in."""
    return {"country": "US", "bureau": "experian", "pulled_on": "2026-11-20", "entries": entries} | more


STRANGER = {
    "furnisher": "Unknown Bank",
    "last4": "0001",
    "state": "open",
    "balance": 120_000,
    "currency": "USD",
}


def a_report(borrower: Borrower) -> dict[str, Any]:
    """One with an account that is not the borrower's."""
    return borrower.made("/v1/credit-reports", report([STRANGER]))


def a_finding(borrower: Borrower) -> dict[str, Any]:
    borrower.made("/v1/cards", US_CARD)
    found = a_report(borrower)
    [finding] = borrower.get(f"/v1/findings?report_id={found['id']}").json["items"]
    return dict(finding)


def a_dispute(borrower: Borrower) -> dict[str, Any]:
    return borrower.made("/v1/disputes", {"finding_id": a_finding(borrower)["id"], "target": "bureau"})


def a_checkpoint(borrower: Borrower) -> dict[str, Any]:
    borrower.made("/v1/cards", CARD)
    planned = borrower.post("/v1/checkpoints/plan")
    assert planned.status_code == 200, planned.text
    return dict(planned.json["items"][0])


def an_attachment(borrower: Borrower, content: bytes = PNG, name: str = "receipt.png") -> dict[str, Any]:
    answer = send_to(borrower, "/v1/attachments", content, name)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)
