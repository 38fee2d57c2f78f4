"""A "too much right now" pause: begun, lengthened or shortened, ended at once; and what it holds back.

Nothing is moved by it. The decision of each digest holds back what can be undone (domain/reminders/digest_items.py),
so what waits needs no replay: it is in the inbox already, at its own time.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from backend.actions.reminders.checks import close_check, open_check, put_on
from backend.actions.reminders.reminder_scheduler import ReminderScheduler, delivery_settings_of
from backend.domain.calendar import local_time
from backend.domain.reminders.calm_pause import PAUSE_END, default_last_day, ends_at, latest_last_day
from backend.errors import Invalid
from backend.store.database import transaction
from backend.store.people.borrowers import Borrower
from backend.store.reminders import deadlines, held_reminders
from backend.store.reminders.deadlines import Deadline
from backend.store.reminders.held_reminders import Waited
from backend.store.versions import save_new_version

_A_DAY = timedelta(days=1)


class CalmPause(NamedTuple):
    """A borrower's pause. `last_on`, `began_at` and `ends_at` are None where none holds; the days that may be chosen
    count today, and `waited` is of the pause that holds, or of the last one that was seen to its end."""

    last_on: date | None
    began_at: datetime | None
    ends_at: datetime | None
    default_last_on: date
    latest_last_on: date
    waited: Waited


def state_of(borrower: Borrower, *, now: datetime) -> CalmPause:
    """The borrower's pause as it stands at `now`."""
    today = local_time.local_date(now, borrower.zone)
    waited = (
        held_reminders.waited(borrower.id, since=borrower.calm_from) if borrower.calm_from else Waited(0, 0)
    )
    ends = ends_at(delivery_settings_of(borrower))
    holds = ends if ends and ends > now else None
    return CalmPause(
        borrower.calm_last_on if holds else None,
        borrower.calm_from if holds else None,
        holds,
        default_last_day(today),
        latest_last_day(today),
        waited,
    )


def set_pause(borrower: Borrower, *, last_on: date | None, title: str, now: datetime) -> Borrower:
    """Hold back what can be undone through a day of the borrower's calendar; a pause that holds is moved to that end.

    Without a day it lasts three, or as long as it does already. `title` names its end among the deadlines.
    """
    standing = state_of(borrower, now=now)
    chosen = last_on or max(standing.last_on or standing.default_last_on, standing.default_last_on)
    today = local_time.local_date(now, borrower.zone)
    if not today <= chosen <= standing.latest_last_on:
        latest = standing.latest_last_on.isoformat()
        raise Invalid("calm-pause-out-of-reach", field="last_on", first=today.isoformat(), latest=latest)
    with transaction():
        borrower.calm_from, borrower.calm_last_on = standing.began_at or now, chosen
        save_new_version(borrower, now)
        scheduler = ReminderScheduler(borrower.id, now=now)
        _say_its_end(scheduler, title, goes_on=standing.last_on is not None)
        held_reminders.hold_unsent(borrower.id)
        ReminderScheduler(borrower.id, now=now).replan_all()
        return borrower


def end_pause(borrower: Borrower, *, now: datetime) -> Waited:
    """Let everything speak again from now; returns what waited. Nothing of it is said again."""
    waited = state_of(borrower, now=now).waited
    with transaction():
        borrower.calm_from = borrower.calm_last_on = None
        save_new_version(borrower, now)
        scheduler = ReminderScheduler(borrower.id, now=now)
        for row in _ends_of(borrower.id):
            close_check(scheduler, row.id, state="cancelled", reason="calm-pause-ended")
        scheduler.replan_all()
    return waited


def _say_its_end(scheduler: ReminderScheduler, title: str, *, goes_on: bool) -> None:
    """One line on the morning after the pause: the one that there is moves along, a new pause has a new one."""
    borrower = scheduler.borrower
    if borrower.calm_last_on is None or borrower.calm_from is None:
        return
    on, open_ones = borrower.calm_last_on + _A_DAY, _ends_of(borrower.id)
    if goes_on and open_ones:
        put_on(scheduler, open_ones[0].id, on)
        return
    for row in open_ones:
        close_check(scheduler, row.id, state="cancelled", reason="calm-pause-ended")
    began = borrower.calm_from.isoformat()
    open_check(scheduler, PAUSE_END, began, title=title, on=on, country=borrower.country)


def _ends_of(borrower_id: str) -> list[Deadline]:
    return [row for row in deadlines.open_of_borrower(borrower_id) if row.kind == PAUSE_END]
