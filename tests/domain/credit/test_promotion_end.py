"""What a promotion's end brings, against the sum done in fractions."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from backend.domain.credit.promotion_end import UNKNOWN, Range, charged_back, remaining

START = date(2026, 1, 1)


def test_what_is_left_is_known_until_a_payment_may_have_gone_elsewhere() -> None:
    assert remaining(120_000, 0) == Range("known", 120_000, 120_000)
    assert remaining(120_000, 50_000) == Range("estimated", 70_000, 120_000)
    assert remaining(120_000, 500_000) == Range("estimated", 0, 120_000)
    assert remaining(None, 50_000) == UNKNOWN


def test_a_year_at_26_99_per_cent_on_1_200_is_charged_back() -> None:
    left = remaining(120_000, 0)
    found = charged_back(
        accrued=None,
        rate_bp=2699,
        started_on=START,
        ends_on=date(2027, 1, 1),
        principal=120_000,
        left=left,
    )
    assert found == Range("estimated", 32_388, 32_388)


def test_what_is_not_known_is_not_nothing() -> None:
    left = remaining(None, 0)
    said = {"started_on": START, "ends_on": date(2027, 1, 1)}
    assert charged_back(accrued=None, rate_bp=2699, principal=None, left=left, **said) == UNKNOWN
    assert charged_back(accrued=None, rate_bp=None, principal=5, left=left, **said) == UNKNOWN
    assert charged_back(accrued=700, rate_bp=None, principal=5, left=left, **said) == Range(
        "estimated", 700, None
    )


@given(
    st.none() | st.integers(0, 10**6),
    st.integers(0, 5_000),
    st.integers(1, 730),
    st.integers(1, 10**9),
    st.integers(1, 10**9),
    st.integers(0, 10**9),
)
def test_the_bounds_hold_simple_interest_on_every_balance_between(
    accrued: int | None, rate_bp: int, days: int, principal: int, balance: int, paid: int
) -> None:
    left = remaining(min(balance, principal), paid)
    found = charged_back(
        accrued=accrued,
        rate_bp=rate_bp,
        started_on=START,
        ends_on=START + timedelta(days=days),
        principal=principal,
        left=left,
    )
    assert found.low is not None
    assert found.high is not None
    assert (accrued or 0) <= found.low <= found.high
    if accrued is None:
        exact = Fraction(left.low or 0) * rate_bp * days / 3_650_000
        assert abs(found.low - exact) <= Fraction(1, 2)
        assert abs(found.high - Fraction(principal) * rate_bp * days / 3_650_000) <= Fraction(1, 2)
