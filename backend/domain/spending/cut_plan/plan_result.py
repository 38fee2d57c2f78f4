"""What a cut plan says: what to cut by how much in which week, what stays unfunded, and why it cannot be less."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Ask = Literal["ask_later_due_date", "ask_fee_waiver", "ask_minimum_waiver", "ask_hardship_plan"]


@dataclass(frozen=True, slots=True)
class WhyNotLess:
    """With one step less `due_id` would be short by `short` on `on`: the first due that would."""

    due_id: str
    on: date
    short: int


@dataclass(frozen=True, slots=True)
class PlanLine:
    """From `from_steps` times a `unit` to `to_steps` between two days, or a subscription from 1 to 0.

    `key` is the category, or the subscription's id. `saves` is what the line saves up to the horizon.
    """

    kind: Literal["steps", "subscription"]
    key: str
    period: int
    starts_on: date
    ends_on: date
    from_steps: int
    to_steps: int
    saves: int
    unit: str
    pain: int
    why_not_less: WhyNotLess

    @property
    def steps(self) -> int:
        return self.from_steps - self.to_steps


@dataclass(frozen=True, slots=True)
class Unfunded:
    """A due left unpaid: what is `missing` for it beyond every acceptable cut, first on `from_on`.

    `payable_on` is the first day within 30 of its own on which the cuts would pay it; `ask` is what to ask of the
    issuer of `account_id` (of whoever is owed, where there is no account).
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
class CutPlanResult:
    """`needed` is the shortfall without any cut; `gap` is pain less its proven lower bound: always 0.

    `binding` are the dues that keep the plan from being smaller, by day.
    """

    feasible: bool
    needed: int
    lines: tuple[PlanLine, ...]
    unfunded: tuple[Unfunded, ...]
    binding: tuple[str, ...]
    harm: int
    pain: int
    gap: int = 0
