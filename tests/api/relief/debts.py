"""A debt that changed hands, and a collector's notice of one."""

from typing import Any

from tests.api.conftest import CARD, Borrower

AMERICAN_CARD = {
    **CARD,
    "issuer": "Northwind Bank",
    "last4": "4417",
    "currency": "USD",
    "zone": "America/New_York",
    "country": "US",
}
NOTICE = {
    "firm": "Acme Recovery",
    "country": "US",
    "currency": "USD",
    "original_creditor": "Northwind Bank",
    "reference": "AR-20771",
    "provided_on": "2026-11-02",
    "itemized_on": "2026-03-31",
    "amount": 90_000,
    "interest": 8_500,
    "fees": 2_500,
    "payments": 1_000,
    "credits": 0,
    "claimed": 100_000,
}


def american_card(borrower: Borrower) -> str:
    return str(borrower.made("/v1/cards", AMERICAN_CARD)["id"])


def changed(borrower: Borrower, card: str, kind: str, firm: str | None, **more: Any) -> dict[str, Any]:
    """One change of a card's debt."""
    body = {"account_id": card, "kind": kind, "firm": firm, **more}
    return borrower.made("/v1/ownership-changes", body)


def owners(borrower: Borrower, card: str) -> dict[str, Any]:
    answer = borrower.get(f"/v1/relief/owners?account_id={card}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def noticed(borrower: Borrower, **more: Any) -> dict[str, Any]:
    return borrower.made("/v1/validation-notices", NOTICE | more)
