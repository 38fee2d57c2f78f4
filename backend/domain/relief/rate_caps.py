"""Whether an account costs more a year than its place allows credit of its kind to cost.

A cap binds lenders of one sort, and what sort a lender is nobody has said: so each finding names whom the cap binds, in
the words of the country's file, and says no more than that the rate is above it. The cap of the day on which the credit
began counts. A contested number is two, and between them nothing is sure.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from backend.domain.bureau.country_law import LegalRule


class AboveCap(NamedTuple):
    """`rate_bp` is the account's annual rate, `state` "contested" where it lies between two readings of the cap.

    `began_known`: whether the day was known on which the credit began; else today's cap was asked.
    """

    cap: LegalRule
    rate_bp: int
    state: Literal["above", "contested"]
    began_known: bool


def yearly_rate_bp(apr_bp: int | None, rate_bp: int | None, daily_rate_ppm: int | None) -> Fraction | None:
    """The highest of an account's rates as basis points a year, a daily one times 365; None where none is known."""
    daily = None if daily_rate_ppm is None else Fraction(daily_rate_ppm * 365, 100)
    known = [Fraction(each) for each in (apr_bp, rate_bp, daily) if each is not None]
    return max(known, default=None)


def above_caps(rate: Fraction | None, caps: Sequence[LegalRule], began_on: date | None) -> list[AboveCap]:
    """The caps that a rate in basis points a year lies above; a rate that equals a cap keeps it."""
    if rate is None:
        return []
    found = []
    for cap in caps:
        low = int(cap.value) * 100
        high = low if cap.high is None else cap.high * 100
        if rate > low:
            state: Literal["above", "contested"] = "above" if rate > high else "contested"
            found.append(AboveCap(cap, int(rate), state, began_on is not None))
    return found
