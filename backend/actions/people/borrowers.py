"""Borrowers: settings, pausing, and taking everything away again."""

import json
from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from typing import TypedDict, Unpack

from backend.actions.people.places import check_region
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.errors import Invalid, NotFound
from backend.store import erasure
from backend.store.database import transaction
from backend.store.erasure import EXPORTED
from backend.store.people import borrowers, erased_identities
from backend.store.people.borrowers import Borrower
from backend.store.versions import save_new_version

__all__ = [
    "EXPORTED",
    "change_settings",
    "check_quiet_hours",
    "erase",
    "export",
    "pause",
]

_MOVES_REMINDERS = frozenset(
    {"zone", "quiet_start", "quiet_end", "quiet_dates", "paydays", "window_minutes", "daily_cap"}
)


class SettingsChanges(TypedDict, total=False):
    """What a borrower may change; what is left out stays as it is, None inherits the default."""

    zone: str
    locale: str
    country: str
    region: str | None
    quiet_start: time | None
    quiet_end: time | None
    quiet_dates: Collection[date]
    paydays: Collection[int]
    discreet: bool
    mail_reminders: bool
    daily_cap: int | None
    window_minutes: int | None


def change_settings(borrower: Borrower, *, now: datetime, **changes: Unpack[SettingsChanges]) -> Borrower:
    """Change settings; open deadlines are planned anew where that moves a reminder."""
    check_region(changes.get("region"), changes.get("country") or borrower.country)
    with transaction():
        for name, value in settings_columns(changes).items():
            setattr(borrower, name, value)
        if {"quiet_start", "quiet_end"} & set(changes):
            check_quiet_hours(borrower)
        save_new_version(borrower, now)
        if _MOVES_REMINDERS & set(changes):
            ReminderScheduler(borrower.id, now=now).replan_all()
        return borrower


def check_quiet_hours(borrower: Borrower) -> None:
    """Invalid unless the quiet hours have two different ends, or there are none."""
    if (borrower.quiet_start is None) != (borrower.quiet_end is None):
        raise Invalid("quiet-hours-half", field="quiet_end")
    if borrower.quiet_start is not None and borrower.quiet_start == borrower.quiet_end:
        raise Invalid("quiet-hours-alike", field="quiet_end")


def settings_columns(changes: SettingsChanges) -> dict[str, object]:
    """The changes as the row has them: times as "22:00", dates and paydays as sorted JSON lists."""
    columns: dict[str, object] = {
        name: value.strftime("%H:%M") if isinstance(value, time) else value for name, value in changes.items()
    }
    if "quiet_dates" in changes:
        columns["quiet_dates"] = json.dumps(sorted({day.isoformat() for day in changes["quiet_dates"]}))
    if "paydays" in changes:
        columns["paydays"] = json.dumps(sorted(set(changes["paydays"])))
    return columns


def pause(borrower: Borrower, *, start: datetime | None, until: datetime | None, now: datetime) -> Borrower:
    """Hold every reminder until an instant; it resumes by itself. None takes the pause back."""
    if until is not None and until <= max(now, start or now):
        raise Invalid("pause-not-ahead", field="until")
    with transaction():
        borrower.paused_from = (start or now) if until else None
        borrower.paused_until = until
        save_new_version(borrower, now)
        ReminderScheduler(borrower.id, now=now).replan_all()
        return borrower


def export(borrower_id: str) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Everything that is kept about a borrower, table by table; secrets and hashes are left out."""
    yield from erasure.rows_of(borrower_id)


def erase(borrower: Borrower, *, now: datetime) -> None:
    """Delete everything about a borrower. Of a Firebase identity a digest stays: no old token opens it again."""
    with transaction():
        if borrowers.lock(borrower.id) is None:
            raise NotFound()
        if borrower.firebase_uid:
            erased_identities.add(borrower.firebase_uid, now)
        erasure.erase(borrower.id)
