"""A loan or a card that the borrower means to apply for: the reports are looked at in good time before."""

from datetime import date, datetime

from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar.local_time import local_date
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.bureau import bureau_plans
from backend.store.bureau import checkpoints as stored
from backend.store.bureau.checkpoints import Application
from backend.store.database import transaction
from backend.store.versions import save_new_version


def add(borrower_id: str, *, title: str, country: str, on: date, now: datetime) -> Application:
    """Plan an application for a day."""
    with transaction():
        scheduler = ReminderScheduler(borrower_id, now=now)
        _must_lie_ahead(scheduler, on)
        row = Application.create(
            id=new_id("apl", now),
            borrower_id=borrower_id,
            title=title,
            country=country,
            apply_on=on,
            created_at=now,
            updated_at=now,
        )
        bureau_plans.mark_stale(borrower_id, [country], now)
        return row


def change(
    row: Application,
    *,
    now: datetime,
    title: str | None = None,
    on: date | None = None,
    state: str | None = None,
) -> Application:
    """Change one; `state`: planned, made or dropped."""
    with transaction():
        scheduler = ReminderScheduler(row.borrower_id, now=now)
        if on is not None:
            _must_lie_ahead(scheduler, on)
            row.apply_on = on
        if row.state != "planned" and state is None:
            raise Conflict("application-not-planned", state=row.state)
        row.title, row.state = title or row.title, state or row.state
        save_new_version(row, now)
        bureau_plans.mark_stale(row.borrower_id, [row.country], now)
        return row


def get(borrower_id: str, application_id: str) -> Application:
    """The borrower's application, or NotFound."""
    row = stored.application(borrower_id, application_id)
    if row is None:
        raise NotFound()
    return row


def _must_lie_ahead(scheduler: ReminderScheduler, on: date) -> None:
    if on < local_date(scheduler.now, scheduler.borrower.zone):
        raise Invalid("application-in-past", field="apply_on")
