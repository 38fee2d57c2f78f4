"""The queries of the tick, in bulk and by hand: what is due, for whom, and what was decided.

Plain tuples go in and out, because a tick moves thousands of rows and a model for each would cost more than
the decision itself.
"""

from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any, cast

from backend.store import bulk
from backend.store.database import execute, execute_many, in_list, is_sqlite, to_micros

WATCH_COLUMNS = (
    "id, borrower_id, kind, due_on, pay_by_at, last_chance_on, last_chance_at, zone, country, owed, sure, "
    "autopay, muted, snoozed_until, reminded_through, next_reminder_at"
)
BORROWER_COLUMNS = (
    "id, zone, quiet_start, quiet_end, quiet_dates, paused_from, paused_until, paydays, window_minutes, "
    "daily_cap, email"
)


def due_borrowers(now: datetime, limit: int) -> list[tuple[Any, ...]]:
    """Lock and return the borrowers behind the `limit` oldest due reminders.

    Another worker's borrowers are skipped, never waited for. Nothing but borrowers is locked here: two workers
    that each held some of two borrowers' deadlines would wait for each other.
    """
    skip = "" if is_sqlite() else " FOR UPDATE SKIP LOCKED"
    due = execute(
        "SELECT borrower_id FROM deadline WHERE next_reminder_at <= ? ORDER BY next_reminder_at LIMIT ?",
        (to_micros(now), limit),
    ).fetchall()
    ids = list(dict.fromkeys(row[0] for row in due))
    if not ids:
        return []
    these, values = in_list("id", ids)
    found = execute(f"SELECT {BORROWER_COLUMNS} FROM borrower WHERE {these} ORDER BY id{skip}", (values,))
    return cast(list[tuple[Any, ...]], found.fetchall())


def watched(borrower_ids: Sequence[str], until: datetime) -> list[tuple[Any, ...]]:
    """Every open deadline of these borrowers whose next reminder comes by `until`, by borrower and identifier."""
    these, values = in_list("borrower_id", borrower_ids)
    cursor = execute(
        f"SELECT {WATCH_COLUMNS} FROM deadline WHERE {these} "
        "AND state = 'open' AND next_reminder_at <= ? ORDER BY borrower_id, id",
        (values, to_micros(until)),
    )
    return cast(list[tuple[Any, ...]], cursor.fetchall())


def told(deadline_ids: Sequence[str]) -> list[tuple[str, str]]:
    """The (deadline, moment) pairs that have a reminder row."""
    these, values = in_list("deadline_id", deadline_ids)
    rows = execute(f"SELECT deadline_id, moment FROM reminder WHERE {these}", (values,))
    return cast(list[tuple[str, str]], rows.fetchall())


def active_devices(borrower_ids: Sequence[str]) -> list[tuple[str, str, str]]:
    """(borrower, device, provider) of the devices that can be reached."""
    these, values = in_list("borrower_id", borrower_ids)
    cursor = execute(
        f"SELECT borrower_id, id, provider FROM device WHERE {these} AND state = 'active'", (values,)
    )
    return cast(list[tuple[str, str, str]], cursor.fetchall())


def unsent(borrower_ids: Sequence[str], now: datetime) -> list[tuple[str, str]]:
    """(borrower, notification) of deliveries that wait and that no worker holds: a new digest takes them over."""
    these, values = in_list("borrower_id", borrower_ids)
    cursor = execute(
        f"SELECT DISTINCT borrower_id, notification_id FROM delivery WHERE {these} "
        "AND next_attempt_at IS NOT NULL AND (NOT leased OR next_attempt_at <= ?)",
        (values, to_micros(now)),
    )
    return cast(list[tuple[str, str]], cursor.fetchall())


def add_reminders(rows: list[tuple[Any, ...]]) -> None:
    """(deadline, moment, borrower, notification, tone, position)."""
    columns = "deadline_id text, moment text, borrower_id text, notification_id text, tone text, position int"
    bulk.insert("reminder", columns, rows)


def add_notifications(rows: list[tuple[Any, ...]]) -> None:
    """(id, borrower, created_at µs, pushed)."""
    columns = "id text, borrower_id text, created_at bigint, pushed boolean"
    bulk.insert("notification", columns, rows, also="state = 'active'")


def add_deliveries(rows: list[tuple[Any, ...]]) -> None:
    """(id, borrower, notification, device, provider, next_attempt_at µs, expires_at µs, created_at µs)."""
    columns = (
        "id text, borrower_id text, notification_id text, device_id text, provider text, "
        "next_attempt_at bigint, expires_at bigint, created_at bigint"
    )
    bulk.insert("delivery", columns, rows, also="state = 'queued', attempts = 0, leased = FALSE")


def move_reminders(rows: list[tuple[Any, ...]]) -> None:
    """(reminded_through µs, next_reminder_at µs or None, deadline)."""
    bulk.update("deadline", "reminded_through bigint, next_reminder_at bigint", "id text", rows)


def supersede(pairs: list[tuple[str, str]], now: datetime) -> None:
    """(new notification, old notification): the new digest carries what the old one never delivered.

    The notification first, in one order for all: whoever records a failed push holds it before the delivery.
    """
    pairs = sorted(pairs, key=itemgetter(1))
    execute_many("UPDATE notification SET state = 'superseded' WHERE id = ?", [(old,) for _, old in pairs])
    execute_many(
        "UPDATE reminder SET notification_id = ?, position = position + 1000 WHERE notification_id = ?", pairs
    )
    ended = to_micros(now)
    execute_many(
        "UPDATE delivery SET state = 'superseded', next_attempt_at = NULL, ended_at = ? "
        "WHERE notification_id = ? AND next_attempt_at IS NOT NULL",
        [(ended, old) for _, old in pairs],
    )
