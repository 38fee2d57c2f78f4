"""An account's payments settle its deadlines: oldest first, computed afresh whenever a fact changes."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from backend.actions.credit import loan_settlement
from backend.actions.credit.agreed_dues import (
    PlanBooks,
    asleep,
    books_of,
    closed_by_plan,
    money_of_contract,
    settle_plans,
    why_cancelled,
)
from backend.actions.credit.nothing_owed import NOTHING_OWED, asks_for_nothing, is_asleep
from backend.actions.credit.plan_reviews import follow_plan
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar import local_time
from backend.domain.credit.payment_allocation import AllocationResult, Claim, Inflow, allocate
from backend.store.bureau import bureau_plans
from backend.store.credit import payments, statements
from backend.store.credit.credit_accounts import Account
from backend.store.credit.payments import Payment
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline
from backend.store.spending import cut_plans
from backend.store.versions import save_new_version

# Money repaid beyond a loan's schedule changes the schedule, which the same money settles: twice is enough as a rule.
_ROUNDS = 4
# How long before its day money may be an instalment's that counts beside a plan: half a month.
_BEFORE = timedelta(days=16)


def reallocate(account: Account, scheduler: ReminderScheduler) -> AllocationResult:
    """Let the account's payments settle its deadlines afresh, and write down only what changed.

    Never re-opens what a waiver or the borrower closed; re-opens what a reversed payment no longer covers.
    """
    settled = _settle(account, scheduler)
    if account.kind == "loan":
        for _ in range(_ROUNDS):
            if not loan_settlement.follow_schedule(account, scheduler):
                break
            settled = _settle(account, scheduler)
    return settled


def _settle(account: Account, scheduler: ReminderScheduler) -> AllocationResult:
    rows = deadlines.of_account(account.id)
    books = books_of(account.id)
    quiet = asks_for_nothing(account, rows)
    sleeping = sleeping_of(account, rows, books)
    settled = _settle_money(account, rows, books, quiet, sleeping)
    payments.replace_allocations(account.id, account.borrower_id, settled.shares)
    for row in rows:
        if follows_the_facts(row):
            why = why_cancelled(books, row, scheduler.now, sleeps=row.id in sleeping)
            _apply(row, settled, scheduler, why or (NOTHING_OWED if row.id in quiet else None))
        elif row.allocated != settled.allocated.get(row.id, 0):
            row.allocated = settled.allocated.get(row.id, 0)
            save_new_version(row, scheduler.now)
    follow_plan(books, rows, scheduler)
    return settled


def sleeping_of(account: Account, rows: Sequence[Deadline], books: PlanBooks) -> Set[str]:
    """Which of the account's own dues sleep under its plans, by identifier."""
    bills = statements.of_account(account.id) if books.chain and account.kind == "card" else []
    inflows = inflows_of(account) if books.chain else []
    return asleep(books, rows, {row.id: row for row in bills}, inflows)


def _settle_money(
    account: Account, rows: Sequence[Deadline], books: PlanBooks, quiet: Set[str], sleeping: Set[str]
) -> AllocationResult:
    """The contract's money settles what the contract asks; that of a plan in its place the plan's instalments."""
    own = [row for row in rows if row.kind != deadlines.PLAN_INSTALMENT]
    awake = [row for row in own if books.chain and row.id not in sleeping]
    if account.kind == "loan":
        settled = loan_settlement.settle(account, own)
        resumed = [_resumed(claim, settled) for claim in claims_of(awake, {})]
    else:
        closings = closings_of(account)
        asked = [row for row in own if row not in awake]
        settled = allocate(claims_of(asked, closings, quiet), money_of_contract(books, inflows_of(account)))
        resumed = claims_of(awake, closings, quiet)
    if books.plans:
        open_claims = [claim for claim in resumed if claim.deadline_id not in settled.settled_at]
        settled.add(settle_plans(books, rows, inflows_of(account), open_claims))
    return settled


def _resumed(claim: Claim, settled: AllocationResult) -> Claim:
    """An instalment that counts beside a plan: what came before the plan has paid its part, and money pays no later
    ones ahead, which the lender may still expect."""
    paid = settled.allocated.get(claim.deadline_id, 0)
    left = None if claim.amount is None else claim.amount - paid
    return replace(claim, amount=left, opens_after=claim.due_on - _BEFORE)


