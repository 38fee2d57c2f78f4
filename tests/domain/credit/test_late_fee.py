"""A late fee is what the agreement says, and nothing without one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.credit.card_and_loan_terms import LateFeeRule
from backend.domain.credit.late_fee import late_fee


@pytest.mark.parametrize(
    ("rule", "unpaid", "fee"),
    [
        (LateFeeRule(flat=3_000), 9_000, 3_000),
        (LateFeeRule(percent_bp=500), 10_000, 500),  # customary in China: 5 % of the unpaid minimum
        (LateFeeRule(percent_bp=500), 10_010, 501),  # half a unit is a unit
        (LateFeeRule(percent_bp=500, minimum=1_000), 10_000, 1_000),
        (LateFeeRule(percent_bp=500, minimum=1_000), 1, 1_000),
        (LateFeeRule(flat=3_000, percent_bp=500), 100_000, 5_000),
        (LateFeeRule(percent_bp=500, cap=50_000), 10_000_000, 50_000),
        (LateFeeRule(flat=3_000, minimum=4_000, cap=3_500), 10_000, 3_500),
        (LateFeeRule(flat=3_000, cap=0), 10_000, 0),
        (None, 10_000, 0),
    ],
)
def test_a_fee_is_what_the_agreement_says(rule: LateFeeRule | None, unpaid: int, fee: int) -> None:
    assert late_fee(rule, unpaid) == fee


@pytest.mark.parametrize("unpaid", [0, -1])
def test_nothing_unpaid_costs_nothing(unpaid: int) -> None:
    assert late_fee(LateFeeRule(flat=3_000, minimum=1_000), unpaid) == 0


@given(
    st.builds(
        LateFeeRule,
        flat=st.integers(0, 5_000),
        percent_bp=st.integers(0, 2_000),
        minimum=st.integers(0, 5_000),
        cap=st.none() | st.integers(0, 10_000),
    ),
    st.integers(1, 10**9),
    st.integers(0, 10**6),
)
def test_more_unpaid_never_costs_less_and_a_cap_holds(rule: LateFeeRule, unpaid: int, more: int) -> None:
    fee = late_fee(rule, unpaid)
    assert late_fee(rule, unpaid + more) >= fee
    assert rule.cap is None or fee <= rule.cap
    assert fee >= rule.flat or fee == rule.cap
