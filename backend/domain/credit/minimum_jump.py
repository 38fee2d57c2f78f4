"""Whether a card's minimums to come rise so much that it has to be said before the statement says it.

Compared are the minimum of the statement known last and the least that the next ones can ask where only the minimum is
paid and nothing new is spent. So a rise that is told is sure to come, as far as the card's rule and rate are known.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from backend.domain.credit.minimum_forecast import ForecastMonth

# The next statement, and the one after it: the first full cycle after a promotion's end.
LOOK_AHEAD = 2


class Jump(NamedTuple):
    """Minor units: from the minimum known last to at least so much, on the statement that closes on a day."""

    before: int
    at_least: int
    closes_on: date


def first_jump(known_minimum: int, coming: Sequence[ForecastMonth], share_bp: int) -> Jump | None:
    """The first of the months to come that asks for more by `share_bp` hundredths of a per cent, or a larger share."""
    for month in coming[:LOOK_AHEAD]:
        least = month.minimum.low
        if least is not None and known_minimum > 0:
            rise = least - known_minimum
            if rise > 0 and rise * 10_000 >= known_minimum * share_bp:
                return Jump(known_minimum, least, month.cycle.closes_on)
    return None
