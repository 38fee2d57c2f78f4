"""Which payment settles which due: the allocations of an account as a pure function of its facts.

Money goes to the oldest open due first, in the order in which payments arrived. A due is settled once what
is missing is within the issuer's tolerance; later money does not top it up, because the issuer moves that
shortfall to the next bill. What no due can take stays unallocated and waits for the next due to open.
Computing it afresh from the facts makes a reversal, a late-entered payment or a corrected statement nothing
special: the same function gives the new truth.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """One due of an account. `opens_after` is a statement's closing date: money that arrived on or before it
    is already in that statement's balance (None: any payment counts, as for a loan's instalments)."""

    deadline_id: str
    due_on: date
    amount: int
    tolerance: int = 0
    opens_after: date | None = None


@dataclass(frozen=True, slots=True)
class Inflow:
    """One payment that stands, `paid_on` being its local date in the debt's zone."""

    payment_id: str
    paid_at: datetime
    paid_on: date
    amount: int


@dataclass(slots=True)
class AllocationResult:
    """`shares` {(payment, deadline): minor units}; `allocated` by deadline; `settled_at` of the settled."""

    shares: dict[tuple[str, str], int] = field(default_factory=dict)
    allocated: dict[str, int] = field(default_factory=dict)
    settled_at: dict[str, datetime] = field(default_factory=dict)
    unallocated: dict[str, int] = field(default_factory=dict)


def allocate(claims: Sequence[Claim], inflows: Iterable[Inflow]) -> AllocationResult:
    """Allocate every inflow to the oldest claims that it may settle. Sums are exact."""
    result = AllocationResult()
    waiting = sorted(claims, key=lambda claim: (claim.due_on, claim.deadline_id))
    for inflow in sorted(inflows, key=lambda inflow: (inflow.paid_at, inflow.payment_id)):
        left = inflow.amount
        for claim in waiting:
            if not left:
                break
            left -= _share(claim, inflow, left, result)
        result.unallocated[inflow.payment_id] = left
    return result


def _share(claim: Claim, inflow: Inflow, left: int, result: AllocationResult) -> int:
    if claim.opens_after is not None and inflow.paid_on <= claim.opens_after:
        return 0
    if claim.deadline_id in result.settled_at:
        return 0
    before = result.allocated.get(claim.deadline_id, 0)
    share = min(left, claim.amount - before)
    if share <= 0:
        return 0
    result.shares[(inflow.payment_id, claim.deadline_id)] = share
    result.allocated[claim.deadline_id] = before + share
    if before + share >= claim.amount - claim.tolerance:
        result.settled_at[claim.deadline_id] = inflow.paid_at
    return share
