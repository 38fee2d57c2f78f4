"""How old a debt may get before it can no longer be sued for: always a span of days, never a verdict.

The rule of a place gives a number of years, or two where courts differ. The count runs from the first missed due
that was never made good; what starts it again (a payment, a signed word, a demand, a suit) the books do not know.
So the answer is the first day on which it may be over, if nothing started it again, and the last day that any rule
of the place would give. Before the first it is "running"; from then on "perhaps_over", and never more than that.
Without a rule it is unknown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backend.domain.bureau.country_law import LegalRule, lies_in
from backend.domain.calendar.month_day import month_day, month_index


class LimitationState(StrEnum):
    RUNNING = "running"
    PERHAPS_OVER = "perhaps_over"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Limitation:
    """`earliest_on` and `latest_on` are the days on which the period may be over; None where no rule is known.

    `effects` are what being over does, by the rules found. `rules` are those rules.
    """

    since: date
    state: LimitationState
    earliest_on: date | None
    latest_on: date | None
    effects: tuple[str, ...]
    rules: tuple[LegalRule, ...]


def limitation(rules: Sequence[LegalRule], *, since: date, region: str | None, today: date) -> Limitation:
    """The span by the rules of a place for a debt missed since a day; a region without a rule is unknown."""
    held = [rule for rule in rules if rule.card and (region is None or lies_in(region, rule.card.region))]
    if not held:
        return Limitation(since, LimitationState.UNKNOWN, None, None, (), ())
    earliest = _years_after(since, min(int(rule.value) for rule in held))
    latest = _years_after(since, max(_longest(rule) for rule in held))
    state = LimitationState.PERHAPS_OVER if today >= earliest else LimitationState.RUNNING
    effects = tuple(sorted({rule.card.effect for rule in held if rule.card}))
    return Limitation(since, state, earliest, latest, effects, tuple(held))


def _longest(rule: LegalRule) -> int:
    up_to = rule.card.up_to if rule.card else None
    return int(rule.value) if up_to is None else up_to


def _years_after(day: date, years: int) -> date:
    return month_day(month_index(day) + 12 * years, day.day)
