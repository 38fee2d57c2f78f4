"""Deadlines: the borrower's own, and what a borrower may do with any of them."""

from datetime import date, datetime, time
from typing import Any

from backend.actions.reminders.deadline_changes import set_dates
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar import local_time
from backend.domain.calendar.pay_by import due_dates
from backend.domain.reminders.kinds import family
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline
from backend.store.versions import save_new_version


def get(borrower_id: str, deadline_id: str) -> Deadline:
    """The borrower's deadline, or NotFound."""
    deadline = deadlines.find(borrower_id, deadline_id)
    if deadline is None:
        raise NotFound()
    return deadline


def add_deadline(borrower_id: str, *, due_on: date, now: datetime, **details: Any) -> Deadline:
    """Add one deadline of the borrower's own; `details` as for `open_custom`."""
    with transaction():
        return open_custom(ReminderScheduler(borrower_id, now=now), due_on, **details)


def open_custom(
    scheduler: ReminderScheduler,
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
        id=new_id("dl", scheduler.now),
        borrower_id=scheduler.borrower.id,
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
        created_at=scheduler.now,
        updated_at=scheduler.now,
    )
    set_dates(
        deadline,
        due_dates(due_on, weekend_rule="none", country=country, zone=zone, cut_off=cut_off, grace_days=0),
    )
    scheduler.plan_new(deadline)
    deadline.save(force_insert=True)
    return deadline


def change_deadline(
    deadline: Deadline, *, now: datetime, due_on: date | None = None, **fields: Any
) -> Deadline:
    """Change the borrower's own deadline (title, amount, due date) or mute any deadline."""
    if family(deadline.kind) != "own" and (due_on or set(fields) - {"muted"}):
        raise Conflict("This deadline follows from an account. Change the statement, the loan or the terms.")
    with transaction():
        scheduler = ReminderScheduler(deadline.borrower_id, now=now)
        for name, value in fields.items():
            setattr(deadline, name, value)
        if deadline.amount is not None and deadline.currency is None:
            raise Invalid("Give the currency of this amount.", field="currency")
        if due_on:
            cut_off = _cut_off_of(deadline)
            set_dates(
                deadline,
                due_dates(
                    due_on,
                    weekend_rule="none",
                    country=deadline.country,
                    zone=deadline.zone,
                    cut_off=cut_off,
                    grace_days=0,
                ),
            )
        scheduler.plan(deadline)
        save_new_version(deadline, now)
        return deadline


def _cut_off_of(deadline: Deadline) -> time:
    return local_time.local(deadline.pay_by_at, deadline.zone).time()


def snooze(deadline: Deadline, *, until: datetime | None, now: datetime) -> Deadline:
    """Say nothing about a deadline until an instant, and then say it once; None takes the snooze back."""
    must_be_open(deadline)
    if until is not None and until <= now:
        raise Invalid("A snooze must end in the future.", field="until")
    with transaction():
        scheduler = ReminderScheduler(deadline.borrower_id, now=now)
        deadline.snoozed_until = until
        scheduler.plan(deadline)
        save_new_version(deadline, now)
        return deadline


def must_be_open(deadline: Deadline) -> None:
    if deadline.state != "open":
        raise Conflict(f"This deadline is {deadline.state}, not open.")
