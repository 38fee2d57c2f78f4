"""A card's minimums for six months, under the assumptions that the request names."""

from typing import Any

from tests.actions.conftest import Known, card_of, pay, roll, state
from tests.api.conftest import CARD
from tests.moved_clock import MovedClock


def forecast(alice: Known, card: str, query: str = "") -> dict[str, Any]:
    answer = alice.get(f"/v1/cards/{card}/minimum-forecast{query}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def test_six_months_of_minimums_with_their_dates_and_bounds(alice: Known) -> None:
    card = card_of(alice)
    state(alice, card, "2026-11-05", 50_000)
    found = forecast(alice, card)
    assert found["assumptions"] == {"pays": "minimum", "spending": 0, "rate_known": True}
    known, *coming = found["months"]
    # November's can still be paid in its days of grace.
    assert (known["due_on"], known["minimum"]["state"], known["minimum"]["low"]) == (
        "2026-11-23",
        "known",
        50_000,
    )
    assert [month["due_on"] for month in coming] == [
        "2026-12-23",
        "2027-01-23",
        "2027-02-23",
        "2027-03-23",
        "2027-04-23",
        "2027-05-23",
    ]
    december = coming[0]
    # 18.25 % a year: 18 days on 5,000.00 and 12 on 4,500.00, of 450.00 of the rest and the interest.
    assert december["interest"]["expected"] == 7_200
    assert december["minimum"]["expected"] == 45_000 + 7_200
    for month in coming:
        assert month["dates"] == month["minimum"]["state"] == "estimated"
        for name in ("balance", "minimum", "interest"):
            assert month[name]["low"] <= month[name]["expected"] <= month[name]["high"]


def test_an_unknown_rate_stays_unknown(alice: Known) -> None:
    card = str(alice.made("/v1/cards", {**CARD, "apr_bp": None})["id"])
    state(alice, card, "2026-11-05", 50_000)
    found = forecast(alice, card)
    assert found["assumptions"]["rate_known"] is False
    december = found["months"][1]
    assert december["interest"] == {"state": "unknown", "low": None, "expected": None, "high": None}
    assert (december["minimum"]["expected"], december["minimum"]["high"]) == (45_000, None)


def test_a_card_of_which_no_balance_is_known_has_dates_alone(alice: Known) -> None:
    found = forecast(alice, card_of(alice))
    assert found["statement_id"] is None
    assert [month["due_on"] for month in found["months"]][0] == "2026-12-23"
    assert len(found["months"]) == 6
    unknown = {"state": "unknown", "low": None, "expected": None, "high": None}
    assert all(month["minimum"] == unknown for month in found["months"])


def test_payments_refunds_plans_and_spending_are_in_it(alice: Known) -> None:
    card = str(alice.made("/v1/cards", {**CARD, "apr_bp": 0})["id"])
    state(alice, card, "2026-11-05", 50_000)
    pay(alice, card, 100_000, "2026-11-20T04:00:00Z")
    body = {"account_id": card, "amount": 150_000, "paid_at": "2026-11-20T04:00:00Z", "kind": "refund"}
    alice.made("/v1/payments", body)
    plan = {
        "principal": 60_000,
        "parts": 6,
        "first_closes_on": "2026-12-05",
        "taken_from": "purchase",
        "rate_bp": 0,
    }
    alice.made(f"/v1/cards/{card}/instalment-plans", plan)
    december = forecast(alice, card, "?spending=40000")["months"][1]
    assert december["balance"]["expected"] == 500_000 - 100_000 - 150_000 + 40_000 + 10_000
    assert december["minimum"]["expected"] == 29_000 + 10_000


def test_an_old_statement_is_carried_on_to_the_months_ahead(alice: Known, clock: MovedClock) -> None:
    card = str(alice.made("/v1/cards", {**CARD, "apr_bp": 0})["id"])
    state(alice, card, "2026-11-05", 50_000)
    roll(alice, clock, 30)  # 24 December
    months = forecast(alice, card, "?pays=nothing")["months"]
    assert (len(months), months[0]["closes_on"], months[0]["balance"]["expected"]) == (
        6,
        "2027-01-05",
        500_000,
    )
