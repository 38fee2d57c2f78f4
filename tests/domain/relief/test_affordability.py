"""A new payment by a lender's own screens: right values, and properties against plain fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.relief.affordability import Fit, OwnFigures, affordability

PLAIN = OwnFigures(
    payment=100_000,
    income=1_000_000,
    dues=200_000,
    dues_unknown=0,
    kept="yes",
    flow_open=False,
    late=0,
    late_unsure=0,
)


def own(**more: object) -> OwnFigures:
    return OwnFigures(**{name: getattr(PLAIN, name) for name in PLAIN.__slots__} | more)  # type: ignore[arg-type]


def test_thirty_per_cent_is_within_thirty_six() -> None:
    found = affordability(PLAIN, limit_bp=3600)
    assert (found.share_bp, found.payment_to_income, found.whole) == (3000, Fit.WITHIN, Fit.WITHIN)


@pytest.mark.parametrize(
    ("payment", "fit", "share"),
    [(160_000, Fit.WITHIN, 3600), (160_001, Fit.OVER, 3601), (160_100, Fit.OVER, 3601)],
)
def test_the_limit_itself_is_within_and_a_cent_more_is_over(payment: int, fit: Fit, share: int) -> None:
    found = affordability(own(payment=payment), limit_bp=3600)
    assert (found.payment_to_income, found.share_bp) == (fit, share)


def test_income_that_is_not_known_is_no_zero_and_a_known_zero_is() -> None:
    unknown = affordability(own(income=None), limit_bp=3600)
    assert (unknown.payment_to_income, unknown.share_bp, unknown.whole) == (Fit.UNKNOWN, None, Fit.UNKNOWN)
    nothing = affordability(own(income=0), limit_bp=3600)
    assert (nothing.payment_to_income, nothing.share_bp) == (Fit.OVER, None)


def test_a_due_without_a_sum_leaves_within_open_and_over_as_it_is() -> None:
    assert affordability(own(dues_unknown=1), limit_bp=3600).payment_to_income is Fit.UNKNOWN
    assert affordability(own(dues_unknown=1, dues=900_000), limit_bp=3600).payment_to_income is Fit.OVER


@pytest.mark.parametrize(
    ("kept", "open_", "fit"),
    [
        ("yes", False, Fit.WITHIN),
        ("yes", True, Fit.UNKNOWN),
        ("at_risk", False, Fit.OVER),
        ("no", True, Fit.OVER),
        (None, False, Fit.UNKNOWN),
    ],
)
def test_the_cautious_case_decides(kept: str | None, open_: bool, fit: Fit) -> None:
    assert affordability(own(kept=kept, flow_open=open_), limit_bp=3600).cash_flow is fit


def test_what_is_late_for_certain_is_over_and_what_is_guessed_unknown() -> None:
    assert affordability(own(late=1), limit_bp=3600).whole is Fit.OVER
    assert affordability(own(late_unsure=1), limit_bp=3600).past_due is Fit.UNKNOWN


def test_a_negative_sum_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        affordability(own(dues=-1), limit_bp=3600)


SUMS = st.integers(0, 10**12)


@given(payment=SUMS, dues=SUMS, income=st.integers(1, 10**12), limit_bp=st.integers(1, 10_000))
def test_the_share_is_the_fraction_rounded_up(payment: int, dues: int, income: int, limit_bp: int) -> None:
    found = affordability(own(payment=payment, dues=dues, income=income), limit_bp=limit_bp)
    share = Fraction(payment + dues, income)
    assert found.share_bp is not None
    assert Fraction(found.share_bp - 1, 10_000) < share <= Fraction(found.share_bp, 10_000)
    assert (found.payment_to_income is Fit.OVER) == (share > Fraction(limit_bp, 10_000))


@given(payment=SUMS, more=SUMS, income=st.one_of(st.none(), SUMS), unknown=st.integers(0, 2))
def test_a_larger_payment_never_fits_better(
    payment: int, more: int, income: int | None, unknown: int
) -> None:
    order = [Fit.WITHIN, Fit.UNKNOWN, Fit.OVER]
    small, large = (
        affordability(own(payment=each, income=income, dues_unknown=unknown), limit_bp=3600)
        for each in (payment, payment + more)
    )
    assert order.index(small.payment_to_income) <= order.index(large.payment_to_income)
