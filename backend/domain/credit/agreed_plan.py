"""A plan agreed with an issuer takes the place of the contract's dues: whose money is whose, and which dues sleep.

An account may have had several plans. The ones in place are the last of them and those that it took over from by
renegotiation: from the first day of their chain the account's money is theirs, each plan's in its own time. A plan
that was broken or withdrawn is not in place: the contract's dues count again, and all of the money with them. What
such a plan's instalments had received is told as its history, beside the account's allocations.

A plan that covers all that is owed leaves a card nothing of it to bill: a bill that closes while it lasts asks for the
same money again, whenever it falls due, unless it is known to be higher than what the plan had left. Where the plan
covers less, or the agreement names a day, the dues from a day on count beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

PlanState = Literal["in_force", "broken", "renegotiated", "withdrawn"]


@dataclass(frozen=True, slots=True)
class PlanSpan:
    """A plan's time: money paid from `starts_on` on, and before `ended_on`, is its own. Dues of the contract from
    `resumes_on` on count beside it; None: of a loan none does, of a card those whose bill closes after `last_due_on`,
    since the plan's `total` covers what is owed."""

    plan_id: str
    starts_on: date
    ended_on: date | None
    state: PlanState
    resumes_on: date | None
    last_due_on: date = date.max
    total: int = 0

    def has(self, day: date) -> bool:
        """Whether money of a day belongs to this plan."""
        return self.starts_on <= day and (self.ended_on is None or day < self.ended_on)


def chain_in_place(plans: Sequence[PlanSpan]) -> tuple[PlanSpan, ...]:
    """The plans that stand in the contract's place, of an account's in the order of their agreement; none where the
    last of them has ended otherwise than by another plan."""
    chain: list[PlanSpan] = []
    for plan in reversed(plans):
        if plan.state != ("renegotiated" if chain else "in_force"):
            break
        chain.append(plan)
    return tuple(reversed(chain))


class Bill(NamedTuple):
    """A card's bill: when it closes, and its balance once it is known, with what the plan had received by then."""

    closes_on: date
    balance: int | None
    paid: int


def is_replaced(due_on: date, bill: Bill | None, chain: Sequence[PlanSpan]) -> bool:
    """Whether a due of the contract sleeps because of the plans in place; `bill` of a card's minimum alone."""
    if not chain:
        return False
    last = chain[-1]
    if last.resumes_on is not None:
        return due_on < last.resumes_on
    if bill is None or due_on <= last.last_due_on:
        return True
    asks_for_more = bill.balance is not None and bill.balance > last.total - bill.paid
    return bill.closes_on <= last.last_due_on and not asks_for_more
