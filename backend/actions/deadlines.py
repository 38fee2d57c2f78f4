"""Deadlines: the borrower's own, and what a borrower may do with any of them."""

from datetime import date, datetime, time
from typing import Any

from backend.actions import accounts as shared
from backend.actions import payments as paying
from backend.actions.checks import REPORT_CHECK
from backend.actions.planning import Planner
from backend.domain.calendar import local_time
from backend.domain.credit.due import due
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store import bureau_plans, deadlines
from backend.store.database import transaction
from backend.store.deadlines import Deadline


def get(borrower_id: str, deadline_id: str) -> Deadline:
    """The borrower's deadline, or NotFound."""
    deadline = deadlines.find(borrower_id, deadline_id)
    if deadline is None:
        raise NotFound()
    return deadline


def add_deadline(borrower_id: str, *, due_on: date, now: datetime, **details: Any) -> Deadline:
    """Add one deadline of the borrower's own; `details` as for `open_custom`."""
    with transaction():
        return open_custom(Planner(borrower_id, now=now), due_on, **details)


def open_custom(
    planner: Planner,
    due_on: date,
    *,
    title: str,
    zone: str,
    country: str,
    cut_off: time = time.max,
    amount: int | None = None,
    currency: str | None = None,
    owed: bool = False,
    series_id: str | None = None,
) -> Deadline:
    """Open a deadline that hangs on no account."""
    deadline = Deadline(
        id=new_id("dl", planner.now),
        borrower_id=planner.borrower.id,
        kind="custom",
        series_id=series_id,
        title=title,
        zone=zone,
        country=country,
        amount=amount,
        currency=currency,
        owed=owed,
        source="entered",
        sure=True,
        created_at=planner.now,
        updated_at=planner.now,
    )
    shared.set_dates(
        deadline,
        due(due_on, weekend_rule="none", country=country, zone=zone, cut_off=cut_off, grace_days=0),
    )
    planner.plan_new(deadline)
    deadline.save(force_insert=True)
    return deadline


def change_deadline(
    deadline: Deadline, *, now: datetime, due_on: date | None = None, **fields: Any
) -> Deadline:
    """Change the borrower's own deadline (title, amount, due date) or mute any deadline."""
    if deadline.kind != "custom" and (due_on or set(fields) - {"muted"}):
        raise Conflict("This deadline follows from an account. Change the statement, the loan or the terms.")
    with transaction():
        planner = Planner(deadline.borrower_id, now=now)
        for name, value in fields.items():
            setattr(deadline, name, value)
        if deadline.amount is not None and deadline.currency is None:
            raise Invalid("Give the currency of this amount.", field="currency")
        if due_on:
            cut_off = _cut_off_of(deadline)
            shared.set_dates(
                deadline,
                due(
                    due_on,
                    weekend_rule="none",
                    country=deadline.country,
                    zone=deadline.zone,
                    cut_off=cut_off,
                    grace_days=0,
                ),
            )
        planner.plan(deadline)
        shared.touch(deadline, now)
        return deadline


def _cut_off_of(deadline: Deadline) -> time:
    return local_time.local(deadline.pay_by_at, deadline.zone).time()


def snooze(deadline: Deadline, *, until: datetime | None, now: datetime) -> Deadline:
    """Say nothing about a deadline until an instant, and then say it once; None takes the snooze back."""
    _must_be_open(deadline)
    if until is not None and until <= now:
        raise Invalid("A snooze must end in the future.", field="until")
    with transaction():
        planner = Planner(deadline.borrower_id, now=now)
        deadline.snoozed_until = until
        planner.plan(deadline)
        shared.touch(deadline, now)
        return deadline


def acknowledge(
    deadline: Deadline, *, amount: int | None, paid_at: datetime | None, now: datetime
) -> Deadline:
    """ "I have paid": becomes a payment of the amount (by default all that is open), which stops the rest.

    A deadline that is no account's, or whose amount neither of us knows, is simply met; one whose minimum no
    statement has told yet is met by the borrower's word, until a statement lets the money decide.
    """
    _must_be_open(deadline)
    at, open_amount = paid_at or now, deadline.outstanding
    paying.check_paid_at(at, now)
    if deadline.account_id is None or (amount is None and open_amount is None):
        return close(deadline, state="met", closed_by="borrower", reason=None, at=at, now=now)
    with transaction():
        paying.record_payment(deadline.account, amount=amount or open_amount or 0, paid_at=at, now=now)
        found = get(deadline.borrower_id, deadline.id)
        if found.state == "open" and found.amount is None:
            found.allocated = amount
            return close(found, state="met", closed_by="borrower", reason=None, at=at, now=now)
        return found


def close(
    deadline: Deadline, *, state: str, closed_by: str, reason: str | None, at: datetime, now: datetime
) -> Deadline:
    """Meet, waive or cancel an open deadline; its reminders end, and what was allocated moves on."""
    _must_be_open(deadline)
    with transaction():
        planner = Planner(deadline.borrower_id, now=now)
        deadline.state, deadline.closed_by, deadline.closed_at = state, closed_by, at
        deadline.reason, deadline.next_reminder_at = reason, None
        shared.touch(deadline, now)
        if deadline.account_id is not None:
            shared.reallocate(deadline.account, planner)
        _wake_checks(deadline, now)
    return get(deadline.borrower_id, deadline.id)


def reopen(deadline: Deadline, *, now: datetime) -> Deadline:
    """Open again what was waived, cancelled or met by the borrower's word; payments re-open by reversal."""
    if deadline.state == "open":
        raise Conflict("This deadline is open already.")
    if deadline.closed_by == "payment":
        raise Conflict("A payment settled this. Reverse the payment, and the deadline opens again.")
    if deadline.closed_by == "terms" and deadline.account_id is not None:
        raise Conflict("The account's terms closed this. Change the statement, the terms or the status.")
    with transaction():
        planner = Planner(deadline.borrower_id, now=now)
        shared.open_again(deadline, planner)
        shared.touch(deadline, now)
        if deadline.account_id is not None:
            shared.reallocate(deadline.account, planner)
        _wake_checks(deadline, now)
    return get(deadline.borrower_id, deadline.id)


def _wake_checks(deadline: Deadline, now: datetime) -> None:
    """What was owed, and what was looked at, decides which credit reports to look at."""
    if deadline.account_id is not None or deadline.kind == REPORT_CHECK:
        bureau_plans.wake(deadline.borrower_id, [deadline.country], now)


def _must_be_open(deadline: Deadline) -> None:
    if deadline.state != "open":
        raise Conflict(f"This deadline is {deadline.state}, not open.")
