"""What a promotion on a card changes in the interest of one cycle, as bounds.

Which balance a payment goes to is the issuer's rule. So what is left of a promotion lies between what was said less all
that has been paid since, and what was said; the bounds of its interest follow from these.
"""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

NOTHING = Fraction(0)


class CardPromotion(NamedTuple):
    """A balance at a rate of its own through `ends_on`. Minor units, rates a day; None is not known.

    `rate` while it holds (None for deferred interest, which asks for none), `after` from then on (None: the card's).
    `back_low` and `back_high` are what its end charges for the time before, 0 where nothing is deferred.
    """

    ends_on: date
    low: int | None
    high: int | None
    rate: Fraction | None
    after: Fraction | None
    back_low: int
    back_high: int | None


class CycleOfCard(NamedTuple):
    """One cycle: the days after `from_on` through `to_on`, what was paid since the promotions were said, the card's
    daily rate, and its whole balance."""

    from_on: date
    to_on: date
    paid: int
    daily_rate: Fraction
    balance: int


def least_change(promotion: CardPromotion, cycle: CycleOfCard) -> Fraction:
    """What the promotion adds to the cycle's interest at least; mostly less than 0."""
    high = cycle.balance if promotion.high is None else min(promotion.high, cycle.balance)
    low = max(0, (promotion.low or 0) - cycle.paid)
    free, after = _days(promotion.ends_on, cycle)
    while_held = low * (promotion.rate or NOTHING) - high * cycle.daily_rate
    more = (promotion.after or cycle.daily_rate) - cycle.daily_rate
    back = promotion.back_low if low and _ends_in(promotion, cycle) else 0
    return free * while_held + after * more * (low if more > 0 else high) + back


def most_change(promotion: CardPromotion, cycle: CycleOfCard) -> Fraction | None:
    """What it adds at most: nobody counts on the lower rate; None where that is not known."""
    more = max(NOTHING, (promotion.after or cycle.daily_rate) - cycle.daily_rate)
    high = cycle.balance if promotion.high is None else min(promotion.high, cycle.balance)
    back = promotion.back_high if _ends_in(promotion, cycle) else 0
    return None if back is None else _days(promotion.ends_on, cycle)[1] * more * high + back


def _days(ends_on: date, cycle: CycleOfCard) -> tuple[int, int]:
    whole = (cycle.to_on - cycle.from_on).days
    free = min(whole, max(0, (ends_on - cycle.from_on).days))
    return free, whole - free


def _ends_in(promotion: CardPromotion, cycle: CycleOfCard) -> bool:
    return cycle.from_on <= promotion.ends_on < cycle.to_on
