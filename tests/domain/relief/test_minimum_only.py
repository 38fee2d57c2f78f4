"""What paying only the minimum costs: examples worked by others, and a slow loop in Decimal written apart."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.credit.card_and_loan_terms import MinimumRule
from backend.domain.credit.minimum_payment import minimum_payment
from backend.domain.relief.minimum_only import (
    Balance,
    Bill,
    DayCount,
    by_days,
    by_months,
    cleared_in_three_years,
)

DAILY = Fraction(5, 10_000)
TEN_PER_CENT = MinimumRule(1_000)
NO_MINIMUM = MinimumRule(0, plus_interest_and_fees=False)


def of_balance(percent_bp: int, floor: int) -> MinimumRule:
    return MinimumRule(percent_bp, floor, base="balance", plus_interest_and_fees=False)


# Closes on the 5th, due on the 23rd; 1,000.00 posted on 30 March.
SPRING = [
    Bill(date(2026, 4, 23), date(2026, 5, 5)),
    Bill(date(2026, 5, 23), date(2026, 6, 5)),
    Bill(date(2026, 6, 23), date(2026, 7, 5)),
    Bill(date(2026, 7, 23), date(2026, 8, 5)),
]
POSTED = date(2026, 3, 30)


def test_the_first_bill_after_a_minimum_charges_from_the_posting() -> None:
    """1,000 bear 24 days and 900 bear 12: 17.40; with the statement's own day 17.85."""
    interests = by_days(100_000, TEN_PER_CENT, DAILY, POSTED, SPRING[:1]).interests
    assert interests == (1_740,)
    inclusive = by_days(
        100_000, TEN_PER_CENT, DAILY, POSTED, SPRING[:1], DayCount(statement_day=True)
    ).interests
    assert inclusive == (1_785,)
    assert minimum_payment(TEN_PER_CENT, balance=101_740, interest_and_fees=1_740) == 11_740


def test_a_bill_that_closes_on_the_tenth() -> None:
    bills = [Bill(date(2026, 5, 1), date(2026, 5, 10))]
    interests = by_days(100_000, TEN_PER_CENT, DAILY, POSTED, bills, DayCount(statement_day=True)).interests
    assert interests == (2_050,)


def test_the_original_purchases_may_go_on_bearing() -> None:
    count = DayCount(originals_bear=True)
    interests = by_days(100_000, TEN_PER_CENT, DAILY, POSTED, SPRING, count).interests
    assert interests == (1_740, 2_020, 1_970, 1_890)


