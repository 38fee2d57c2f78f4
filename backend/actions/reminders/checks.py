"""Deadlines that owe nothing: something to look at or to hear of by a day of the borrower's own calendar.

Reminders, digest, preview and calendar feed take one as any other deadline.
"""

from datetime import date, time

from backend.actions.reminders.deadline_changes import set_dates
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar.pay_by import due_dates
from backend.ids import new_id
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline
from backend.store.versions import save_new_version

REPORT_CHECK = "report_check"
DISPUTE_ANSWER = "dispute_answer"


def open_check(
    scheduler: ReminderScheduler, kind: str, subject_id: str, *, title: str, on: date, country: str
) -> Deadline:
    """Open one about a subject; `title` names it on the phone."""
    deadline = Deadline(
        id=new_id("dl", scheduler.now),
        borrower_id=scheduler.borrower.id,
        kind=kind,
        subject_id=subject_id,
        title=title[:120],
        zone=scheduler.borrower.zone,
        country=country,
        owed=False,
        source="schedule",
        sure=True,
        created_at=scheduler.now,
        updated_at=scheduler.now,
    )
    move_check(scheduler, deadline, on)
    scheduler.plan_new(deadline)
    deadline.save(force_insert=True)
    return deadline


def move_check(scheduler: ReminderScheduler, deadline: Deadline, on: date) -> None:
    """Put its dates on a day; the caller plans and saves it."""
    zone = scheduler.borrower.zone
    dates = due_dates(
        on, weekend_rule="none", country=deadline.country, zone=zone, cut_off=time.max, grace_days=0
    )
    set_dates(deadline, dates)


def close_check(scheduler: ReminderScheduler, deadline_id: str | None, *, state: str, reason: str) -> None:
    """Meet or cancel a check's deadline, if it still stands."""
    deadline = deadlines.find(scheduler.borrower.id, deadline_id) if deadline_id else None
    if deadline is not None and deadline.state == "open":
        deadline.state, deadline.closed_by, deadline.closed_at = state, "terms", scheduler.now
        deadline.reason, deadline.next_reminder_at = reason, None
        save_new_version(deadline, scheduler.now)


def put_on(scheduler: ReminderScheduler, deadline_id: str | None, on: date) -> None:
    """Move a check that still stands to another day."""
    deadline = deadlines.find(scheduler.borrower.id, deadline_id) if deadline_id else None
    if deadline is not None and deadline.state == "open" and deadline.due_on != on:
        move_check(scheduler, deadline, on)
        scheduler.plan(deadline)
        save_new_version(deadline, scheduler.now)
