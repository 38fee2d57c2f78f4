"""A choice is a category that may be cut: how far the borrower allows it, and how much each cut hurts.

A category is cut by whole steps a person understands (one meal out, one ride), a subscription entirely. Essential
categories cannot be written down here at all, and a protected one is left alone.

Pain is a whole number without a unit, for comparing plans only:
- the k-th step in one week costs k times the first, so cuts spread over weeks and categories before one hurts;
- a step of a discretionary category weighs 2 and of an adjustable one 5: two discretionary steps in one week (2 + 4)
  are about one adjustable step, and no adjustable step is taken while a first discretionary one would do;
- every earlier refusal of the same cut adds its weight once more: a cut refused once costs double;
- a subscription weighs as much as first steps of its kind, one for each per cent (begun) of what is spent.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from backend.domain.spending.forecast.cash_flow import Typical, spent

Need = Literal["adjustable", "discretionary"]
WEIGHTS: dict[Need, int] = {"discretionary": 2, "adjustable": 5}
PERIOD_DAYS = 7


@dataclass(frozen=True, slots=True)
class Choice:
    """A category that may be cut: `step` is what one `unit` less saves, `floor` what 30 days keep at least.

    `largest_share_bp` (hundredths of a per cent) of what the category takes may go; `refused` counts refusals, and in
    `refused_days` (from, to) a cut was refused: none is asked for there again.
    """

    category: str
    need: Need
    unit: str
    step: int
    floor: int = 0
    largest_share_bp: int = 10_000
    refused: int = 0
    protected: bool = False
    refused_days: tuple[tuple[date, date], ...] = ()

    def refused_in(self, first: date, last: date) -> bool:
        """Whether a cut of these days has been refused."""
        return any(since <= last and first <= until for since, until in self.refused_days)


@dataclass(frozen=True, slots=True)
class Subscription:
    """Something cancelled or kept; `charges` are (day, positive amount) and are among the forecast's flows."""

    id: str
    label: str
    category: str
    need: Need
    charges: tuple[tuple[date, int], ...]
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Cut:
    """One decision: 0 to `most` steps of one kind in one period, each saving `saved(day)` by a day's end.

    Days count from today, which is 0. A period's saving comes evenly over its days, rounded down for each step,
    so a running week is never credited with more than its elapsed part; a subscription's comes with the charges
    that no longer come, from tomorrow on.
    """

    kind: Literal["steps", "subscription"]
    key: str
    period: int
    first_day: int
    length: int
    step: int
    most: int
    usual: int
    weight: int
    charges: tuple[tuple[int, int], ...] = ()

    def saved(self, day: int) -> int:
        """What one step has saved by the end of `day`."""
        if self.kind == "subscription":
            return sum(amount for on, amount in self.charges if on <= day)
        elapsed = min(self.length, day - self.first_day + 1)
        return self.step * elapsed // self.length if elapsed > 0 else 0

    def pain(self, steps: int) -> int:
        """What `steps` steps hurt: the k-th costs k weights."""
        return self.weight * steps * (steps + 1) // 2


def step_cuts(choice: Choice, habit: Typical, today: date, days: int) -> list[Cut]:
    """A category's cut for each week (the last may be shorter), with how many steps it has and may lose.

    Both are counted on the running total since today: what comes once a month is one step in the week in which
    a whole one has been spent, and what is saved never runs ahead of what would have been spent and may go.
    """
    cuts, had, might = [], 0, 0
    for period, first in enumerate(range(0, days, PERIOD_DAYS)):
        until = min(first + PERIOD_DAYS, days)
        total = spent(habit.expected, today, today + timedelta(days=until - 1))
        kept = -(-choice.floor * until // 30)
        may_go = max(0, min(total * choice.largest_share_bp // 10_000, total - kept)) // choice.step
        usual = total // choice.step - had
        most = min(usual, max(0, may_go - might))
        had, might = had + usual, might + most  # what a week has too few steps to lose may go in a later one
        if choice.refused_in(today + timedelta(days=first), today + timedelta(days=until - 1)):
            most = 0
        weight = WEIGHTS[choice.need] * (1 + choice.refused)
        cuts.append(
            Cut("steps", choice.category, period, first, until - first, choice.step, most, usual, weight)
        )
    return cuts


def subscription_cut(one: Subscription, today: date, days: int, all_spending: int) -> Cut:
    """A subscription's cut; `all_spending` is what habits and subscriptions take up to the horizon."""
    charges = tuple(sorted(((on - today).days, amount) for on, amount in one.charges))
    charges = tuple((on, amount) for on, amount in charges if 0 < on < days)
    cost = sum(amount for _, amount in charges)
    share = max(1, -(-100 * cost // max(1, all_spending)))
    weight = WEIGHTS[one.need] * (1 + one.refused) * share
    return Cut("subscription", one.id, 0, 0, days, cost, 1 if cost else 0, 1, weight, charges)
