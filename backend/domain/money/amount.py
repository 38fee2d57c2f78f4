"""Amounts are whole minor units (cents, fen) with an ISO 4217 code; nothing here is a float."""

import re
import unicodedata
from decimal import MAX_PREC, Context, Decimal, localcontext
from fractions import Fraction
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global
from babel.numbers import NumberPattern, get_currency_symbol, parse_pattern

# ISO 4217's minor units where they are not two. Babel's own table is of what is printed, and prints no
# decimals for some currencies (LBP, RSD, IQD) whose minor unit exists and is what an amount counts.
_NO_DECIMALS = frozenset(
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "UYI",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ]
)
_THREE_DECIMALS = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
_FOUR_DECIMALS = frozenset(("CLF", "UYW"))
_DECIMALS: dict[str, int] = {
    **dict.fromkeys(_NO_DECIMALS, 0),
    **dict.fromkeys(_THREE_DECIMALS, 3),
    **dict.fromkeys(_FOUR_DECIMALS, 4),
}
_EXACT = Context(prec=MAX_PREC)


@cache
def _tender() -> frozenset[str]:
    """The currencies that are legal tender somewhere, with no end in sight, by Babel's (CLDR's) data."""
    territories = get_global("territory_currencies").values()
    return frozenset(
        code for uses in territories for code, _, end, is_tender in uses if is_tender and end is None
    )


def valid_currency(code: str) -> bool:
    """Whether `code` is the ISO 4217 code (upper case) of a currency in use today."""
    return code in _tender()


def minor_digits(currency: str) -> int:
    """How many decimals the minor unit has: CNY 2, JPY 0, KWD 3 (ISO 4217)."""
    return _DECIMALS.get(currency, 2)


def _is_lettered(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "SZ"


@lru_cache(maxsize=256)
def _pattern(locale: Locale, currency: str, digits: int) -> NumberPattern:
    # CLDR's currencySpacing, which Babel leaves out: a symbol that ends in a letter keeps clear of the digits.
    symbol = get_currency_symbol(currency, locale)
    text = locale.currency_formats["standard"].pattern
    if _is_lettered(symbol[-1]):
        text = re.sub("\u00a4(?=[#0])", "\u00a4\u00a0", text)
    if _is_lettered(symbol[0]):
        text = re.sub("(?<=[#0])\u00a4", "\u00a0\u00a4", text)
    pattern = parse_pattern(text)
    pattern.frac_prec = (digits, digits)
    return pattern


@lru_cache(maxsize=64)
def _locale(name: str) -> Locale:
    return Locale.parse(name.replace("_", "-"), sep="-")


@lru_cache(maxsize=16384)
def format_money(minor: int, currency: str, locale: str) -> str:
    """The amount as people there write it: 123456 CNY is "¥1,234.56" in zh-CN and "CN¥1,234.56" in en.

    Exact at any size. `locale` is a language tag ("zh-CN") or Babel's form of it ("zh_CN").
    """
    digits = minor_digits(currency)
    return _written(Decimal(minor).scaleb(-digits, _EXACT), currency, locale, digits)


def format_whole_money(minor: int, currency: str, locale: str) -> str:
    """A whole number of major units without its minor ones: 120000 CNY is "¥1,200" in zh-CN.

    Raises ValueError for an amount that has minor units: none is rounded away.
    """
    whole, rest = divmod(minor, 10 ** minor_digits(currency))
    if rest:
        raise ValueError("an amount with minor units is written with them")
    return _written(Decimal(whole), currency, locale, 0)


def _written(value: Decimal, currency: str, locale: str, digits: int) -> str:
    where = _locale(locale)
    # Babel computes in the current context, which would round past 28 digits; the value has exactly those to show.
    with localcontext(_EXACT):
        text: str = _pattern(where, currency, digits).apply(
            value, where, currency=currency, currency_digits=False, decimal_quantization=False
        )
    return text


def half_up(value: Fraction) -> int:
    """The nearest integer; a half goes away from zero, as on a bill."""
    size = (abs(value.numerator) * 2 + value.denominator) // (value.denominator * 2)
    return size if value >= 0 else -size


def percent_of(minor: int, bp: int) -> int:
    """`bp` hundredths of a per cent of an amount, half-up: 1000 of 12345 is 1235."""
    return half_up(Fraction(minor * bp, 10_000))


def split_evenly(minor: int, n: int) -> tuple[int, ...]:
    """`n` parts that sum to `minor`: equal, but for the odd units, which the last part takes.

    Raises ValueError where there are no parts to make.
    """
    if n < 1:
        raise ValueError("an amount is split into at least one part")
    part = minor // n
    return (part,) * (n - 1) + (minor - part * (n - 1),)
