"""The queries of the tick, in bulk and by hand: what is due, for whom, and what was decided.

Plain tuples go in and out, because a tick moves thousands of rows and a model for each would cost more than
the decision itself.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from backend.store.database import execute, execute_many, is_sqlite, to_micros

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

    Another worker's borrowers are skipped, never waited for.
    """
    skip = "" if is_sqlite() else " FOR UPDATE SKIP LOCKED"
    due = execute(
        "SELECT borrower_id FROM deadline WHERE next_reminder_at <= ? "
        f"ORDER BY next_reminder_at LIMIT ?{skip}",
        (to_micros(now), limit),
    ).fetchall()
    ids = list(dict.fromkeys(row[0] for row in due))
    if not ids:
        return []
    found = execute(
        f"SELECT {BORROWER_COLUMNS} FROM borrower WHERE id IN ({_marks(ids)}) ORDER BY id{skip}", ids
    )
    return cast(list[tuple[Any, ...]], found.fetchall())


def watched(borrower_ids: Sequence[str], until: datetime) -> list[tuple[Any, ...]]:
    """Every open deadline of these borrowers whose next reminder comes by `until`, grouped by borrower."""
    return cast(
        list[tuple[Any, ...]],
        execute(
            f"SELECT {WATCH_COLUMNS} FROM deadline WHERE borrower_id IN ({_marks(borrower_ids)}) "
            "AND state = 'open' AND next_reminder_at <= ? ORDER BY borrower_id",
            (*borrower_ids, to_micros(until)),
        ).fetchall(),
    )


def told(deadline_ids: Sequence[str]) -> set[tuple[str, str]]:
    """The (deadline, moment) pairs that have a reminder row."""
    rows = execute(
        f"SELECT deadline_id, moment FROM reminder WHERE deadline_id IN ({_marks(deadline_ids)})",
        deadline_ids,
    )
    return set(rows.fetchall())


def active_devices(borrower_ids: Sequence[str]) -> list[tuple[str, str, str]]:
    """(borrower, device, provider) of the devices that can be reached."""
    return cast(
        list[tuple[str, str, str]],
        execute(
            "SELECT borrower_id, id, provider FROM device "
            f"WHERE borrower_id IN ({_marks(borrower_ids)}) AND state = 'active'",
            borrower_ids,
        ).fetchall(),
    )


def unsent(borrower_ids: Sequence[str], now: datetime) -> list[tuple[str, str]]:
    """(borrower, notification) of deliveries that wait and that no worker holds: a new digest takes them over."""
    return cast(
        list[tuple[str, str]],
        execute(
            "SELECT DISTINCT borrower_id, notification_id FROM delivery "
            f"WHERE borrower_id IN ({_marks(borrower_ids)}) AND next_attempt_at IS NOT NULL "
            "AND (NOT leased OR next_attempt_at <= ?)",
            (*borrower_ids, to_micros(now)),
        ).fetchall(),
    )


def add_reminders(rows: list[tuple[Any, ...]]) -> None:
    """(deadline, moment, borrower, notification, tone, position)."""
    execute_many(
        "INSERT INTO reminder (deadline_id, moment, borrower_id, notification_id, tone, position) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        rows,
    )


def add_notifications(rows: list[tuple[Any, ...]]) -> None:
    """(id, borrower, created_at µs, pushed)."""
    execute_many(
        "INSERT INTO notification (id, borrower_id, created_at, pushed, state) VALUES (?, ?, ?, ?, 'active')",
        rows,
    )


def add_deliveries(rows: list[tuple[Any, ...]]) -> None:
    """(id, borrower, notification, device, provider, next_attempt_at µs, expires_at µs, created_at µs)."""
    execute_many(
        "INSERT INTO delivery (id, borrower_id, notification_id, device_id, provider, state, attempts, "
        "leased, next_attempt_at, expires_at, created_at) "
        "VALUES (?, ?, ?, ?, ?, 'queued', 0, FALSE, ?, ?, ?)",
        rows,
    )


def move_on(rows: list[tuple[Any, ...]]) -> None:
    """(reminded_through µs, next_reminder_at µs or None, deadline)."""
    execute_many("UPDATE deadline SET reminded_through = ?, next_reminder_at = ? WHERE id = ?", rows)


def supersede(pairs: list[tuple[str, str]], now: datetime) -> None:
    """(new notification, old notification): the new digest carries what the old one never delivered."""
    execute_many(
        "UPDATE reminder SET notification_id = ?, position = position + 1000 WHERE notification_id = ?", pairs
    )
    ended = to_micros(now)
    execute_many(
        "UPDATE delivery SET state = 'superseded', next_attempt_at = NULL, ended_at = ? "
        "WHERE notification_id = ? AND next_attempt_at IS NOT NULL",
        [(ended, old) for _, old in pairs],
    )
    execute_many("UPDATE notification SET state = 'superseded' WHERE id = ?", [(old,) for _, old in pairs])


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))
