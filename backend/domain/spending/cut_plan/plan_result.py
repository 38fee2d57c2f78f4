"""What a cut plan says: what to cut by how much in which week, what stays unfunded, and why it cannot be less."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Ask = Literal[
    "ask_later_due_date",
    "ask_fee_waiver",
    "ask_minimum_waiver",
    "ask_part_payment",
    "ask_instalments",
    "ask_hardship_plan",
]


@dataclass(frozen=True, slots=True)
class WhyNotLess:
    """With one step less the balance on `on`, the first such day, would be `short` below the reserve.

    `due_id` is what is paid last on that day; None where nothing falls due on it.
    """

    due_id: str | None
    on: date
    short: int


@dataclass(frozen=True, slots=True)
class PlanLine:
    """From `from_steps` times a `unit` to `to_steps` between two days, or a subscription from 1 to 0.

    `key` is the category, or the subscription's id. `saves` is what the line saves up to the horizon; `most` is how
    many of the steps may go.
    """

    kind: Literal["steps", "subscription"]
    key: str
    period: int
    starts_on: date
    ends_on: date
    from_steps: int
    to_steps: int
    most: int
    saves: int
    unit: str
    pain: int
    why_not_less: WhyNotLess

    @property
    def steps(self) -> int:
        return self.from_steps - self.to_steps


@dataclass(frozen=True, slots=True)
class Unfunded:
    """A due left unpaid: what is `missing` for it with the cuts of the plan, first on `from_on`.

    `payable_on` is the first day within 30 of its own on which these cuts would pay it; `ask` is what to ask of whom
    it is owed to.
    """

    due_id: str
    account_id: str | None
    amount: int
    missing: int
    from_on: date
    payable_on: date | None
    harm: int
    harm_parts: tuple[tuple[str, int], ...]
    ask: Ask


@dataclass(frozen=True, slots=True)
class DayBelow:
    """The first day that ends below the reserve if everything due is paid, and by how much."""

    on: date
    by: int


@dataclass(frozen=True, slots=True)
class CutPlanResult:
    """`needed` is the shortfall without any cut, on the worst of all days.

    `gap` is pain less its proven lower bound, `unpaid_gap` the same of what is left unpaid: 0 where it is proven that
    no plan is better, which is as a rule. `lost` are the days that nothing can keep. `binding` are the dues that keep
    the plan from being smaller, by day.
    """

    feasible: bool
    needed: int
    lines: tuple[PlanLine, ...]
    unfunded: tuple[Unfunded, ...]
    below: DayBelow | None
    binding: tuple[str, ...]
    harm: int
    pain: int
    lost: tuple[date, ...] = ()
    gap: int = 0
    unpaid_gap: int = 0
