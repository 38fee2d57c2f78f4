"""What opening, moving, re-opening and cancelling do to the row of a deadline, whoever asks for it."""

from datetime import date, datetime, time, timedelta
from typing import NotRequired, TypedDict, Unpack

from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar import local_time
from backend.domain.calendar.pay_by import DueDates, due_dates
from backend.ids import new_id
from backend.store.reminders import deadlines
from backend.store.reminders.deadlines import Deadline
from backend.store.versions import save_new_version

# How far ahead deadlines are opened: beyond the 90 days of the preview, so that it reads real rows.
HORIZON_DAYS = 120


def horizon(zone: str, now: datetime) -> date:
    """The last due date that is opened today."""
    return local_time.local_date(now, zone) + timedelta(days=HORIZON_DAYS)


def enters_horizon_at(due_on: date, zone: str) -> datetime:
    """The instant at which a due date comes within the horizon."""
    return local_time.day_start(due_on - timedelta(days=HORIZON_DAYS), zone)


class NewDeadline(TypedDict):
    """What is known of a deadline when it is opened, besides its dates; what is left out has the row's default."""

    kind: str
    zone: str
    country: str
    owed: bool
    source: str
    sure: bool
    account_id: NotRequired[str]
    series_id: NotRequired[str | None]
    subject_id: NotRequired[str]
    title: NotRequired[str]
    amount: NotRequired[int | None]
    allocated: NotRequired[int]
    tolerance: NotRequired[int]
    currency: NotRequired[str | None]
    autopay: NotRequired[bool]


def build_deadline(scheduler: ReminderScheduler, dates: DueDates, **fields: Unpack[NewDeadline]) -> Deadline:
    """A new open deadline of the scheduler's borrower; the caller plans and saves it."""
    deadline = Deadline(
        id=new_id("dl", scheduler.now),
        borrower_id=scheduler.borrower.id,
        state="open",
        created_at=scheduler.now,
        updated_at=scheduler.now,
        **fields,
    )
    set_dates(deadline, dates)
    return deadline


def dates_as_given(on: date, *, country: str, zone: str, cut_off: time = time.max) -> DueDates:
    """The dates of what no contract moves: due on that very day, without a weekend rule or days of grace."""
    return due_dates(on, weekend_rule="none", country=country, zone=zone, cut_off=cut_off, grace_days=0)


def set_dates(deadline: Deadline, dates: DueDates) -> None:
    deadline.nominal_due_on = dates.nominal_due_on
    deadline.due_on = dates.due_on
    deadline.pay_by_at = dates.pay_by_at
    deadline.last_chance_on = dates.last_chance_on
    deadline.last_chance_at = dates.last_chance_at


def open_again(deadline: Deadline, scheduler: ReminderScheduler) -> None:
    """Open a closed deadline, its reminders from now on; the caller saves it."""
    deadline.state, deadline.closed_by, deadline.closed_at, deadline.reason = "open", None, None, None
    scheduler.plan_new(deadline)


def cancel_future(series_id: str, *, after: date, reason: str, now: datetime) -> None:
    """Cancel the open deadlines of a series that fall due after a date; what is already due stays."""
    for deadline in deadlines.open_of_series(series_id):
        if deadline.due_on > after:
            deadline.state, deadline.closed_at, deadline.closed_by = "cancelled", now, "terms"
            deadline.reason, deadline.next_reminder_at = reason, None
            save_new_version(deadline, now)
