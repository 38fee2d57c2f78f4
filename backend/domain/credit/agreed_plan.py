"""A plan agreed with an issuer takes the place of the contract's dues: whose money is whose, and which dues sleep.

An account may have had several plans. The ones in place are the last of them and those that it took over from by
renegotiation: from the first day of their chain the account's money is theirs, each plan's in its own time. A plan
that was broken or withdrawn is not in place: the contract's dues count again, and all of the money with them. What
such a plan's instalments had received is told as its history, beside the account's allocations.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

PlanState = Literal["in_force", "broken", "renegotiated", "withdrawn"]


@dataclass(frozen=True, slots=True)
class PlanSpan:
    """A plan's time: money paid from `starts_on` on, and before `ended_on`, is its own. Dues of the contract from
    `resumes_on` on count beside it; None: none does."""

    plan_id: str
    starts_on: date
    ended_on: date | None
    state: PlanState
    resumes_on: date | None

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


def is_replaced(due_on: date, chain: Sequence[PlanSpan]) -> bool:
    """Whether a due of the contract sleeps because of the plans in place."""
    if not chain:
        return False
    resumes_on = chain[-1].resumes_on
    return resumes_on is None or due_on < resumes_on
