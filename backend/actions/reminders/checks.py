"""Deadlines that owe nothing: something to look at or to hear of by a day of the borrower's own calendar.

Reminders, digest, preview and calendar feed take one as any other deadline.
"""

from datetime import date

from backend.actions.reminders.deadline_changes import build_deadline, dates_as_given, set_dates
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline
from backend.store.versions import save_new_version

REPORT_CHECK = "report_check"
DISPUTE_ANSWER = "dispute_answer"
PROMISE_TO_PAY = "promise_to_pay"
COMPLAINT_ANSWER = "complaint_answer"
DEBT_DISPUTE_ANSWER = "debt_dispute_answer"
VALIDATION_WINDOW = "validation_window"


def open_check(
    scheduler: ReminderScheduler,
    kind: str,
    subject_id: str,
    *,
    title: str,
    on: date,
    country: str,
    amount: int | None = None,
    currency: str | None = None,
) -> Deadline:
    """Open one about a subject; `title` names it on the phone. An `amount` is what was promised, no new debt."""
    zone = scheduler.borrower.zone
    deadline = build_deadline(
        scheduler,
        dates_as_given(on, country=country, zone=zone),
        kind=kind,
        zone=zone,
        country=country,
        owed=False,
        source="schedule",
        sure=True,
        subject_id=subject_id,
        title=title[:120],
        amount=amount,
        currency=currency,
    )
    scheduler.plan_new(deadline)
    deadline.save(force_insert=True)
    return deadline


def close_check(scheduler: ReminderScheduler, deadline_id: str | None, *, state: str, reason: str) -> None:
    """Meet or cancel a check's deadline, if it still stands."""
    deadline = deadlines.find(scheduler.borrower.id, deadline_id) if deadline_id else None
    if deadline is not None and deadline.state == "open":
        deadline.state, deadline.closed_by, deadline.closed_at = state, "terms", scheduler.now
        deadline.reason, deadline.next_reminder_at = reason, None
        save_new_version(deadline, scheduler.now)


def open_again(scheduler: ReminderScheduler, deadline_id: str | None, *, closed_for: str) -> None:
    """Open a check that was closed for this reason and no other."""
    deadline = deadlines.find(scheduler.borrower.id, deadline_id) if deadline_id else None
    if deadline is not None and deadline.state == "met" and deadline.reason == closed_for:
        deadline.state, deadline.closed_by, deadline.closed_at, deadline.reason = "open", None, None, None
        scheduler.plan_new(deadline)
        save_new_version(deadline, scheduler.now)


def put_on(scheduler: ReminderScheduler, deadline_id: str | None, on: date) -> None:
    """Move a check that still stands to another day."""
    deadline = deadlines.find(scheduler.borrower.id, deadline_id) if deadline_id else None
    if deadline is not None and deadline.state == "open" and deadline.due_on != on:
        zone = scheduler.borrower.zone
        set_dates(deadline, dates_as_given(on, country=deadline.country, zone=zone))
        scheduler.plan(deadline)
        save_new_version(deadline, scheduler.now)
