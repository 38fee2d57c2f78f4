"""A card's next minimum that rises by a quarter or more is told once, before the statement tells it."""

from typing import Any

from tests.actions.conftest import Known, card_of, pay, state
from tests.api.conftest import CARD

PLAN = {
    "principal": 120_000,
    "parts": 6,
    "first_closes_on": "2026-12-05",
    "taken_from": "purchase",
    "rate_bp": 0,
}
STORE = {**CARD, "apr_bp": 0, "terms": {**CARD["terms"], "minimum": {"percent_bp": 200, "floor": 2_500,
         "plus_interest_and_fees": True}}}  # fmt: skip


def jumps(alice: Known) -> list[dict[str, Any]]:
    rows = alice.get("/v1/deadlines?state=open").json["items"]
    return [row for row in rows if row["kind"] == "minimum_jump"]


def told(alice: Known) -> list[str]:
    digests = alice.get("/v1/preview?days=3").json["digests"]
    return [item["kind"] for digest in digests for item in digest["items"] if item["kind"] == "minimum_jump"]


def test_the_parts_of_a_new_plan_make_the_next_minimum_jump_and_it_is_told_once(alice: Known) -> None:
    card = str(alice.made("/v1/cards", {**CARD, "apr_bp": 0})["id"])
    state(alice, card, "2026-11-05", 50_000)
    assert jumps(alice) == []
    alice.made(f"/v1/cards/{card}/instalment-plans", PLAN)
    # A tenth of what is left of 5,000.00, 450.00, and the plan's first part, 200.00.
    [row] = jumps(alice)
    assert (row["amount"], row["due_on"]) == (45_000 + 20_000, "2026-12-05")
    assert told(alice) == ["minimum_jump"]
    assert row["id"] not in alice.get("/v1/calendar-feeds").text
    alice.made(f"/v1/cards/{card}/instalment-plans", {**PLAN, "principal": 60_000})
    [again] = jumps(alice)
    assert (again["id"], again["amount"]) == (row["id"], 45_000 + 20_000 + 10_000)


def test_a_rise_below_a_quarter_is_not_told(alice: Known) -> None:
    card = str(alice.made("/v1/cards", {**CARD, "apr_bp": 0})["id"])
    state(alice, card, "2026-11-05", 50_000)
    alice.made(f"/v1/cards/{card}/instalment-plans", {**PLAN, "principal": 60_000})
    assert jumps(alice) == [], "450.00 and 100.00 are a tenth more than 500.00"


def test_the_end_of_a_lower_rate_is_counted_where_what_is_left_of_it_is_known(alice: Known) -> None:
    card = str(alice.made("/v1/cards", STORE)["id"])
    state(alice, card, "2026-11-05", 10_000, balance=500_000)
    promotion = {"kind": "promotional_rate", "ends_on": "2026-11-30", "rate_bp": 0, "rate_after_bp": 3_650}
    unknown = alice.made(f"/v1/cards/{card}/promotions", promotion)
    assert jumps(alice) == [], "what is left of it is not known"
    alice.patch(f"/v1/promotions/{unknown['id']}", {"balance": 400_000, "balance_on": "2026-11-24"})
    [row] = jumps(alice)
    # Of 4,000.00 at least 3,900.00 bear a thousandth a day from December 1: 19.50 to the closing on the 5th. 2 % of
    # 4,900.00 and the interest are 117.50, no quarter more than 100.00. By January 5 at least 3,782.50 bear 31 days:
    # 117.26, and 2 % of 4,802.00 with it are 213.30.
    assert (row["amount"], row["due_on"]) == (21_330, "2027-01-05")
    months = alice.get(f"/v1/cards/{card}/minimum-forecast").json["months"]
    assert [month["minimum"]["low"] for month in months[:3]] == [10_000, 11_750, 21_330]
    assert [month["interest"]["low"] for month in months[1:3]] == [1_950, 11_726]
    alice.post(f"/v1/promotions/{unknown['id']}/close", {"state": "cancelled"})
    assert jumps(alice) == [], "it is taken back"


def test_a_rule_that_does_not_explain_the_statement_is_not_this_cards_rule(alice: Known) -> None:
    card = card_of(alice)
    state(alice, card, "2026-11-05", 9_000, balance=500_000)
    assert alice.get(f"/v1/cards/{card}/minimum-forecast").json["months"][1]["minimum"]["low"] > 40_000
    assert jumps(alice) == []


def test_a_payment_that_makes_it_untrue_takes_it_back(alice: Known) -> None:
    card = str(alice.made("/v1/cards", {**CARD, "apr_bp": 0})["id"])
    state(alice, card, "2026-11-05", 50_000)
    alice.made(f"/v1/cards/{card}/instalment-plans", PLAN)
    assert len(jumps(alice)) == 1
    pay(alice, card, 400_000, "2026-11-20T04:00:00Z")
    assert jumps(alice) == []
