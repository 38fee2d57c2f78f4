"""An amount in another currency by a rate that somebody gave: exact fractions, rounded to the unsafe side only once."""

from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from backend.domain.money.amount import minor_digits

STALE_DAYS = 30
_LONGEST = 12  # digits on either side


class Rate(NamedTuple):
    """One unit of `currency` was worth so many of the other on that day."""

    currency: str
    worth: Fraction
    on: date

    def stale(self, today: date) -> bool:
        """Whether it is too old to be taken as today's."""
        return today - self.on > timedelta(days=STALE_DAYS)


def parse_rate(text: str) -> Fraction:
    """A positive rate written as a decimal ("7.12") or as a fraction ("100/14"). ValueError for anything else."""
    parts = text.split("/")
    if len(parts) > 2 or not all(_is_number(part) for part in parts):
        raise ValueError(f"no rate: {text!r}")
    values = [Fraction(part) for part in parts]
    if not all(values):
        raise ValueError("a rate is positive")
    return values[0] / values[1] if len(values) == 2 else values[0]


def _is_number(part: str) -> bool:
    whole, _, decimals = part.partition(".")
    digits = whole + decimals
    return (
        digits.isascii()
        and digits.isdigit()
        and 0 < len(whole) <= _LONGEST
        and len(decimals) <= _LONGEST
        and (bool(decimals) or "." not in part)
    )


def converted(amount: int, rate: Rate, into: str) -> int:
    """Minor units of `into`, rounded down: an income never grows and a cost never shrinks by rounding."""
    scale = Fraction(10) ** (minor_digits(into) - minor_digits(rate.currency))
    exact = amount * rate.worth * scale
    return exact.numerator // exact.denominator
