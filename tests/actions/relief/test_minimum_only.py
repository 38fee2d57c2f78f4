"""What paying only the minimum costs, asked for by HTTP."""

from typing import Any

from tests.actions.conftest import Known, card_of, state
from tests.api.conftest import CARD

AMERICAN = CARD | {"currency": "USD", "zone": "America/New_York", "country": "US"}


def price(alice: Known, card: str, query: str = "") -> dict[str, Any]:
    answer = alice.get(f"/v1/cards/{card}/minimum-only{query}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def american(alice: Known, apr_bp: int, minimum: dict[str, Any], balance: int, **fields: Any) -> str:
    terms = CARD["terms"] | {"minimum": minimum, "statement_day": 10, "due": {"fixed_day": 28}}
    card = str(alice.made("/v1/cards", AMERICAN | {"apr_bp": apr_bp, "terms": terms} | fields)["id"])
    state(alice, card, "2026-11-10", 2_000, balance=balance)
    return card


OF_BALANCE = {"percent_bp": 200, "floor": 2_000, "base": "balance", "plus_interest_and_fees": False}


def exactly(amount: int) -> dict[str, Any]:
    return {"state": "estimated", "low": amount, "high": amount}


def test_months_are_counted_as_regulation_z_counts(alice: Known) -> None:
    found = price(alice, american(alice, 2_400, {"percent_bp": 100, "floor": 2_500}, 300_000))
    assert (found["months"], found["interest"]) == (exactly(183), exactly(488_687))
    assert (found["paid"], found["first_interest"]) == (exactly(788_687), exactly(6_000))
    assert found["in_three_years"] == {"payment": 11_770, "total": 423_720}
    assert (found["method"], found["paid_off"], found["basis"]["confirmed"]) == ("monthly", True, True)
    assert found["basis"]["law"] == "12 CFR 1026.7(b)(12), appendix M1"


def test_a_promotion_bears_its_own_rate_until_its_end(alice: Known) -> None:
    card = american(alice, 1_800, OF_BALANCE, 100_000)
    before = price(alice, card)
    assert (before["months"], before["interest"]) == (exactly(94), exactly(86_218))
    body = {"kind": "promotional_rate", "ends_on": "2027-05-24", "rate_bp": 0, "balance": 50_000}
    alice.made(f"/v1/cards/{card}/promotions", body)
    alice.made(f"/v1/cards/{card}/promotions", body | {"balance": None})
    after = price(alice, card)
    assert after["interest"]["high"] < before["interest"]["low"] and after["promotions_left_out"] == 1
    # Half of it at 0 % for six months and 18 % for thirty: (15 + 18) / 2 = 16.5 % on average.
    assert after["in_three_years"]["payment"] == 3_540


def test_days_are_counted_between_the_published_examples(alice: Known) -> None:
    """1,000.00 posted 24 days before the due date, 12 days to the next closing: 17.40, or 17.85 with its own day."""
    card = card_of(
        alice, statement_day=10, due={"fixed_day": 28}, minimum={"percent_bp": 1_000}, interest_on="whole"
    )
    state(alice, card, "2026-11-10", 10_000, balance=100_000)
    found = price(alice, card, "?posted_on=2026-11-04")
    assert found["first_interest"] == {"state": "estimated", "low": 1_740, "high": 1_785}
    assert (found["method"], found["basis"]["confirmed"]) == ("daily", False)
    # Nobody said when it was posted: from the closing day on at least, 31 days before it at most.
    unsaid = price(alice, card)["first_interest"]
    assert (unsaid["low"], unsaid["high"]) == (900 + 540, 49 * 50 + 13 * 45)


def test_a_minimum_that_never_ends_says_so_and_what_lowers_the_balance(alice: Known) -> None:
    never = {"percent_bp": 100, "floor": 0, "base": "balance", "plus_interest_and_fees": False}
    found = price(alice, american(alice, 2_400, never, 100_000))
    unknown = {"state": "unknown", "low": None, "high": None}
    assert (found["paid_off"], found["months"], found["interest"]) == (False, unknown, unknown)
    assert found["first_interest"] == exactly(2_000)
    assert found["in_three_years"]["payment"] == 3_923


def test_a_place_without_a_way_of_its_own_has_no_source_for_it(alice: Known) -> None:
    found = price(alice, american(alice, 2_400, {"percent_bp": 100, "floor": 2_500}, 300_000, country="GB"))
    assert (found["months"], found["basis"]["source"], found["basis"]["confirmed"]) == (
        exactly(183),
        "",
        False,
    )


def test_without_a_rate_or_a_statement_it_is_unknown(alice: Known) -> None:
    card = str(alice.made("/v1/cards", CARD | {"apr_bp": None})["id"])
    found = price(alice, card)
    assert (found["balance"], found["paid_off"], found["in_three_years"]) == (None, None, None)
    assert [each["code"] for each in found["needs"]] == ["statement", "rate"]
    assert found["first_interest"] == {"state": "unknown", "low": None, "high": None}


def test_interest_is_charged_once_a_month(alice: Known) -> None:
    """app-fire-calculator#45 charged 10,000.00 at 20 % a month's interest twice: 332 where 166.67 is right."""
    found = price(alice, american(alice, 2_000, {"percent_bp": 100, "floor": 2_500}, 1_000_000))
    assert found["first_interest"] == exactly(16_667)


def test_a_minimum_has_the_interest_of_its_own_first_month(alice: Known) -> None:
    """biweeklybudget#176: the first minimum was without interest. Here it is 1 % and 60.00, so 2,970.00 are left."""
    card = american(alice, 2_400, {"percent_bp": 100, "floor": 2_500}, 300_000)
    alice.made("/v1/payments", {"account_id": card, "amount": 3_000})
    later = price(alice, card)
    assert (later["balance"], later["months"], later["first_interest"]) == (
        297_000,
        exactly(182),
        exactly(5_940),
    )
