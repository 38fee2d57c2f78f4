"""What cuts save day by day, and what they leave to be spent: a plan's promise, which later facts are held against.

A cut of steps saves evenly over its period, rounded down for each step, exactly as the plan counted it; a cancelled
subscription saves each charge on its day. Savings are flows, so one forecast tells which dues they fund.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from backend.domain.spending.cut_plan.allowed_cuts import PERIOD_DAYS
from backend.domain.spending.forecast.cash_flow import Flow, Typical, spent


@dataclass(frozen=True, slots=True)
class Saving:
    """`steps` times `step` saved from `from_on` to `to_on`, or the `charges` (day, amount) of a subscription."""

    category: str
    from_on: date
    to_on: date
    step: int
    steps: int
    charges: tuple[tuple[date, int], ...] = ()
    subscription: bool = False

    def saved(self, day: date) -> int:
        """What it has saved by the end of `day`."""
        if self.subscription:
            return sum(amount for on, amount in self.charges if on <= day)
        length = (self.to_on - self.from_on).days + 1
        elapsed = min(length, (day - self.from_on).days + 1)
        return self.steps * (self.step * elapsed // length) if elapsed > 0 else 0


def saved_flows(savings: Sequence[Saving], today: date, last: date) -> list[Flow]:
    """What is saved on each day from today on, as money that stays."""
    made = []
    for n in range((last - today).days + 1):
        day = today + timedelta(days=n)
        gained = sum(each.saved(day) - each.saved(day - timedelta(days=1)) for each in savings)
        if gained:
            made.append(Flow(day, gained, gained, gained, "fixed", "", "savings"))
    return made


@dataclass(frozen=True, slots=True)
class Limit:
    """What may be spent in a category from one day to another."""

    category: str
    from_on: date
    to_on: date
    amount: int


def limits(savings: Iterable[Saving], typical: Iterable[Typical], start: date) -> list[Limit]:
    """The envelopes of an accepted plan: what is typical of each week from `start`, less its cuts.

    A category has one for each week up to its last cut. Where a week's cut is more than the week's share (what
    is bought once a month), the week and the one before are one envelope.
    """
    cuts: dict[str, list[Saving]] = defaultdict(list)
    for each in savings:
        if not each.subscription:
            cuts[each.category].append(each)
    habits = {habit.category: habit.expected for habit in typical}
    made: list[Limit] = []
    for category in sorted(cuts):
        made += _weeks(category, cuts[category], habits.get(category, 0), start)
    return made


def _weeks(category: str, cuts: list[Saving], habit: int, start: date) -> list[Limit]:
    found: list[Limit] = []
    first, last = start, max(cut.to_on for cut in cuts)
    while first <= last:
        until = min(first + timedelta(days=PERIOD_DAYS - 1), last)
        less = sum(cut.step * cut.steps for cut in cuts if first <= cut.from_on <= until)
        found.append(Limit(category, first, until, spent(habit, first, until) - less))
        while found[-1].amount < 0 and len(found) > 1:
            later, before = found.pop(), found.pop()
            found.append(replace(before, to_on=later.to_on, amount=before.amount + later.amount))
        first = until + timedelta(days=1)
    return [replace(each, amount=max(0, each.amount)) for each in found]