def follows_the_facts(row: Deadline) -> bool:
    """Whether nobody's word closed a deadline, so that amounts and money decide how it stands."""
    by_facts = row.state == "met" and row.closed_by in ("payment", "terms")
    return row.state == "open" or by_facts or is_asleep(row) or closed_by_plan(row)


def settles_by_money(row: Deadline) -> bool:
    """Whether payments decide if a deadline is met: its amount is known, and nobody's word closed it."""
    return row.amount is not None and follows_the_facts(row)


def closings_of(account: Account) -> dict[str, date]:
    """When each statement of a card closes, by identifier; a loan has none."""
    return {row.id: row.closes_on for row in statements.of_account(account.id)}


def claims_of(
    rows: Sequence[Deadline], closings: Mapping[str, date], quiet: Set[str] = frozenset()
) -> list[Claim]:
    """What these deadlines of an account may take of its payments.

    One that is met by the borrower's word keeps what was paid on it and takes no more; one that was waived or
    cancelled gives it up. One whose amount is not known keeps the money of its cycle that no other can take, unless it
    is one of the `quiet` that ask for nothing.
    """
    claims = []
    for row in rows:
        opens_after = closings.get(row.subject_id or "")
        if settles_by_money(row) or (follows_the_facts(row) and row.id not in quiet):
            claims.append(Claim(row.id, row.due_on, row.amount, row.tolerance, opens_after))
        elif row.state == "met" and row.allocated:
            claims.append(Claim(row.id, row.due_on, row.allocated, 0, opens_after))
    return claims


def inflows_of(account: Account) -> list[Inflow]:
    """What pays dues: payments that stand, and a shop's refunds only where the card's terms say so."""
    return [
        inflow_of(account, row) for row in payments.unreversed_of_account(account.id) if pays(account, row)
    ]


def refunds_of(account: Account) -> list[Inflow]:
    """What lowers the balance and pays no due."""
    rows = payments.unreversed_of_account(account.id)
    return [inflow_of(account, row) for row in rows if not pays(account, row)]


def pays(account: Account, row: Payment) -> bool:
    """Whether money that came in pays dues."""
    return row.kind == "payment" or account.card_terms.refund_counts_as_payment


def inflow_of(account: Account, row: Payment) -> Inflow:
    paid_on = local_time.local_date(row.paid_at, account.zone)
    return Inflow(row.id, row.paid_at, paid_on, row.amount, row.meant_deadline_id)


class _Ending(NamedTuple):
    """How the facts leave a deadline."""

    state: str
    closed_by: str | None
    closed_at: datetime | None
    reason: str | None


def _apply(
    row: Deadline, settled: AllocationResult, scheduler: ReminderScheduler, cancelled: str | None
) -> None:
    """`cancelled`: why the facts cancel it where no money met it."""
    allocated, now = settled.allocated.get(row.id, 0), scheduler.now
    ending = _ending(row, settled.settled_at.get(row.id), now, cancelled)
    before = _Ending(row.state, row.closed_by, row.closed_at, row.reason)
    if (before, row.allocated) == (ending, allocated):
        return
    row.state, row.closed_by, row.closed_at, row.reason = ending
    row.allocated = allocated
    if before.state != "open" and ending.state == "open":
        scheduler.plan_new(row)
    else:
        scheduler.plan(row)
    save_new_version(row, now)
    cut_plans.mark_stale(row.borrower_id, now)
    if (before.state, before.closed_at) != (ending.state, ending.closed_at):
        bureau_plans.mark_stale(row.borrower_id, [row.country], now)


def _ending(row: Deadline, settled_at: datetime | None, now: datetime, cancelled: str | None) -> _Ending:
    since = row.closed_at if row.closed_by == "terms" else None
    if row.amount == 0:
        return _Ending("met", "terms", row.closed_at or now, None)
    if settled_at is not None:
        return _Ending("met", "payment", settled_at, None)
    if cancelled is not None:
        return _Ending("cancelled", "terms", since or now, cancelled)
    return _Ending("open", None, None, None)
