"""What the issuer will ask for, by worked examples of both countries and by what no rule may do."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.credit.card_and_loan_terms import MinimumRule
from backend.domain.credit.minimum_payment import minimum_payment

# Customary in China: 10 % of purchases and cash, and on top all interest and fees, past due and over limit.
CHINA = MinimumRule(percent_bp=1000)
# The usual form of United States agreements: the greater of a floor and 1 % with interest and fees.
US_25 = MinimumRule(percent_bp=100, floor=2_500)
US_40 = replace(US_25, floor=4_000)
RULES = st.builds(
    MinimumRule,
    percent_bp=st.integers(0, 10_000),
    floor=st.integers(0, 10_000),
    base=st.sampled_from(["balance", "principal"]),
    plus_interest_and_fees=st.booleans(),
    plus_over_limit=st.booleans(),
    plus_past_due=st.booleans(),
)
AMOUNTS = st.fixed_dictionaries(
    {name: st.integers(0, 50_000) for name in ("interest_and_fees", "over_limit", "past_due")}
)
BALANCES = st.integers(-1_000, 10**9)


def test_a_tenth_of_a_thousand_is_a_hundred() -> None:
    # The published Chinese example: purchases of 1,000.00, no cash, 10 %; and its neighbour of 1,400.00.
    assert minimum_payment(CHINA, balance=100_000) == 10_000
    assert minimum_payment(CHINA, balance=140_000) == 14_000


@pytest.mark.parametrize(
    ("rule", "principal", "interest", "first"),
    [
        (US_25, 300_000, 6_000, 9_000),  # 3,000.00 at 24 % a year: 1 % and 60.00
        (US_40, 500_000, 8_333, 13_333),  # 5,000.00 at 20 % a year: 1 % and 83.33
    ],
)
def test_one_per_cent_and_interest_above_the_floor(
    rule: MinimumRule, principal: int, interest: int, first: int
) -> None:
    assert minimum_payment(rule, balance=principal + interest, interest_and_fees=interest) == first


def test_the_floor_holds_where_the_percentage_is_less() -> None:
    assert minimum_payment(US_25, balance=100_000, interest_and_fees=1_000) == 2_500
    assert minimum_payment(US_40, balance=100_000, interest_and_fees=1_000) == 4_000


def test_a_balance_below_the_floor_is_the_minimum() -> None:
    assert minimum_payment(US_25, balance=1_999) == 1_999
    assert minimum_payment(US_25, balance=2_500) == 2_500


def test_past_due_and_over_limit_come_on_top_of_the_floor() -> None:
    amounts = {"balance": 100_000, "over_limit": 700, "past_due": 2_000}
    assert minimum_payment(US_25, **amounts) == 2_500 + 700 + 2_000
    assert minimum_payment(replace(US_25, plus_past_due=False), **amounts) == 2_500 + 700
    assert minimum_payment(replace(US_25, plus_over_limit=False), **amounts) == 2_500 + 2_000


def test_interest_and_fees_count_once() -> None:
    amounts = {"balance": 110_000, "interest_and_fees": 10_000}
    assert minimum_payment(CHINA, **amounts) == 10_000 + 10_000
    assert minimum_payment(replace(CHINA, plus_interest_and_fees=False), **amounts) == 10_000
    assert minimum_payment(replace(CHINA, base="balance"), **amounts) == 11_000 + 10_000


def test_half_a_unit_is_a_unit() -> None:
    assert [minimum_payment(CHINA, balance=balance) for balance in (44, 45, 54, 55)] == [4, 5, 5, 6]


@pytest.mark.parametrize("balance", [0, -1, -100_000])
def test_nothing_is_asked_of_a_balance_of_nothing_or_a_credit(balance: int) -> None:
    assert minimum_payment(US_25, balance=balance, past_due=5_000, interest_and_fees=100) == 0


@given(RULES, BALANCES, AMOUNTS)
def test_the_minimum_is_never_negative_and_never_above_the_balance(
    rule: MinimumRule, balance: int, amounts: dict[str, int]
) -> None:
    assert 0 <= minimum_payment(rule, balance=balance, **amounts) <= max(balance, 0)


@given(RULES, BALANCES, st.integers(0, 10**6), AMOUNTS)
def test_more_owed_never_asks_for_less(
    rule: MinimumRule, balance: int, more: int, amounts: dict[str, int]
) -> None:
    least = minimum_payment(rule, balance=balance, **amounts)
    assert minimum_payment(rule, balance=balance + more, **amounts) >= least


@given(RULES, st.integers(10**8, 10**12), AMOUNTS)
def test_away_from_its_bounds_it_is_the_percentage_and_the_additions(
    rule: MinimumRule, balance: int, amounts: dict[str, int]
) -> None:
    rule = replace(rule, floor=0, percent_bp=rule.percent_bp // 2)
    base = balance - (amounts["interest_and_fees"] if rule.base == "principal" else 0)
    added = [
        (rule.plus_interest_and_fees, amounts["interest_and_fees"]),
        (rule.plus_over_limit, amounts["over_limit"]),
        (rule.plus_past_due, amounts["past_due"]),
    ]
    exact = Fraction(base * rule.percent_bp, 10_000) + sum(amount for plus, amount in added if plus)
    assert -Fraction(1, 2) < minimum_payment(rule, balance=balance, **amounts) - exact <= Fraction(1, 2)
