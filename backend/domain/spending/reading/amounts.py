"""The parser of amounts turns what banks write into whole minor units, or raises an AmountError with a stable code.

A number may carry a currency ("¥28.16", "HKD 5", "5元"), a sign before or behind it or as brackets, and CR or
DR. With a decimal comma, points (or spaces, or apostrophes) group thousands, and the other way round; a group
of the wrong length is an error and not a guess, and so are decimals that the currency does not have.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from backend.domain.money.amount import minor_digits
from backend.domain.spending.reading.header_words import currency_named

LARGEST = 10**15

_SIGNS = {"\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-", "\u2014": "-"}
_CURRENCY = r"(?:[A-Za-z]{0,3}[¥$€£₩₹₽₱฿₫]|[A-Za-z]{3}\b\.?|kr\.?|人民币|元|港币|美元|円|圆)"
_AMOUNT = re.compile(
    rf"(?P<open>\()?\s*(?P<before>[-+])?\s*(?P<lead>{_CURRENCY})?\s*(?P<inner>[-+])?\s*"
    r"(?P<number>[0-9][0-9.,' \u2019]*|[.,][0-9]+)\s*(?P<trail>" + _CURRENCY + r")?\s*"
    r"(?P<after>[-+])?\s*(?P<side>(?:CR|DR|C|D|H|S|借|贷)\.?)?\s*(?P<close>\))?",
    re.IGNORECASE,
)
_SIDES = {"CR": 1, "C": 1, "H": 1, "贷": 1, "DR": -1, "D": -1, "S": -1, "借": -1}
_GROUPED = re.compile(
    r"[0-9]{1,3}(?:([.,' \u2019])[0-9]{3})(?:\1[0-9]{3})*|[0-9]{1,3}(?:,[0-9]{2})*,[0-9]{3}"
)
_FAST = {mark: re.compile(rf"[-+]?[0-9]{{1,12}}\{mark}[0-9][0-9]") for mark in ".,"}


# Behind the amount: what became of it (京东), or the country it was spent in (招商银行).
_REMARK = re.compile(r"\s*\((?:[^()]*退款[^()]*|[A-Z]{2})\)$")


class AmountError(ValueError):
    """A cell is no amount; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Amount(NamedTuple):
    """Minor units with the written sign; the currency beside it or ""; +1 for CR, -1 for DR, else 0."""

    minor: int
    currency: str
    side: int


class WrittenAmount(NamedTuple):
    """The parts of an amount before its marks are understood."""

    negative: bool
    number: str
    currency: str
    side: int


@lru_cache(maxsize=16384)
def split_amount(text: str, default: str) -> WrittenAmount | None:
    """The parts of a cell that is one amount, else None. `default` decides what a bare $ or ¥ is."""
    if len(text) > 48:
        return None
    plain = unicodedata.normalize("NFKC", text)
    for written, meant in _SIGNS.items():
        plain = plain.replace(written, meant)
    found = _AMOUNT.fullmatch(_REMARK.sub("", plain.strip()))
    if not found or bool(found["open"]) != bool(found["close"]):
        return None
    signs = [sign for sign in (found["before"], found["inner"], found["after"]) if sign]
    if len(signs) > 1:
        return None
    words = [word for word in (found["lead"], found["trail"]) if word]
    codes = [currency_named(word, default) for word in words]
    if "" in codes or len(set(codes)) > 1:
        return None
    side = _SIDES.get((found["side"] or "").upper().rstrip("."), 0)
    negative = "-" in signs or bool(found["open"])
    return WrittenAmount(negative, found["number"].strip(), codes[0] if codes else "", side)


def plain_amount(mark: str, currency: str) -> Callable[[str], object]:
    """Truthy for the commonest form, -1234.56, of which int() without its mark is the whole reading."""
    return _FAST[mark].fullmatch if minor_digits(currency) == 2 else _never


def _never(_: str) -> None:
    return None


def read_amount(text: str, mark: str, currency: str) -> Amount:
    """The amount in `text` (stripped), with `mark` as its decimal mark. Raises AmountError."""
    digits = minor_digits(currency)
    if digits == 2 and _FAST[mark].fullmatch(text):
        return Amount(int(text.replace(mark, "")), "", 0)
    return _read_amount(text, mark, currency)


@lru_cache(maxsize=16384)
def _read_amount(text: str, mark: str, currency: str) -> Amount:
    if not text:
        raise AmountError("amount-missing")
    if text[0] in "=@" or (
        text[0] in "+-" and text[1:2].isalpha() and any(letter in text for letter in "|(!")
    ):
        raise AmountError("amount-formula")
    written = split_amount(text, currency)
    if written is None:
        raise AmountError("amount-unreadable")
    minor = to_minor(written.number, mark, minor_digits(written.currency or currency))
    return Amount(-minor if written.negative else minor, written.currency, written.side)


def to_minor(number: str, mark: str, digits: int) -> int:
    """Whole minor units of an unsigned number as written. Raises AmountError."""
    whole, found, fraction = number.partition(mark)
    if (found and not fraction.isdigit() and fraction) or (not whole and not fraction):
        raise AmountError("amount-unreadable")
    if whole and not whole.isdigit():
        if mark in whole or not _GROUPED.fullmatch(whole):
            raise AmountError("amount-unreadable")
        whole = re.sub(r"[^0-9]", "", whole)
    if fraction[digits:].strip("0"):
        raise AmountError("amount-too-fine")
    # int() of digits alone: no float, and no rounding of anything.
    minor = int((whole or "0") + fraction[:digits].ljust(digits, "0"))
    if minor >= LARGEST:
        raise AmountError("amount-too-large")
    return minor


def mark_votes(number: str) -> tuple[int, int]:
    """How surely a number's marks say "point" and "comma": 2 proof, 1 hint, 0 nothing."""
    point, comma = number.rfind("."), number.rfind(",")
    if point >= 0 and comma >= 0:
        return (2, 0) if point > comma else (0, 2)
    if point < 0 and comma < 0:
        return (0, 0)
    mark = "." if point >= 0 else ","
    decimal = (2, 0) if mark == "." else (0, 2)
    grouping = (0, 2) if mark == "." else (2, 0)
    if number.count(mark) > 1:
        return grouping
    if len(number) - number.rfind(mark) - 1 != 3:
        return decimal
    # "1,234" and "1.234": grouping in most files, and in all that have no three-digit currency.
    return (0, 1) if mark == "." else (1, 0)
