"""A new payment held against one's own books, through the door (today is 24 November 2026)."""

from typing import Any

import pytest

from tests.api.conftest import CARD, Borrower
from tests.api.relief.late import a_late_card


def asked(borrower: Borrower, **more: Any) -> dict[str, Any]:
    answer = borrower.post("/v1/relief/affordability", {"payment": 100_000, "currency": "CNY"} | more)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def with_cash(borrower: Borrower, balance: int, **more: Any) -> None:
    body = {"name": "Bank", "currency": "CNY", "balance": balance, "balance_on": "2026-11-24", **more}
    borrower.made("/v1/cash-accounts", body)


def pay(borrower: Borrower, amount: int) -> None:
    borrower.made(
        "/v1/expected-flows",
        {
            "label": "Pay",
            "direction": "in",
            "rhythm": "month",
            "starts_on": "2026-12-01",
            "amount": amount,
            "currency": "CNY",
        },
    )


def test_with_nothing_known_nothing_is_said_to_fit(alice: Borrower) -> None:
    found = asked(alice)
    assert (found["income"], found["income_from"], found["share_bp"]) == (None, None, None)
    assert (found["payment_to_income"], found["cash_flow"], found["whole"]) == ("unknown",) * 3
    assert found["cash_flow_unknown"] == "balance-unknown"
    assert found["past_due"] == "within"
    assert found["first_on"] == "2026-12-24"


def test_typed_income_gives_the_share_to_the_hundredth_of_a_per_cent(alice: Borrower) -> None:
    card = CARD | {"terms": CARD["terms"] | {"due": {"days_after": 25}}}  # type: ignore[operator]
    a_late_card(alice, card, closes_on="2026-11-05", due_on="2026-11-30", minimum=50_000)
    found = asked(alice, monthly_income=700_000)
    assert (found["dues"], found["share_bp"], found["income_from"]) == (50_000, 2143, "typed")
    assert (found["payment_to_income"], found["limit"]["limit_bp"]) == ("within", 5500)
    assert found["limit"]["confirmed"] is False
    assert asked(alice, monthly_income=272_727)["payment_to_income"] == "over"
    assert asked(alice, monthly_income=272_728)["payment_to_income"] == "within"


def test_a_country_without_a_limit_of_its_own_has_the_customary_one(alice: Borrower) -> None:
    alice.patch("/v1/me", {"country": "FR"}, etag=alice.get("/v1/me").headers["ETag"])
    found = asked(alice, monthly_income=277_777)
    assert (found["limit"]["limit_bp"], found["payment_to_income"]) == (3600, "over")


def test_income_of_the_books_and_a_flow_that_carries_the_payment(alice: Borrower) -> None:
    with_cash(alice, 50_000)
    pay(alice, 500_000)
    found = asked(alice)
    assert (found["income"], found["income_from"]) == (500_000, "books")
    assert (found["cash_flow"], found["whole"]) == ("within", "within")
    assert asked(alice, first_on="2026-11-25")["cash_flow"] == "over"
    assert asked(alice, first_on="2026-11-25", payment=50_000)["cash_flow"] == "within"
    assert asked(alice, payment=550_000)["whole"] == "over"


def test_the_payment_is_counted_each_month_of_the_forecast(alice: Borrower) -> None:
    """Three of 100 fall within 90 days from 24 November: 24 December, 24 January and not 24 February (day 93)."""
    with_cash(alice, 200_000)
    assert asked(alice, monthly_income=10_000_000)["cash_flow"] == "within"
    assert asked(alice, monthly_income=10_000_000, payment=100_001)["cash_flow"] == "over"


def test_a_first_payment_behind_the_forecast_is_not_known_to_fit(alice: Borrower) -> None:
    """The forecast sees 24 November to 21 February: what is paid first on its 91st day is in none of its sums."""
    with_cash(alice, 200_000)
    last = asked(alice, monthly_income=10_000_000, payment=900_000, first_on="2027-02-21")
    assert (last["cash_flow"], last["cash_flow_unknown"]) == ("over", None)
    behind = asked(alice, monthly_income=10_000_000, payment=900_000, first_on="2027-02-22")
    assert (behind["cash_flow"], behind["cash_flow_unknown"]) == ("unknown", "first-payment-not-seen")
    assert behind["whole"] == "unknown"
    far = {"payment": 1, "currency": "CNY", "first_on": "2027-11-26"}
    refused = alice.post("/v1/relief/affordability", far)
    assert (refused.status_code, refused.json["reason"]) == (422, "payment-too-far")
    assert refused.json["errors"][0]["field"] == "first_on"
    assert "2027-11-25" in refused.json["errors"][0]["message"]


def test_the_reserve_is_kept(alice: Borrower) -> None:
    with_cash(alice, 200_000, reserve=1)
    assert asked(alice, monthly_income=10_000_000)["cash_flow"] == "over"


def test_what_is_late_already_is_over(alice: Borrower) -> None:
    a_late_card(alice)
    found = asked(alice, monthly_income=10_000_000)
    assert (found["past_due"], found["whole"]) == ("over", "over")


def test_a_due_in_a_currency_without_a_rate_is_not_nothing(alice: Borrower) -> None:
    card = CARD | {"currency": "USD", "issuer": "Northwind Bank"}
    a_late_card(alice, card, closes_on="2026-11-05", due_on="2026-11-30")
    found = asked(alice, monthly_income=10_000_000)
    assert (found["dues"], found["payment_to_income"]) == (0, "unknown")
    assert found["dues_unknown"] >= 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"payment": 0}, "payment"),
        ({"payment": 1.5}, "payment"),
        ({"first_on": "2026-11-23"}, "first_on"),
        ({"monthly_income": -1}, "monthly_income"),
        ({"currency": "XYZ"}, "currency"),
    ],
)
def test_a_bad_question_names_its_field(alice: Borrower, body: dict[str, Any], field: str) -> None:
    answer = alice.post("/v1/relief/affordability", {"payment": 1, "currency": "CNY"} | body)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == field


def test_no_income_at_all_is_an_answer_and_no_crash(alice: Borrower) -> None:
    """Public reports: omroy07/AI-Money-Mentor#459 (division by zero), Eshajha19/agri#3137 (no rating at all)."""
    found = asked(alice, monthly_income=0)
    assert (found["payment_to_income"], found["share_bp"], found["whole"]) == ("over", None, "over")
    assert (found["income"], found["income_from"]) == (0, "typed")
