"""An account's payments settle its deadlines: oldest first, computed afresh whenever a fact changes."""

from collections.abc import Sequence

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


def reallocate(account: Account, scheduler: ReminderScheduler) -> AllocationResult:
    """Let the account's payments settle its deadlines afresh, and write down only what changed.

    Never re-opens what a waiver or the borrower closed; re-opens what a reversed payment no longer covers.
    """
    rows = deadlines.of_account(account.id)
    settled = allocate(claims_of(account, rows), inflows_of(account))
    payments.replace_allocations(account.id, account.borrower_id, settled.shares)
    for row in rows:
        if settles_by_money(row):
            _apply(row, settled, scheduler)
        elif row.allocated != settled.allocated.get(row.id, 0):
            row.allocated = settled.allocated.get(row.id, 0)
            save_new_version(row, scheduler.now)
    return settled


def settles_by_money(row: Deadline) -> bool:
    """Whether payments decide if a deadline is met: its amount is known, and nobody's word closed it."""
    closed = row.state == "met" and row.closed_by in ("payment", "terms")
    return row.amount is not None and (row.state == "open" or closed)


def claims_of(account: Account, rows: Sequence[Deadline]) -> list[Claim]:
    """What these deadlines of an account may take of its payments.

    One that is met by the borrower's word keeps what was paid on it and takes no more; one that was waived or
    cancelled gives it up.
    """
    closings = {row.id: row.closes_on for row in statements.of_account(account.id)}
    claims = []
    for row in rows:
        opens_after = closings.get(row.subject_id or "")
        if row.amount is not None and settles_by_money(row):
            claims.append(Claim(row.id, row.due_on, row.amount, row.tolerance, opens_after))
        elif row.state == "met" and row.allocated:
            claims.append(Claim(row.id, row.due_on, row.allocated, 0, opens_after))
    return claims


def inflows_of(account: Account) -> list[Inflow]:
    """What pays dues: payments, and a shop's refunds only where the card's terms say so."""
    return [
        _inflow(account, row) for row in payments.unreversed_of_account(account.id) if _pays(account, row)
    ]


def refunds_of(account: Account) -> list[Inflow]:
    """What lowers the balance and pays no due."""
    rows = payments.unreversed_of_account(account.id)
    return [_inflow(account, row) for row in rows if not _pays(account, row)]


def _pays(account: Account, row: Payment) -> bool:
    return row.kind == "payment" or account.card_terms.refund_counts_as_payment


def _inflow(account: Account, row: Payment) -> Inflow:
    return Inflow(row.id, row.paid_at, local_time.local_date(row.paid_at, account.zone), row.amount)


def _apply(row: Deadline, settled: AllocationResult, scheduler: ReminderScheduler) -> None:
    allocated = settled.allocated.get(row.id, 0)
    settled_at = settled.settled_at.get(row.id)
    closed_by = "payment" if settled_at else None
    if row.amount == 0:
        settled_at, closed_by = row.closed_at or scheduler.now, "terms"
    state = "met" if closed_by else "open"
    before = (row.state, row.allocated, row.closed_at, row.closed_by)
    if before == (state, allocated, settled_at, closed_by):
        return
    reopened = row.state != "open" and state == "open"
    row.state, row.allocated, row.closed_at, row.closed_by = state, allocated, settled_at, closed_by
    if reopened:
        scheduler.plan_new(row)
    else:
        scheduler.plan(row)
    save_new_version(row, scheduler.now)
    cut_plans.mark_stale(row.borrower_id, scheduler.now)
    if before[0] != state or before[2] != settled_at:
        bureau_plans.mark_stale(row.borrower_id, [row.country], scheduler.now)
