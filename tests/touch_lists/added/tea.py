"""A throw-away check: tea on a day."""

from datetime import date, datetime

from backend.actions.reminders.checks import open_check
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.store.database import transaction
from backend.store.reminders.deadlines import Deadline


def brew(borrower_id: str, *, on: date, now: datetime) -> Deadline:
    with transaction():
        scheduler = ReminderScheduler(borrower_id, now=now)
        return open_check(
            scheduler, "tea_break", "pot_1", title="Assam", on=on, country=scheduler.borrower.country
        )
