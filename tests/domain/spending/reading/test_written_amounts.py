"""Amounts as banks write them, into minor units: exact, or a code that says why not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.spending.reading.amounts import Amount, AmountError, mark_votes, read_amount


@pytest.mark.parametrize(
    ("text", "mark", "currency", "minor"),
    [
        ("12.34", ".", "CNY", 1234),
        ("-12.34", ".", "CNY", -1234),
        ("+12.34", ".", "CNY", 1234),
        ("1,234,567.8", ".", "CNY", 123456780),
        ("1,23,456.78", ".", "INR", 12345678),
        ("1.234.567,89", ",", "EUR", 123456789),
        ("1 234,56", ",", "EUR", 123456),
        ("1\u202f234,56", ",", "EUR", 123456),
        ("5'200.00", ".", "CHF", 520000),
        ("¥28.16", ".", "CNY", 2816),
        ("￥28.16", ".", "CNY", 2816),
        ("$-5.00", ".", "USD", -500),
        ("-$5", ".", "USD", -500),
        ("(5.00)", ".", "USD", -500),
        ("5.00-", ".", "USD", -500),
        ("\u22125.00", ".", "USD", -500),
        ("5.00元", ".", "CNY", 500),
        ("HKD 5.5", ".", "CNY", 550),
        ("８８.５０", ".", "CNY", 8850),
        (".5", ".", "USD", 50),
        ("7.", ".", "USD", 700),
        ("12.3400", ".", "USD", 1234),
        ("1,280", ".", "JPY", 1280),
        ("1.250", ".", "KWD", 1250),
        ("8,000.00(CN)", ".", "CNY", 800000),
        ("59.80(已全额退款)", ".", "CNY", 5980),
    ],
)
def test_an_amount_is_read_exactly(text: str, mark: str, currency: str, minor: int) -> None:
    assert read_amount(text, mark, currency).minor == minor


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "amount-missing"),
        ("abc", "amount-unreadable"),
        ("1.2.3", "amount-unreadable"),
        ("12,34.50", "amount-unreadable"),
        ("1,2345.00", "amount-unreadable"),
        ("1.2E+5", "amount-unreadable"),
        ("--5", "amount-unreadable"),
        ("-5-", "amount-unreadable"),
        ("(5.00", "amount-unreadable"),
        ("5 XQZ", "amount-unreadable"),
        ("€5 USD", "amount-unreadable"),
        ("NaN", "amount-unreadable"),
        ("=1+1", "amount-formula"),
        ("@SUM(A1)", "amount-formula"),
        ("+cmd|'/C calc'!A0", "amount-formula"),
        ("5.001", "amount-too-fine"),
        ("9" * 16, "amount-too-large"),
    ],
)
def test_what_is_no_amount_says_why(text: str, code: str) -> None:
    with pytest.raises(AmountError) as error:
        read_amount(text, ".", "USD")
    assert error.value.code == code


def test_yen_have_no_decimals_but_zeros() -> None:
    assert read_amount("120.00", ".", "JPY").minor == 120
    with pytest.raises(AmountError, match="amount-too-fine"):
        read_amount("120.50", ".", "JPY")


@pytest.mark.parametrize(("text", "side"), [("5.00 CR", 1), ("5.00DR", -1), ("5.00贷", 1), ("5,00 S", -1)])
def test_the_side_behind_an_amount_is_heard(text: str, side: int) -> None:
    assert read_amount(text, "," if "," in text else ".", "EUR") == Amount(500, "", side)


@pytest.mark.parametrize(
    ("text", "default", "currency"),
    [
        ("$5", "HKD", "HKD"),
        ("$5", "CNY", "USD"),
        ("¥5", "JPY", "JPY"),
        ("¥5", "USD", "CNY"),
        ("5 kr", "NOK", "NOK"),
    ],
)
def test_a_sign_of_several_currencies_leans_on_the_borrowers(text: str, default: str, currency: str) -> None:
    assert read_amount(text, ".", default).currency == currency


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from(".,"), st.booleans())
def test_every_amount_comes_back_to_the_cent(value: Decimal, mark: str, grouped: bool) -> None:
    text = f"{value:,.2f}" if grouped else f"{value:.2f}"
    text = text.translate(str.maketrans(",.", ".,")) if mark == "," else text
    assert read_amount(text, mark, "EUR").minor == int(value * 100)


@given(st.text(max_size=30), st.sampled_from(".,"))
def test_any_text_is_an_amount_or_an_error_with_a_code(text: str, mark: str) -> None:
    try:
        assert abs(read_amount(text, mark, "CNY").minor) < 10**15
    except AmountError as error:
        assert error.code.startswith("amount-")


@pytest.mark.parametrize(
    ("number", "votes"),
    [("1,234.56", (2, 0)), ("1.234,56", (0, 2)), ("1.234.567", (0, 2)), ("12,5", (0, 2)), ("1,234", (1, 0))],
)
def test_a_number_votes_for_its_decimal_mark(number: str, votes: tuple[int, int]) -> None:
    assert mark_votes(number) == votes
