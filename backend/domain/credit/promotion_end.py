"""What ends with a card's promotion: what is left of its balance, and the interest that is charged back by then.

Deferred interest is charged for the whole time from the start if anything is left at the end. The agreement's own
method decides the sum; from the rate alone it lies between simple interest on what is left and on all that was bought.
"""

from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from backend.domain.money.amount import half_up

State = Literal["known", "estimated", "unknown"]


class Range(NamedTuple):
    """Minor units between two bounds; None is not known, and the same twice is known."""

    state: State
    low: int | None
    high: int | None


UNKNOWN = Range("unknown", None, None)


def remaining(balance: int | None, paid_since: int) -> Range:
    """What is left of a promotion's balance: which balance a payment goes to is the issuer's rule, so after one it lies
    between nothing of it and all of it."""
    if balance is None:
        return UNKNOWN
    if not paid_since or not balance:
        return Range("known", balance, balance)
    return Range("estimated", max(0, balance - paid_since), balance)


def charged_back(
    *,
    accrued: int | None,
    rate_bp: int | None,
    started_on: date | None,
    ends_on: date,
    principal: int | None,
    left: Range,
) -> Range:
    """The deferred interest that is charged if anything is left at the end; `accrued` is what the issuer says of it."""
    if left.high == 0:
        return Range("known", 0, 0)
    if rate_bp is None or started_on is None or (principal is None and left.high is None):
        return Range("estimated", accrued, None) if accrued else UNKNOWN
    share = Fraction(rate_bp, 10_000) * Fraction((ends_on - started_on).days, 365)
    high = half_up(max(principal or 0, left.high or 0) * share)
    low = half_up((left.low or 0) * share)
    return Range("estimated", max(low, accrued or 0), max(high, accrued or 0))
