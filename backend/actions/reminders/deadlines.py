"""Deadlines: the borrower's own, and what a borrower may do with any of them."""

from datetime import date, datetime, time
from typing import NotRequired, TypedDict, Unpack

from backend.actions.reminders.deadline_changes import build_deadline, dates_as_given, set_dates
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar import local_time
from backend.domain.reminders.kinds import family
from backend.errors import Conflict, Invalid, NotFound
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


class DeadlineDetails(TypedDict):
    """What a borrower says of a deadline of their own, besides its day."""

    title: str
    zone: str
    country: str
    cut_off: NotRequired[time]
    amount: NotRequired[int | None]
    currency: NotRequired[str | None]
    owed: NotRequired[bool]


class DeadlineChanges(TypedDict, total=False):
    """What may change besides the day; what is left out stays as it is."""

    title: str
    amount: int | None
    currency: str
    muted: bool


def add_deadline(
    borrower_id: str, *, due_on: date, now: datetime, **details: Unpack[DeadlineDetails]
) -> Deadline:
    """Add one deadline of the borrower's own."""
    with transaction():
        return open_custom(ReminderScheduler(borrower_id, now=now), due_on, **details)


def open_custom(
    scheduler: ReminderScheduler,
    due_on: date,
    *,
    series_id: str | None = None,
    **details: Unpack[DeadlineDetails],
) -> Deadline:
    """Open a deadline that hangs on no account."""
    zone, country = details["zone"], details["country"]
    deadline = build_deadline(
        scheduler,
        dates_as_given(due_on, country=country, zone=zone, cut_off=details.get("cut_off", time.max)),
        kind="custom",
        zone=zone,
        country=country,
        owed=details.get("owed", False),
        source="entered",
        sure=True,
        series_id=series_id,
        title=details["title"],
        amount=details.get("amount"),
        currency=details.get("currency"),
    )
    scheduler.plan_new(deadline)
    deadline.save(force_insert=True)
    return deadline


def change_deadline(
    deadline: Deadline, *, now: datetime, due_on: date | None = None, **changes: Unpack[DeadlineChanges]
) -> Deadline:
    """Change the borrower's own deadline (title, amount, due date) or mute any deadline."""
    if family(deadline.kind) != "own" and (due_on or set(changes) - {"muted"}):
        raise Conflict("deadline-follows-account")
    with transaction():
        scheduler = ReminderScheduler(deadline.borrower_id, now=now)
        for name, value in changes.items():
            setattr(deadline, name, value)
        if deadline.amount is not None and deadline.currency is None:
            raise Invalid("currency-missing", field="currency")
        if due_on:
            cut_off = _cut_off_of(deadline)
            dates = dates_as_given(due_on, country=deadline.country, zone=deadline.zone, cut_off=cut_off)
            set_dates(deadline, dates)
        scheduler.plan(deadline)
        save_new_version(deadline, now)
        return deadline


def _cut_off_of(deadline: Deadline) -> time:
    return local_time.local(deadline.pay_by_at, deadline.zone).time()


def snooze(deadline: Deadline, *, until: datetime | None, now: datetime) -> Deadline:
    """Say nothing about a deadline until an instant, and then say it once; None takes the snooze back."""
    must_be_open(deadline)
    if until is not None and until <= now:
        raise Invalid("snooze-not-ahead", field="until")
    with transaction():
        scheduler = ReminderScheduler(deadline.borrower_id, now=now)
        if until is not None:
            scheduler.check_snooze(deadline, until)
        deadline.snoozed_until = until
        scheduler.plan(deadline)
        save_new_version(deadline, now)
        return deadline


def must_be_open(deadline: Deadline) -> None:
    if deadline.state != "open":
        raise Conflict("deadline-not-open", state=deadline.state)
