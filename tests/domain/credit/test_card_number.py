"""Full card numbers are found however they are typed; what fails the Luhn check is let through."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.credit.card_number import contains_card_number

# Numbers that networks and payment providers publish for tests; no account is behind them.
TEST_NUMBERS = [
    "4111111111111111",  # Visa
    "4222222222222",  # Visa, 13 digits
    "5555555555554444",  # Mastercard
    "2223003122003222",  # Mastercard, 2-series
    "378282246310005",  # American Express, 15
    "6011111111111117",  # Discover
    "30569309025904",  # Diners Club, 14
    "3530111333300000",  # JCB
    "6200000000000005",  # UnionPay
    "6205500000000000004",  # UnionPay, 19
]
FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")  # noqa: RUF001
SEPARATORS = [
    " ",
    "-",
    "  ",
    " - ",
    ".",
    "/",
    "\t",
    "\n",
    "\r\n",
    "_",
    "–",
    "—",
    "\u00a0",
    "\u2009",
    "\u202f",
] + [
    "\u3000",  # ideographic space
    "\u2011",  # no-break hyphen
    "\u2212",  # minus sign
    "\u00b7",  # middle dot
    "\u200b",  # zero-width space
    "\u2060",  # word joiner
    "\uff0e",  # full-width full stop
]
DOUBLED = dict(zip("0123456789", (0, 2, 4, 6, 8, 1, 3, 5, 7, 9), strict=True))


def passes_luhn(number: str) -> bool:
    """ISO/IEC 7812-1, annex B: from the right, every second digit doubled and its digits added up."""
    plain = sum(int(digit) for digit in number[::-1][::2])
    return (plain + sum(DOUBLED[digit] for digit in number[::-1][1::2])) % 10 == 0


def in_fours(number: str, separator: str) -> str:
    return separator.join(number[start : start + 4] for start in range(0, len(number), 4))


@pytest.mark.parametrize("number", TEST_NUMBERS)
def test_a_card_number_is_found_however_it_is_spaced(number: str) -> None:
    assert passes_luhn(number)
    assert contains_card_number(number)
    for separator in SEPARATORS:
        assert contains_card_number(in_fours(number, separator)), repr(separator)
    assert contains_card_number(" ".join(number))


@pytest.mark.parametrize("number", TEST_NUMBERS)
def test_digits_of_other_scripts_are_digits(number: str) -> None:
    assert contains_card_number(number.translate(FULL_WIDTH))
    assert contains_card_number(in_fours(number, "-").translate(FULL_WIDTH))
    assert contains_card_number(number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))


@pytest.mark.parametrize("number", TEST_NUMBERS)
@pytest.mark.parametrize(
    "text",
    [
        "My card {} is due.",
        "我的卡号是{}，请勿外传",
        "card:{}",
        "x{}x",
        "No. 7 {} 12/27",
        "#1\n{}\n2026-12-05",
        "({})",
    ],
)
def test_a_card_number_is_found_inside_text(text: str, number: str) -> None:
    assert contains_card_number(text.format(in_fours(number, " ")))
    assert contains_card_number(text.format(number))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1111",
        "Visa ending in 1111",
        "尾号 1111，额度 50,000.00",
        "+1 (212) 555-0123",
        "138 0013 8000",
        "+86 138 0013 8000",
        "2026-12-05",
        "2026-12-05T23:59:59Z",
        "due 5 Dec 2026, minimum 1,234.56, balance 123,456.78",
        "123e4567-e89b-12d3-a456-426614174000",
        "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "dl_01JDE4Q5Z3W8V2K7M9N0P1R2S3",
        "0000 0000 0000 0000",
        "4222 2222 2222 3",
        "4111, 1111, 1111, 1111",
        "411111111111",
    ],
)
def test_what_is_no_card_number_is_let_through(text: str) -> None:
    assert not contains_card_number(text)


@given(st.text("0123456789", min_size=12, max_size=18), st.integers(1, 9), st.sampled_from(SEPARATORS))
def test_a_number_is_one_where_its_check_digit_is_right(body: str, wrong: int, separator: str) -> None:
    body = "4" + body[1:]
    check = next(digit for digit in "0123456789" if passes_luhn(body + digit))
    assert contains_card_number(f"card {in_fours(body + check, separator)}.")
    mistyped = body[:12] + str(
        (int(next(d for d in "0123456789" if passes_luhn(body[:12] + d))) + wrong) % 10
    )
    assert not contains_card_number(f"card {in_fours(mistyped, separator)}.")


@given(st.text("0123456789", min_size=1, max_size=24))
def test_a_run_of_digits_is_refused_where_any_13_to_19_of_it_pass(digits: str) -> None:
    parts = [digits[start:end] for start, end in combinations(range(len(digits) + 1), 2)]
    expected = any(13 <= len(part) <= 19 and int(part) and passes_luhn(part) for part in parts)
    assert contains_card_number(digits) is expected
