"""Purchases or bills on a card that are paid in parts (账单分期, My Chase Plan): what each statement asks of them.

A part is asked for in full in its own statement, one a month from the first. Odd minor units of principal and fee stand
in the last part. A cost that nobody has said is unknown: then a part is its principal alone, at the least.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from backend.domain.calendar.month_day import month_day
from backend.domain.credit.card_and_loan_terms import LoanTerms
from backend.domain.credit.loan_schedule import schedule
from backend.domain.money.amount import split_evenly

FeeTiming = Literal["spread", "first"]
# What becomes of the principal that no statement has asked for when a plan ends early.
EndedHow = Literal["billed", "to_balance", "cancelled"]
Shown = Literal["part", "whole"]
TakenFrom = Literal["balance", "purchase"]
MOST_PARTS = 120


class PlanEnd(NamedTuple):
    """An early end: `month` (`month_index`) is the first cycle after it. `billed`: that statement asks for all that is
    left, and `fee`; `to_balance`: it goes back to the revolving balance; `cancelled`: it is not owed any more."""

    month: int
    how: EndedHow
    fee: int = 0


@dataclass(frozen=True, slots=True)
class InstalmentPlan:
    """One plan, in minor units; `first_index` is the month (`month_index`) of the first statement with a part.

    At most one of `fee_total`, `fee_per_part` and `rate_bp` (per annum) says what it costs; none: unknown.
    `shown`: whether a statement's balance has this month's part alone or all the principal left. `taken_from`: out of
    the balance on `started_on`, or a purchase that never stood in it.
    """

    principal: int
    parts: int
    first_index: int
    started_on: date
    fee_total: int | None = None
    fee_timing: FeeTiming = "spread"
    fee_per_part: int | None = None
    rate_bp: int | None = None
    shown: Shown = "part"
    taken_from: TakenFrom = "balance"
    end: PlanEnd | None = None

    @property
    def cost_known(self) -> bool:
        return (self.fee_total, self.fee_per_part, self.rate_bp) != (None, None, None)


class Part(NamedTuple):
    """What one statement asks for; `number` counts from 1, a `fee` of None is unknown."""

    number: int
    month: int
    principal: int
    fee: int | None

    @property
    def amount(self) -> int:
        """What is known to be asked for."""
        return self.principal + (self.fee or 0)


def parts_of(plan: InstalmentPlan) -> tuple[Part, ...]:
    """Every part in order; an early end cuts them, and may add one of all that was left."""
    if plan.end is None:
        return _agreed(plan)
    kept = tuple(part for part in _agreed(plan) if part.month < plan.end.month)
    left = plan.principal - sum(part.principal for part in kept)
    if plan.end.how != "billed" or not left + plan.end.fee:
        return kept
    return (*kept, Part(len(kept) + 1, plan.end.month, left, plan.end.fee))


def _agreed(plan: InstalmentPlan) -> tuple[Part, ...]:
    if plan.rate_bp:
        day = month_day(plan.first_index, 1)
        loan = schedule(LoanTerms(plan.principal, plan.rate_bp, plan.parts, day))
        sums: list[tuple[int, int | None]] = [(each.principal, each.interest) for each in loan]
    else:
        sums = list(zip(split_evenly(plan.principal, plan.parts), _fees(plan), strict=True))
    return tuple(Part(i + 1, plan.first_index + i, principal, fee) for i, (principal, fee) in enumerate(sums))


def _fees(plan: InstalmentPlan) -> Sequence[int | None]:
    if not plan.cost_known:
        return (None,) * plan.parts
    if plan.fee_total is None:
        return (plan.fee_per_part or 0,) * plan.parts
    if plan.fee_timing == "first":
        return (plan.fee_total, *(0,) * (plan.parts - 1))
    return split_evenly(plan.fee_total, plan.parts)


def part_in(plan: InstalmentPlan, month: int | None) -> int:
    """Minor units that the statement of a month asks for; None is no month's regular statement."""
    return sum(part.amount for part in parts_of(plan) if part.month == month)


def unbilled_after(plan: InstalmentPlan, month: int) -> int:
    """The principal that no statement up to and with this month's has asked for."""
    if plan.end is not None and month >= plan.end.month:
        return 0
    return plan.principal - sum(part.principal for part in parts_of(plan) if part.month <= month)


def returned_in(plan: InstalmentPlan, month: int | None) -> int:
    """The principal that goes back to the revolving balance with this month's statement."""
    if plan.end is None or plan.end.how != "to_balance" or month != plan.end.month:
        return 0
    return plan.principal - sum(part.principal for part in parts_of(plan))
