"""A borrower's own repeating deadlines: rent, a promise kept monthly, a tax date."""

import json
from datetime import date, datetime, time
from typing import NamedTuple, TypedDict, Unpack

from backend.actions.reminders.deadline_changes import cancel_future, enters_horizon_at, horizon
from backend.actions.reminders.deadlines import DeadlineDetails, open_custom
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.calendar import local_time
from backend.domain.calendar.recurrence import Recurrence
from backend.errors import Conflict, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.reminders import series
from backend.store.reminders.series import Series
from backend.store.versions import save_new_version


def get(borrower_id: str, series_id: str) -> Series:
    """The borrower's own series, or NotFound; an account's series is reached through the account."""
    row = series.find(borrower_id, series_id)
    if row is None or row.rule is None:
        raise NotFound()
    return row


class SeriesRule(NamedTuple):
    """How a series repeats, and what each of its deadlines says."""

    repeats: Recurrence
    details: DeadlineDetails


class _PlainDetails(TypedDict):
    title: str
    zone: str
    country: str
    cut_off: str
    amount: int | None
    currency: str | None
    owed: bool


def add_series(
    borrower_id: str, *, rule: Recurrence, now: datetime, **details: Unpack[DeadlineDetails]
) -> Series:
    """Add a repeating deadline. What lies before today stays shut."""
    with transaction():
        scheduler = ReminderScheduler(borrower_id, now=now)
        row = Series.create(
            id=new_id("ser", now),
            borrower_id=borrower_id,
            kind="custom",
            rule=dump_rule(SeriesRule(rule, details)),
            next_index=_first_index(rule, local_time.local_date(now, details["zone"])),
            roll_at=now,
            created_at=now,
            updated_at=now,
        )
        open_occurrences(row, scheduler)
        row.save()
        return row


def dump_rule(rule: SeriesRule) -> str:
    details = rule.details
    plain: _PlainDetails = {
        "title": details["title"],
        "zone": details["zone"],
        "country": details["country"],
        "cut_off": details.get("cut_off", time.max).isoformat(),
        "amount": details.get("amount"),
        "currency": details.get("currency"),
        "owed": details.get("owed", False),
    }
    return json.dumps({"repeats": rule.repeats.to_data(), "details": plain}, sort_keys=True)


def rule_of(row: Series) -> SeriesRule:
    """How one of the borrower's own series repeats, and what each of its deadlines says."""
    assert row.rule is not None  # an account's series has none, and is not asked for one
    data = json.loads(row.rule)
    plain: _PlainDetails = data["details"]
    details: DeadlineDetails = {
        "title": plain["title"],
        "zone": plain["zone"],
        "country": plain["country"],
        "cut_off": time.fromisoformat(plain["cut_off"]),
        "amount": plain["amount"],
        "currency": plain["currency"],
        "owed": plain["owed"],
    }
    return SeriesRule(Recurrence.from_data(data["repeats"]), details)


def _first_index(rule: Recurrence, today: date) -> int:
    index = 0
    while (found := rule.date_of(index)) is not None and found < today:
        index += 1
    return index


def open_occurrences(row: Series, scheduler: ReminderScheduler) -> None:
    """Open what the horizon has reached; the row is left for the caller to save."""
    rule, details = rule_of(row)
    limit = horizon(details["zone"], scheduler.now)
    row.roll_at = None
    while (due_on := rule.date_of(row.next_index)) is not None:
        if due_on > limit:
            row.roll_at = enters_horizon_at(due_on, details["zone"])
            return
        open_custom(scheduler, due_on, series_id=row.id, **details)
        row.next_index += 1


def end_series(row: Series, *, now: datetime) -> Series:
    """Open no more, and cancel what is not due yet."""
    if row.roll_at is None and row.version > 1:
        raise Conflict("series-ended")
    with transaction():
        ReminderScheduler(row.borrower_id, now=now)
        row.roll_at = None
        save_new_version(row, now)
        today = local_time.local_date(now, rule_of(row).details["zone"])
        cancel_future(row.id, after=today, reason="series ended", now=now)
        return row