def test_only_what_is_unpaid_may_bear() -> None:
    interests = by_days(
        100_000, TEN_PER_CENT, DAILY, POSTED, SPRING[:1], DayCount(unpaid_only=True)
    ).interests
    assert interests == (900 * 36 * 5 // 100,)


def test_a_minimum_is_a_tenth() -> None:
    assert minimum_payment(TEN_PER_CENT, balance=100_000) == 10_000
    assert minimum_payment(TEN_PER_CENT, balance=140_000) == 14_000


PROMOTION = [Balance(50_000, 1_700, 0, 6), Balance(25_000, 1_700), Balance(25_000, 2_100)]


def test_three_balances_with_a_promotion() -> None:
    found = by_months(PROMOTION, of_balance(200, 2_000))
    assert (found.months, found.paid) == (93, 185_002)
    clears = cleared_in_three_years(PROMOTION)
    assert (clears.payment, clears.total) == (3_545, 127_620)
    assert (found.paid - clears.total + 50) // 100 == 574
    early = by_months([PROMOTION[0]._replace(promotion_months=5), *PROMOTION[1:]], of_balance(200, 2_000))
    assert (early.months, early.paid) == (94, 187_238)


@pytest.mark.parametrize(
    ("amount", "rate_bp", "payment", "first_interest", "months", "interest"),
    [(1_000_000, 2_000, 50_000, 16_667, 25, 226_606), (500_000, 1_800, 15_000, 7_500, 47, 198_361)],
)
def test_a_fixed_payment(
    amount: int, rate_bp: int, payment: int, first_interest: int, months: int, interest: int
) -> None:
    found = by_months([Balance(amount, rate_bp)], NO_MINIMUM, fixed=payment)
    assert (found.first_interest, found.months, found.interest) == (first_interest, months, interest)
    assert found.paid == amount + interest


def test_the_last_of_the_fixed_payments() -> None:
    found = by_months([Balance(500_000, 1_800)], NO_MINIMUM, fixed=15_000)
    assert found.paid - 46 * 15_000 == 8_361


@pytest.mark.parametrize(
    ("amount", "rate_bp", "rule", "first", "months", "interest", "payment"),
    [
        (300_000, 2_400, MinimumRule(100, 2_500), 9_000, 183, 488_687, 11_770),
        (500_000, 2_000, MinimumRule(100, 4_000), 13_333, 180, 670_685, 18_582),
        (100_000, 1_800, of_balance(200, 2_000), 2_000, 94, 86_218, 3_615),
    ],
)
def test_the_minimum_alone(
    amount: int, rate_bp: int, rule: MinimumRule, first: int, months: int, interest: int, payment: int
) -> None:
    found = by_months([Balance(amount, rate_bp)], rule)
    assert (found.first_minimum, found.months, found.interest) == (first, months, interest)
    clears = cleared_in_three_years([Balance(amount, rate_bp)])
    assert (clears.payment, clears.total) == (payment, payment * 36)


def test_what_never_ends_says_what_is_left() -> None:
    """1 % of a balance that bears 2 % a month: it grows."""
    found = by_months([Balance(100_000, 2_400)], of_balance(100, 0))
    assert found.months is None and found.left > 100_000
    assert found.first_interest == 2_000


def test_nothing_owed_costs_nothing() -> None:
    assert cleared_in_three_years([]) == (0, 0)


def cents(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def slowly(amount: int, rate_bp: int, percent_bp: int, floor: int, plus: bool) -> tuple[int | None, int]:
    owed, interest = Decimal(amount), 0
    for month in range(1, 1_201):
        more = cents(owed * Decimal(rate_bp) / Decimal(10_000) / 12)
        asked = max(cents(owed * percent_bp / 10_000) + (more if plus else 0), floor)
        interest += more
        owed = owed + more - min(asked, owed + more)
        if owed == 0:
            return month, interest
    return None, interest


@given(
    amount=st.integers(1, 5_000_000),
    rate_bp=st.integers(0, 4_000),
    percent_bp=st.integers(0, 1_000),
    floor=st.integers(0, 10_000),
    plus=st.booleans(),
)
def test_it_agrees_with_a_slow_loop(
    amount: int, rate_bp: int, percent_bp: int, floor: int, plus: bool
) -> None:
    rule = MinimumRule(percent_bp, floor, plus_interest_and_fees=plus)
    found = by_months([Balance(amount, rate_bp)], rule)
    assert (found.months, found.interest) == slowly(amount, rate_bp, percent_bp, floor, plus)
    assert found.paid + found.left == amount + found.interest


def test_day_by_day_money_in_is_money_out() -> None:
    bills = [
        Bill(date(2027 + k // 12, k % 12 + 1, 23), date(2027 + (k + 1) // 12, (k + 1) % 12 + 1, 5))
        for k in range(60)
    ]
    for count in (DayCount(), DayCount(statement_day=True, originals_bear=True)):
        found = by_days(100_000, MinimumRule(1_000, 1_000), DAILY, date(2026, 12, 20), bills, count)
        assert found.pay_off.months == len(found.interests)
        assert found.pay_off.paid == 100_000 + found.pay_off.interest
    unfinished = by_days(100_000, TEN_PER_CENT, DAILY, date(2026, 12, 20), bills).pay_off
    assert unfinished.months is None and unfinished.left > 0
    assert unfinished.paid + unfinished.left == 100_000 + unfinished.interest
