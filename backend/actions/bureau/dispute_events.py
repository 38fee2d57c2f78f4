"""Every step of a dispute is an event that is kept for ever; a step that does not fit its state is refused."""

from datetime import date, datetime, timedelta

from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.bureau.dispute import NotNow, after
from backend.domain.calendar.local_time import local_date
from backend.errors import Conflict, Invalid
from backend.ids import new_id
from backend.store.bureau.disputes import Dispute, DisputeEvent


def take_step(
    row: Dispute, event: str, on: date, *, note: str | None = None, now: datetime
) -> ReminderScheduler:
    """Put a dispute in the state that the event leads to, and record it; Conflict says which events can happen now.

    The caller saves the row. The returned scheduler holds the borrower's lock.
    """
    scheduler = ReminderScheduler(row.borrower_id, now=now)
    if on > local_date(now, scheduler.borrower.zone) + timedelta(days=1):  # abroad it may be tomorrow already
        raise Invalid("day-in-future", field="on")
    try:
        row.state = after(row.state, event)
    except NotNow as fault:
        if not fault.possible:
            raise Conflict("dispute-over", state=fault.state, event=event) from fault
        raise Conflict("dispute-step-unfit", state=fault.state, event=event, able=fault.possible) from fault
    record_event(row, event, on, note, now=now)
    return scheduler


def record_event(row: Dispute, event: str, on: date, note: str | None, *, now: datetime) -> None:
    DisputeEvent.create(
        id=new_id("evt", now),
        borrower_id=row.borrower_id,
        dispute=row.id,
        event=event,
        happened_on=on,
        note=note,
        created_at=now,
    )
