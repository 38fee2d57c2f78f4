"""Amounts between currencies: exact, rounded once, and a rate that nobody could mean is refused."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.money.conversion import STALE_DAYS, Rate, converted, parse_rate

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "worth"),
    [("7", Fraction(7)), ("7.125", Fraction(57, 8)), ("100/14", Fraction(50, 7)), ("0.5/2", Fraction(1, 4))],
)
def test_a_rate_is_a_decimal_or_a_fraction(text: str, worth: Fraction) -> None:
    assert parse_rate(text) == worth


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "0.0",
        "-1",
        "+1",
        "1e5",
        "1_000",
        " 7",
        "7,1",
        ".5",
        "7.",
        "1/0",
        "1/2/3",
        "nan",
        "inf",
        "٧",
        "1" * 13,
    ],
)
def test_anything_else_is_no_rate(text: str) -> None:
    with pytest.raises(ValueError):
        parse_rate(text)


@given(
    st.integers(-(10**15), 10**15),
    st.fractions(min_value=Fraction(1, 10**6), max_value=10**6),
    st.sampled_from(["CNY", "JPY", "KWD"]),
    st.sampled_from(["USD", "VND", "BHD"]),
)
def test_a_conversion_is_the_exact_one_rounded_down(
    amount: int, worth: Fraction, have: str, want: str
) -> None:
    digits = {"CNY": 2, "USD": 2, "JPY": 0, "VND": 0, "KWD": 3, "BHD": 3}
    exact = Fraction(amount, 10 ** digits[have]) * worth * 10 ** digits[want]
    found = converted(amount, Rate(have, worth, DAY), want)
    assert found <= exact < found + 1


def test_a_rate_is_stale_after_thirty_days() -> None:
    rate = Rate("USD", Fraction(7), DAY)
    assert not rate.stale(DAY + timedelta(days=STALE_DAYS))
    assert rate.stale(DAY + timedelta(days=STALE_DAYS + 1))
