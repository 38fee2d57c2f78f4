"""Which payment settles which due: the allocations of an account as a pure function of its facts.

Money that the borrower meant for one due goes to that due first. The rest goes to the oldest open due first, in the
order in which payments arrived. A due is settled once what is missing is within the issuer's tolerance; later money
does not top it up, because the issuer moves that shortfall to the next bill. What no due of a known amount can take
waits with the due of its own cycle whose amount nobody has told yet, and else stays unallocated.
Computing it afresh from the facts makes a reversal, a late-entered payment or a corrected statement nothing
special: the same function gives the new truth.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """One due of an account; an `amount` of None is not known yet, and nothing settles it.

    `opens_after` is a statement's closing date: money that arrived on or before it is already in that statement's
    balance, unless the borrower meant it for this due (None: any payment counts, as for a loan's instalments).
    """

    deadline_id: str
    due_on: date
    amount: int | None
    tolerance: int = 0
    opens_after: date | None = None


@dataclass(frozen=True, slots=True)
class Inflow:
    """One payment that stands, `paid_on` being its local date in the debt's zone; `meant_for` names a due."""

    payment_id: str
    paid_at: datetime
    paid_on: date
    amount: int
    meant_for: str | None = None


@dataclass(slots=True)
class AllocationResult:
    """`shares` {(payment, deadline): minor units}; `allocated` by deadline; `settled_at` of the settled,
    and `last_paid_at` of all that money came for."""

    shares: dict[tuple[str, str], int] = field(default_factory=dict)
    allocated: dict[str, int] = field(default_factory=dict)
    settled_at: dict[str, datetime] = field(default_factory=dict)
    unallocated: dict[str, int] = field(default_factory=dict)
    last_paid_at: dict[str, datetime] = field(default_factory=dict)

    def add(self, other: "AllocationResult") -> None:
        """Take in what another part of the account's money settled."""
        self.shares |= other.shares
        for deadline_id, amount in other.allocated.items():
            self.allocated[deadline_id] = self.allocated.get(deadline_id, 0) + amount
        self.settled_at |= other.settled_at
        self.unallocated |= other.unallocated
        self.last_paid_at |= other.last_paid_at


def allocate(claims: Sequence[Claim], inflows: Iterable[Inflow]) -> AllocationResult:
    """Allocate every inflow to the claims that it may settle. Sums are exact."""
    result = AllocationResult()
    waiting = sorted(claims, key=lambda claim: (claim.due_on, claim.deadline_id))
    arrived = sorted(inflows, key=lambda inflow: (inflow.paid_at, inflow.payment_id))
    left = {inflow.payment_id: inflow.amount for inflow in arrived}
    for inflow in arrived:
        for claim in waiting:
            if claim.deadline_id == inflow.meant_for:
                _give(claim, inflow, left, result)
    for inflow in arrived:
        for claim in waiting:
            if claim.amount is not None and _may_take(claim, inflow):
                _give(claim, inflow, left, result)
    for inflow in arrived:
        own = [claim for claim in waiting if claim.amount is None and _is_of_cycle(claim, inflow)]
        if own:
            _give(max(own, key=lambda claim: claim.opens_after or date.min), inflow, left, result)
    result.unallocated = left
    return result


def _may_take(claim: Claim, inflow: Inflow) -> bool:
    return claim.opens_after is None or inflow.paid_on > claim.opens_after


def _is_of_cycle(claim: Claim, inflow: Inflow) -> bool:
    return claim.opens_after is not None and inflow.paid_on > claim.opens_after


def _give(claim: Claim, inflow: Inflow, left: dict[str, int], result: AllocationResult) -> None:
    """Let a claim take of an inflow what it still needs; one of an unknown amount takes all."""
    key, rest = (inflow.payment_id, claim.deadline_id), left[inflow.payment_id]
    if claim.deadline_id in result.settled_at:
        return
    before = result.allocated.get(claim.deadline_id, 0)
    share = rest if claim.amount is None else min(rest, claim.amount - before)
    if share <= 0:
        return
    result.shares[key] = result.shares.get(key, 0) + share
    result.allocated[claim.deadline_id] = before + share
    result.last_paid_at[claim.deadline_id] = max(
        inflow.paid_at, result.last_paid_at.get(claim.deadline_id, inflow.paid_at)
    )
    left[inflow.payment_id] = rest - share
    if claim.amount is not None and before + share >= claim.amount - claim.tolerance:
        result.settled_at[claim.deadline_id] = result.last_paid_at[claim.deadline_id]
