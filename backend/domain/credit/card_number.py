"""Finds full card numbers in text, so that they can be refused (ISO/IEC 7812: 12 to 19 digits, Luhn)."""

import re
import unicodedata

# Spaces, dashes, line ends and invisible marks separate in any script: a number typed with a Chinese keyboard
# comes in full-width digits and dashes, one pasted from a page with zero-width spaces in between.
_SEPARATING_CATEGORIES = frozenset(["Zs", "Zl", "Zp", "Pd", "Cc", "Cf"])
_SEPARATING_MARKS = frozenset("._/\uff0e\uff3f\uff0f\u00b7\u30fb\u2212")
_SHORTEST, _LONGEST = 13, 19
_INTERNATIONAL = re.compile(r"\+[0-9][0-9 ().-]{4,28}")
_LONGEST_TELEPHONE = 15


def is_international_number(text: str) -> bool:
    """Whether it is a telephone number with a plus and its country's code (E.164): at most 15 digits.

    One in ten of those with 13 and more passes the check of a card's number by chance; no card's begins with a plus.
    """
    return _INTERNATIONAL.fullmatch(text) is not None and sum(map(str.isdigit, text)) <= _LONGEST_TELEPHONE


def contains_card_number(text: str) -> bool:
    """Whether any run of digits, separators aside, holds 13 to 19 digits that pass the Luhn check."""
    return any(_holds_number(run) for run in _runs(text) if len(run) >= _SHORTEST)


def _runs(text: str) -> list[list[int]]:
    runs: list[list[int]] = [[]]
    for letter in text:
        digit = unicodedata.digit(letter, None)
        if digit is not None:
            runs[-1].append(digit)
        elif not _separates(letter):
            runs.append([])
    return runs


def _separates(letter: str) -> bool:
    return letter in _SEPARATING_MARKS or unicodedata.category(letter) in _SEPARATING_CATEGORIES


def _holds_number(digits: list[int]) -> bool:
    return any(
        _luhn(digits[start : start + length])
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(digits) - length + 1)
    )


def _luhn(digits: list[int]) -> bool:
    if not any(digits):
        return False
    total = sum(digits[-1::-2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return total % 10 == 0
