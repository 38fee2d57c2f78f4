"""Amounts are whole minor units (cents, fen) with an ISO 4217 code; nothing here is a float."""

from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global
from babel.numbers import parse_pattern

# ISO 4217's minor units where they are not two. Babel's own table is of what is printed, and prints no
# decimals for some currencies (LBP, RSD, IQD) whose minor unit exists and is what an amount counts.
_NO_DECIMALS = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split())
_THREE_DECIMALS = frozenset("BHD IQD JOD KWD LYD OMR TND".split())
_FOUR_DECIMALS = frozenset(("CLF", "UYW"))


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
    if currency in _NO_DECIMALS:
        return 0
    if currency in _THREE_DECIMALS:
        return 3
    return 4 if currency in _FOUR_DECIMALS else 2
