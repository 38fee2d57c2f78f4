"""A card entered with an old statement: the bills behind it that fell due and that nobody told are asked for."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.conftest import CARD, Borrower
from tests.api.relief.late import US_CARD, a_late_card
from tests.moved_clock import MovedClock

AMERICAN = US_CARD | {
    "apr_bp": 2499,
    "terms": {
        "statement_day": 24,
        "due": {"days_after": 25},
        "minimum": {"percent_bp": 100, "floor": 3500},
        "late_fee": {"flat": 3000},
        "interest_on": "unpaid",
    },
}
CHINESE = CARD | {"terms": {"statement_day": 1, "due": {"fixed_day": 19}, "minimum": {"percent_bp": 1000}}}


def on_28_november(borrower: Borrower, clock: MovedClock) -> None:
    clock.move(by=timedelta(days=4))
    borrower.sign_in()


def standing(borrower: Borrower) -> dict[str, Any]:
    [found] = borrower.get("/v1/standing").json["accounts"]
    return dict(found)


def an_american(borrower: Borrower) -> str:
    return a_late_card(
        borrower, AMERICAN, closes_on="2026-09-24", due_on="2026-10-19", minimum=13_000, balance=432_199
    )


def test_a_missed_bill_that_nobody_typed_is_asked_for(alice: Borrower, clock: MovedClock) -> None:
    on_28_november(alice, clock)
    card = an_american(alice)
    found = standing(alice)
    assert (found["past_due"], found["days_past_due"], found["sure"]) == (13_000, 40, False)
    [asked] = found["questions"]
    assert asked["code"] == "bill_untold"
    assert (
        asked["text"]
        == "The bill due Wed, Nov 18 is not known here. What did it ask for? Enter the statement."
    )
    cost = alice.get(f"/v1/cards/{card}/cost-of-lateness").json
    assert cost["past_due"] == {"state": "unknown", "low": 13_000, "high": None}
    assert cost["bears"] == {"state": "estimated", "low": 432_199, "high": None}
    interest = next(each for each in cost["parts"] if each["name"] == "interest")
    assert interest["state"] == "estimated" and [each["code"] for each in interest["needs"]] == ["statement"]
    october = {"card_id": card, "closes_on": "2026-10-24", "due_on": "2026-11-18"}
    alice.made(
        "/v1/statements", october | {"balance": 448_000, "minimum_due": 29_000, "past_due_included": 13_000}
    )
    told = standing(alice)
    assert (told["past_due"], told["sure"], told["questions"]) == (29_000, True, [])
    assert alice.get(f"/v1/cards/{card}/cost-of-lateness").json["past_due"]["state"] == "known"


def test_each_bill_of_a_gap_is_asked_for_once(alice: Borrower, clock: MovedClock) -> None:
    on_28_november(alice, clock)
    a_late_card(alice, CHINESE, closes_on="2026-09-01", due_on="2026-09-19")
    asked = standing(alice)["questions"]
    assert [each["code"] for each in asked] == ["bill_untold", "bill_untold"]
    assert ["Oct 19" in asked[0]["text"], "Nov 19" in asked[1]["text"]] == [True, True]


@pytest.mark.parametrize("change", [{"status": "closed"}, {"status": "charged_off"}])
def test_a_card_that_bills_no_more_is_not_asked_about(
    alice: Borrower, clock: MovedClock, change: dict[str, str]
) -> None:
    on_28_november(alice, clock)
    card = an_american(alice)
    assert alice.patch(f"/v1/cards/{card}", change).status_code == 200
    assert standing(alice)["questions"] == []


def test_what_comes_before_a_fee_counts_the_interest_of_the_bill_that_is_out(
    alice: Borrower, clock: MovedClock
) -> None:
    """30 days of interest on 4,480.00 at 24.99 % are about 92: the bill closed on 24 November asks for them too."""
    on_28_november(alice, clock)
    card = an_american(alice)
    october = {"card_id": card, "closes_on": "2026-10-24", "due_on": "2026-11-18"}
    alice.made(
        "/v1/statements", october | {"balance": 448_000, "minimum_due": 29_000, "past_due_included": 13_000}
    )
    steps = alice.get(f"/v1/cards/{card}/cost-of-lateness").json["steps"]
    fee = next(each for each in steps if each["kind"] == "fee")
    assert fee["on"] == "2026-12-20" and fee["to_pay"]["high"] >= 29_000 + 4_480 + 9_200
