"""What cards and loans share: dues built from terms, money allocated, dates and amounts kept true."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from backend.actions.planning import Planner
from backend.domain.calendar import local_time
from backend.domain.credit.due import Due, due
from backend.domain.credit.settlement import Claim, Inflow, Settlement, settle
from backend.domain.credit.terms import CardTerms, LoanTerms
from backend.errors import NotFound
from backend.ids import new_id
from backend.store import accounts, bureau_plans, cut_plans, deadlines, payments, statements
from backend.store.accounts import Account
from backend.store.deadlines import Deadline
from backend.store.statements import Statement

# How far ahead deadlines are opened: beyond the 90 days of the preview, so that it reads real rows.
HORIZON_DAYS = 120
# A closing date drifts by some days from the rule; further away it is another cycle.
SAME_CYCLE_DAYS = 15


def get(borrower_id: str, account_id: str, kind: str | None = None) -> Account:
    """The borrower's account, or NotFound."""
    account = accounts.find(borrower_id, account_id)
    if account is None or (kind and account.kind != kind):
        raise NotFound()
    return account


def today_of(account: Account, now: datetime) -> date:
    """Today in the debt's own zone: lateness is judged there."""
    return local_time.local_date(now, account.zone)


def terms_of(account: Account) -> CardTerms | LoanTerms:
    return account.card_terms if account.kind == "card" else account.loan_terms


def due_of(account: Account, terms: CardTerms | LoanTerms, nominal_due_on: date) -> Due:
    """The pay-by and last-chance instants of a contract's date under the account's terms."""
    return due(
        nominal_due_on,
        weekend_rule=terms.weekend_rule,
        country=account.country,
        zone=account.zone,
        cut_off=terms.cut_off,
        grace_days=terms.grace_days,
    )


def horizon(zone: str, now: datetime) -> date:
    """The last due date that is opened today."""
    return local_time.local_date(now, zone) + timedelta(days=HORIZON_DAYS)


def wake_at(due_on: date, zone: str) -> datetime:
    """The instant at which a due date comes within the horizon."""
    return local_time.day_start(due_on - timedelta(days=HORIZON_DAYS), zone)


def autopay_holds(account: Account) -> bool:
    return account.autopay != "off" and account.autopay_funded == "holds"


def new_deadline(account: Account, kind: str, due_dates: Due, planner: Planner, **values: Any) -> Deadline:
    """An unsaved, planned deadline of an account."""
    deadline = Deadline(
        id=new_id("dl", planner.now),
        borrower_id=account.borrower_id,
        kind=kind,
        account=account.id,
        zone=account.zone,
        country=account.country,
        currency=account.currency,
        tolerance=terms_of(account).tolerance,
        owed=True,
        autopay=autopay_holds(account),
        state="open",
        allocated=0,
        created_at=planner.now,
        updated_at=planner.now,
        **values,
    )
    set_dates(deadline, due_dates)
    planner.plan_new(deadline)
    return deadline


def set_dates(deadline: Deadline, dates: Due) -> None:
    deadline.nominal_due_on = dates.nominal_due_on
    deadline.due_on = dates.due_on
    deadline.pay_by_at = dates.pay_by_at
    deadline.last_chance_on = dates.last_chance_on
    deadline.last_chance_at = dates.last_chance_at


def touch(row: Any, now: datetime) -> None:
    """Save a changed row under a new version."""
    row.updated_at = now
    row.version += 1
    row.save()


def nearest(rows: Sequence[Statement], closes_on: date, within: int) -> Statement | None:
    """The statement that closes nearest to a day, at most so many days away."""
    found = min(rows, key=lambda row: abs((row.closes_on - closes_on).days), default=None)
    return found if found is not None and abs((found.closes_on - closes_on).days) <= within else None


def open_again(deadline: Deadline, planner: Planner) -> None:
    """Open a closed deadline, its reminders from now on; the caller saves it."""
    deadline.state, deadline.closed_by, deadline.closed_at, deadline.reason = "open", None, None, None
    planner.plan_new(deadline)


def cancel_future(series_id: str, *, after: date, reason: str, now: datetime) -> None:
    """Cancel the open deadlines of a series that fall due after a date; what is already due stays."""
    for deadline in deadlines.open_of_series(series_id):
        if deadline.due_on > after:
            deadline.state, deadline.closed_at, deadline.closed_by = "cancelled", now, "terms"
            deadline.reason, deadline.next_reminder_at = reason, None
            touch(deadline, now)


def reallocate(account: Account, planner: Planner) -> Settlement:
    """Let the account's payments settle its deadlines afresh, and write down only what changed.

    Never re-opens what a waiver or the borrower closed; re-opens what a reversed payment no longer covers.
    """
    rows = deadlines.of_account(account.id)
    settled = settle(claims_of(account, rows), inflows_of(account))
    payments.replace_allocations(account.id, account.borrower_id, settled.shares)
    for row in rows:
        if settles_by_money(row):
            _apply(row, settled, planner)
        elif row.allocated != settled.allocated.get(row.id, 0):
            row.allocated = settled.allocated.get(row.id, 0)
            touch(row, planner.now)
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
        opens_after = closings.get(row.subject_id)
        if settles_by_money(row):
            claims.append(Claim(row.id, row.due_on, row.amount, row.tolerance, opens_after))
        elif row.state == "met" and row.allocated:
            claims.append(Claim(row.id, row.due_on, row.allocated, 0, opens_after))
    return claims


def inflows_of(account: Account) -> list[Inflow]:
    return [
        Inflow(row.id, row.paid_at, local_time.local_date(row.paid_at, account.zone), row.amount)
        for row in payments.standing_of_account(account.id)
    ]


def _apply(row: Deadline, settled: Settlement, planner: Planner) -> None:
    allocated = settled.allocated.get(row.id, 0)
    settled_at = settled.settled_at.get(row.id)
    closed_by = "payment" if settled_at else None
    if row.amount == 0:
        settled_at, closed_by = row.closed_at or planner.now, "terms"
    state = "met" if closed_by else "open"
    before = (row.state, row.allocated, row.closed_at, row.closed_by)
    if before == (state, allocated, settled_at, closed_by):
        return
    reopened = row.state != "open" and state == "open"
    row.state, row.allocated, row.closed_at, row.closed_by = state, allocated, settled_at, closed_by
    if reopened:
        planner.plan_new(row)
    else:
        planner.plan(row)
    touch(row, planner.now)
    cut_plans.wake(row.borrower_id, planner.now)
    if before[0] != state or before[2] != settled_at:
        bureau_plans.wake(row.borrower_id, [row.country], planner.now)
