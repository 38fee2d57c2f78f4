"""Money as people write it, exactly; rounding, percentages and splitting to the minor unit."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.money.amount import (
    format_money,
    half_up,
    minor_digits,
    percent_of,
    split_evenly,
    valid_currency,
)

HUGE = 10**40 + 5
# Unicode CLDR, "en" and "zh": symbols $, CN¥, ¥ and US$, ¥, JP¥; the dinar's is its code, and a code is set off by a
# no-break space (UTS 35, part 3, currencySpacing).
WRITTEN = [
    (123456, "USD", "$1,234.56", "US$1,234.56"),
    (123456, "CNY", "CN¥1,234.56", "¥1,234.56"),
    (123456, "JPY", "¥123,456", "JP¥123,456"),
    (1234567, "KWD", "KWD\u00a01,234.567", "KWD\u00a01,234.567"),
    (0, "USD", "$0.00", "US$0.00"),
    (0, "JPY", "¥0", "JP¥0"),
    (5, "USD", "$0.05", "US$0.05"),
    (5, "KWD", "KWD\u00a00.005", "KWD\u00a00.005"),
    (-1, "CNY", "-CN¥0.01", "-¥0.01"),
    (-123456, "USD", "-$1,234.56", "-US$1,234.56"),
    (-100000, "JPY", "-¥100,000", "-JP¥100,000"),
    (-1, "KWD", "-KWD\u00a00.001", "-KWD\u00a00.001"),
    (100_000_000, "CNY", "CN¥1,000,000.00", "¥1,000,000.00"),
    (10**15, "USD", "$10,000,000,000,000.00", "US$10,000,000,000,000.00"),
    (2**63 - 1, "JPY", "¥9,223,372,036,854,775,807", "JP¥9,223,372,036,854,775,807"),
    (HUGE, "USD", "$100" + ",000" * 12 + ".05", "US$100" + ",000" * 12 + ".05"),
    (-HUGE, "JPY", "-¥10" + ",000" * 12 + ",005", "-JP¥10" + ",000" * 12 + ",005"),
]


@pytest.mark.parametrize(("minor", "currency", "english", "chinese"), WRITTEN)
def test_an_amount_is_written_as_people_there_write_it(
    minor: int, currency: str, english: str, chinese: str
) -> None:
    assert format_money(minor, currency, "en") == english
    assert format_money(minor, currency, "zh-CN") == chinese
    assert format_money(minor, currency, "zh_CN") == chinese


def test_other_languages_have_their_own_signs() -> None:
    assert format_money(123456, "EUR", "de") == "1.234,56\u00a0€"
    assert format_money(123456, "GBP", "en-GB") == "£1,234.56"
    assert format_money(-123456, "CHF", "en") == "-CHF\u00a01,234.56"
    assert format_money(123456, "XOF", "en") == "F\u202fCFA\u00a0123,456"
    assert format_money(123456, "KWD", "de") == "123,456\u00a0KWD"


@given(
    st.one_of(st.integers(), st.integers(-(10**60), 10**60)),
    st.sampled_from(["USD", "CNY", "JPY", "KWD"]),
    st.sampled_from(["en", "zh-CN"]),
)
def test_no_digit_is_lost_or_rounded(minor: int, currency: str, locale: str) -> None:
    written = format_money(minor, currency, locale)
    assert int(re.sub(r"\D", "", written)) == abs(minor)
    assert written.startswith("-") == (minor < 0)
    assert len(written.partition(".")[2]) == minor_digits(currency)


# ISO 4217, list one: minor units that are not two, and some that Babel prints without.
MINOR_UNITS = {
    **dict.fromkeys(["JPY", "KRW", "VND", "CLP", "ISK", "XOF", "XAF", "XPF", "UGX", "PYG"], 0),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
    **dict.fromkeys(["CLF", "UYW"], 4),
    **dict.fromkeys(["USD", "CNY", "EUR", "GBP", "HUF", "TWD", "IDR", "LBP", "RSD", "MGA", "MRU", "IRR"], 2),
}


@pytest.mark.parametrize(("currency", "digits"), MINOR_UNITS.items())
def test_the_minor_unit_is_the_standards(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits
    assert len(format_money(1, currency, "en").partition(".")[2]) == digits


@pytest.mark.parametrize(
    "code", ["USD", "CNY", "JPY", "KWD", "EUR", "GBP", "HKD", "TWD", "VES", "SLE", "XCG", "ZWG"]
)
def test_a_currency_in_use_is_valid(code: str) -> None:
    assert valid_currency(code)


@pytest.mark.parametrize(
    "code",
    ["DEM", "HRK", "VEF", "ZWL", "SLL", "ANG"]  # withdrawn
    + ["XAU", "X" * 3, "XTS", "CLF", "USN", "CHE"]  # metals, tests, units of account
    + ["usd", "RMB", "CNH", "", "US", "USDT", "€"],
)
def test_what_is_no_currency_in_use_is_not(code: str) -> None:
    assert not valid_currency(code)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", 0),
        ("1/2", 1),
        ("-1/2", -1),
        ("3/2", 2),
        ("5/2", 3),
        ("-5/2", -3),
        ("49/100", 0),
        ("-51/100", -1),
    ],
)
def test_a_half_goes_away_from_zero(value: str, expected: int) -> None:
    assert half_up(Fraction(value)) == expected


@given(st.one_of(st.decimals(-(10**9), 10**9, places=2), st.decimals(-100, 100, places=1)))
def test_rounding_is_the_standard_librarys_half_up(value: Decimal) -> None:
    assert half_up(Fraction(value)) == int(value.quantize(Decimal(1), ROUND_HALF_UP))


@given(st.integers(-(10**18), 10**18), st.integers(0, 20_000))
def test_a_percentage_is_exact_and_half_up(minor: int, bp: int) -> None:
    with localcontext(prec=60):
        assert percent_of(minor, bp) == int(
            (Decimal(minor) * bp / 10_000).quantize(Decimal(1), ROUND_HALF_UP)
        )


def test_a_tenth_of_123_45_is_12_35() -> None:
    assert percent_of(12_345, 1_000) == 1_235
    assert [percent_of(12_345, bp) for bp in (0, 10_000, 20_000)] == [0, 12_345, 24_690]


@given(st.integers(0, 10**18), st.integers(1, 600))
def test_parts_sum_to_the_whole_and_only_the_last_takes_odd_units(minor: int, n: int) -> None:
    *equal, last = split_evenly(minor, n)
    assert sum(equal) + last == minor
    assert len(equal) == n - 1
    assert set(equal) <= {minor // n}
    assert 0 <= last - minor // n < n


def test_a_hundred_in_three_is_33_33_and_34() -> None:
    assert split_evenly(100, 3) == (33, 33, 34)
    assert split_evenly(100, 1) == (100,)
    assert split_evenly(2, 4) == (0, 0, 0, 2)


@pytest.mark.parametrize("n", [0, -1])
def test_an_amount_is_not_split_into_no_parts(n: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        split_evenly(100, n)
