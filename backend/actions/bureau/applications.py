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
    refused_on: date | None = None,
) -> Application:
    """Change one; `state`: planned, made, refused or dropped. Refused is so since `refused_on`, or today."""
    with transaction():
        scheduler = ReminderScheduler(row.borrower_id, now=now)
        if on is not None:
            _must_lie_ahead(scheduler, on)
            row.apply_on = on
        if row.state != "planned" and state is None:
            raise Conflict("application-not-planned", state=row.state)
        row.title, row.state = title or row.title, state or row.state
        _date_the_refusal(row, scheduler, refused_on)
        save_new_version(row, now)
        bureau_plans.mark_stale(row.borrower_id, [row.country], now)
        return row


def _date_the_refusal(row: Application, scheduler: ReminderScheduler, refused_on: date | None) -> None:
    today = local_date(scheduler.now, scheduler.borrower.zone)
    if row.state != "refused":
        if refused_on is not None:
            raise Invalid("refusal-without-state", field="refused_on")
        row.refused_on = None
        return
    if refused_on is not None and refused_on > today:
        raise Invalid("day-in-future", field="refused_on")
    row.refused_on = refused_on or row.refused_on or today


def get(borrower_id: str, application_id: str) -> Application:
    """The borrower's application, or NotFound."""
    row = stored.application(borrower_id, application_id)
    if row is None:
        raise NotFound()
    return row


def _must_lie_ahead(scheduler: ReminderScheduler, on: date) -> None:
    if on < local_date(scheduler.now, scheduler.borrower.zone):
        raise Invalid("application-in-past", field="apply_on")
