"""Borrowers who are late: a card with a missed bill, a loan, and what a place shows of them."""

from typing import Any

from tests.api.conftest import CARD, Borrower

TERMS = {
    "statement_day": 5,
    "due": {"fixed_day": 23},
    "minimum": {"percent_bp": 200, "floor": 2500},
}
US_CARD = {
    "issuer": "Northwind Bank",
    "last4": "4471",
    "currency": "USD",
    "zone": "America/New_York",
    "country": "US",
    "apr_bp": 2400,
    "credit_limit": 500_000,
    "terms": TERMS,
}
GB_CARD = US_CARD | {"issuer": "Harbour Bank", "currency": "GBP", "zone": "Europe/London", "country": "GB"}


def a_late_card(
    borrower: Borrower,
    card: dict[str, Any] = CARD,
    *,
    closes_on: str = "2026-10-05",
    due_on: str = "2026-10-15",
    minimum: int = 50_000,
    balance: int = 500_000,
) -> str:
    """A card whose bill of that day was not paid: 40 days past due on 2026-11-24 as it stands."""
    made = str(borrower.made("/v1/cards", card)["id"])
    borrower.made(
        "/v1/statements",
        {
            "card_id": made,
            "closes_on": closes_on,
            "due_on": due_on,
            "balance": balance,
            "minimum_due": minimum,
        },
    )
    return made


def steps_of(borrower: Borrower, account: str, query: str = "") -> dict[str, Any]:
    """The steps of one account."""
    answer = borrower.get(f"/v1/relief/next-steps?account_id={account}{query}")
    assert answer.status_code == 200, answer.text
    [found] = answer.json["accounts"]
    return dict(found)


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]
