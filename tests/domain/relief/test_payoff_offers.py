"""Balance transfers and consolidation loans: the fee against the saving, in whole minor units."""

from dataclasses import replace
from datetime import date

from backend.domain.relief.payoff.debts import Household
from backend.domain.relief.payoff.offers import Offer, OfferResult, judge, move
from tests.domain.relief.debts_to_pay import balances, loan, owed, played, rate

CARD, STORE = loan("card", 400_000, 2400, 10_000), loan("store", 100_000, 1800, 3_000)
ZERO = loan("offer", 0, 0, 5_000, rate(2200, date(2028, 4, 1)))


def judged(household: Household, offer: Offer) -> OfferResult:
    return judge(household, offer, without=played(household))


def test_a_transfer_saves_what_its_promotion_saves_less_its_fee() -> None:
    found = judged(owed(CARD, STORE, budget=40_000), Offer(ZERO, ("card",), fee_bp=300))
    balances(found.with_it)
    assert (found.amount, found.fee) == (400_000, 12_000)
    assert found.saves == found.without.cost - found.with_it.cost - 12_000
    assert found.saves > 0
    assert found.with_it.borrowed == 512_000
    assert (found.turns_on, found.left_at_turn) == (date(2028, 4, 1), 0)


def test_a_fee_above_the_saving_is_said_as_a_cost() -> None:
    found = judged(owed(CARD, budget=200_000), Offer(ZERO, ("card",), fee_bp=500))
    assert found.saves is not None
    assert found.saves < 0  # two months' interest is less than the fee


def test_a_limit_holds_the_fee_as_well_and_the_first_debts_fill_it() -> None:
    moved = move(owed(STORE, CARD, budget=1), Offer(ZERO, ("store", "card"), fee_bp=300, limit=206_000))
    assert (moved.amount, moved.fee) == (200_000, 6_000)
    assert [(debt.id, debt.balance) for debt in moved.household.debts] == [
        ("card", 300_000),
        ("offer", 206_000),
    ]


def test_what_is_left_when_the_promotion_ends_is_told() -> None:
    found = judged(owed(CARD, budget=15_000), Offer(ZERO, ("card",), fee_bp=300))
    assert found.left_at_turn == 412_000 - 15 * 15_000


def test_no_saving_is_told_between_a_life_that_ends_and_one_that_does_not() -> None:
    endless = owed(loan("card", 1_000_000, 3600, 0), budget=20_000)
    found = judged(endless, Offer(replace(ZERO, asks=(ZERO.asks[0]._replace(amount=0),)), ("card",)))
    assert found.without.ended_on is None
    assert found.with_it.ended_on is not None
    assert found.saves is None
