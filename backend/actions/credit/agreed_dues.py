"""The dues of a plan that was agreed with the issuer, and what of the contract sleeps while it is in place.

Computed afresh with the account's money (`allocation.py`), so that a statement typed meanwhile, a cycle that opens by
itself or a payment that bounces finds everything as the plan has it. What a plan replaces is cancelled, never deleted,
and asks again by itself where the plan was broken or withdrawn; a guess only where it can still be paid.
"""

from collections.abc import Mapping, Sequence, Set
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from backend.domain.credit.agreed_plan import Bill, PlanSpan, chain_in_place, is_replaced
from backend.domain.credit.payment_allocation import AllocationResult, Claim, Inflow, allocate
from backend.store.credit import agreed_plans
from backend.store.credit.statements import Statement
from backend.store.reminders.deadlines import PLAN_INSTALMENT, REPLACED, Deadline

# Why an instalment of a plan was cancelled that was not paid: what became of the plan, by its state.
ENDED = {"broken": "plan-broken", "renegotiated": "plan-renegotiated", "withdrawn": "plan-withdrawn"}
_BY_PLAN = frozenset({REPLACED, *ENDED.values()})
_DAY = timedelta(days=1)


class PlanBooks(NamedTuple):
    """An account's plans in the order of their agreement, and those of them that stand in the contract's place."""

    plans: Sequence[PlanSpan]
    chain: Sequence[PlanSpan]

    @property
    def states(self) -> Mapping[str, str]:
        return {plan.plan_id: plan.state for plan in self.plans}


NO_PLANS = PlanBooks((), ())


def books_of(account_id: str) -> PlanBooks:
    plans = [agreed_plans.span_of(row) for row in agreed_plans.of_account(account_id)]
    return PlanBooks(plans, chain_in_place(plans)) if plans else NO_PLANS


def plans_in_place(account_id: str) -> Sequence[PlanSpan]:
    """The plans that stand in the place of an account's contract; none as a rule."""
    return books_of(account_id).chain


def closed_by_plan(row: Deadline) -> bool:
    """Whether nothing but a plan closed a deadline, so that the facts may open it again."""
    return row.closed_by == "terms" and row.reason in _BY_PLAN


def money_of_contract(books: PlanBooks, inflows: Sequence[Inflow]) -> list[Inflow]:
    """What came in before the plans in place began; all of it where none is."""
    if not books.chain:
        return list(inflows)
    return [inflow for inflow in inflows if inflow.paid_on < books.chain[0].starts_on]


def settle_plans(
    books: PlanBooks, rows: Sequence[Deadline], inflows: Sequence[Inflow], resumed: Sequence[Claim]
) -> AllocationResult:
    """What each plan's instalments received of the money of its own time; the dues that the contract asks again after
    the last one share with it. Only the shares of plans in place are the account's; the others are history."""
    result = AllocationResult()
    in_place = {plan.plan_id for plan in books.chain}
    for plan in books.plans:
        claims = [_claim(row, plan) for row in rows if row.subject_id == plan.plan_id and _may_claim(row)]
        if books.chain and plan is books.chain[-1]:
            claims += resumed
        found = allocate(claims, [inflow for inflow in inflows if plan.has(inflow.paid_on)])
        if plan.plan_id not in in_place:
            found.shares, found.unallocated = {}, {}
        result.add(found)
    return result


def asleep(
    books: PlanBooks,
    rows: Sequence[Deadline],
    bills: Mapping[str, Statement],
    inflows: Sequence[Inflow],
) -> Set[str]:
    """Which of an account's own dues sleep, by identifier; `bills` are a card's statements by theirs."""
    if not books.chain:
        return frozenset()
    return {
        row.id
        for row in rows
        if row.kind != PLAN_INSTALMENT
        and is_replaced(row.due_on, _bill(books, bills.get(row.subject_id or ""), inflows), books.chain)
    }


def _bill(books: PlanBooks, statement: Statement | None, inflows: Sequence[Inflow]) -> Bill | None:
    if statement is None:
        return None
    closes_on = statement.closes_on
    paid = sum(each.amount for each in _own_money(books, inflows) if each.paid_on <= closes_on)
    return Bill(closes_on, None if statement.source == "estimated" else statement.balance, paid)


def _own_money(books: PlanBooks, inflows: Sequence[Inflow]) -> list[Inflow]:
    """What came in for the plan in force."""
    return [each for each in inflows if books.chain and books.chain[-1].has(each.paid_on)]


def still_to_come(books: PlanBooks, inflows: Sequence[Inflow]) -> list[Inflow]:
    """What a plan that covers all that is owed still brings by its end, so that no guess asks for it again."""
    if not books.chain or books.chain[-1].resumes_on is not None:
        return []
    plan = books.chain[-1]
    left = plan.total - sum(each.amount for each in _own_money(books, inflows))
    at = datetime.combine(plan.last_due_on, time(), UTC)
    return [Inflow(plan.plan_id, at, plan.last_due_on, left)] if left > 0 else []


def why_cancelled(books: PlanBooks, row: Deadline, now: datetime, *, sleeps: bool) -> str | None:
    """Why the account's plans cancel a deadline that no money met; None where they leave it open."""
    if row.kind == PLAN_INSTALMENT:
        return ENDED.get(books.states.get(row.subject_id or "", "in_force"))
    if sleeps:
        return REPLACED
    stale_guess = closed_by_plan(row) and not row.sure and row.last_chance_at < now
    return REPLACED if stale_guess else None


def _may_claim(row: Deadline) -> bool:
    """Whether an instalment takes money: not one that the borrower's word has closed."""
    return row.state == "open" or closed_by_plan(row) or (row.state == "met" and row.closed_by == "payment")


def _claim(row: Deadline, plan: PlanSpan) -> Claim:
    return Claim(row.id, row.due_on, row.amount, row.tolerance, plan.starts_on - _DAY)
