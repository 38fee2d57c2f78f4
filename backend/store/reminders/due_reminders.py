"""The queries of the tick, in bulk and by hand: what is due, for whom, and what was decided.

NamedTuples go in and out, because a tick moves thousands of rows and a model for each would cost more than the
decision itself. What is written has its instants in microseconds.
"""

from collections.abc import Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Annotated, NamedTuple

from backend.store import bulk
from backend.store.database import execute_many, is_sqlite, one_of, to_micros
from backend.store.raw_rows import select
from backend.store.reminders.stored_settings import MAILABLE, StoredSettings


class DueBorrower(NamedTuple):
    """Somebody who has a due reminder; `email` is where to write if no device takes a push, None where nowhere."""

    id: str
    email: Annotated[str | None, MAILABLE]
    settings: StoredSettings


class DeadlineFacts(NamedTuple):
    """What a decision about an open deadline depends on: all but whose it is, so that equal ones are decided once."""

    kind: str
    due_on: date
    pay_by_at: datetime
    last_chance_on: date
    last_chance_at: datetime
    zone: str
    country: str
    owed: bool
    sure: bool
    autopay: bool
    muted: bool
    snoozed_until: datetime | None
    reminded_through: datetime
    next_reminder_at: datetime


class OpenDeadline(NamedTuple):
    """An open deadline that has a next reminder."""

    id: str
    borrower_id: str
    facts: DeadlineFacts


class ToldMoment(NamedTuple):
    """A moment of a deadline that has a reminder row."""

    deadline_id: str
    moment: str


class ReachableDevice(NamedTuple):
    """A device that takes pushes, as far as we know."""

    borrower_id: str
    id: str
    provider: str


class UnsentNotification(NamedTuple):
    """A notification of which a delivery waits that no worker holds."""

    borrower_id: str
    notification_id: str


class NewNotification(NamedTuple):
    """A digest to be written."""

    id: str
    borrower_id: str
    created_at: int
    pushed: bool
    hard: bool


class NewReminder(NamedTuple):
    """A moment told in a digest, to be written."""

    deadline_id: str
    moment: str
    borrower_id: str
    notification_id: str
    tone: str
    position: int
    held: str | None
    last_word: bool


class NewDelivery(NamedTuple):
    """A way to send a notification, to be written; without a device it is a mail."""

    id: str
    borrower_id: str
    notification_id: str
    device_id: str | None
    provider: str
    next_attempt_at: int
    expires_at: int
    created_at: int


class ReminderMove(NamedTuple):
    """How far a deadline has spoken, and when it speaks next."""

    reminded_through: int
    next_reminder_at: int | None
    id: str


class Takeover(NamedTuple):
    """A new notification carries what an old one never delivered."""

    new_id: str
    old_id: str


class _Owner(NamedTuple):
    borrower_id: str


def due_borrowers(now: datetime, limit: int) -> list[DueBorrower]:
    """Lock and return the borrowers behind the `limit` oldest due reminders.

    Another worker's borrowers are skipped, never waited for. Nothing but borrowers is locked here: two workers
    that each held some of two borrowers' deadlines would wait for each other.
    """
    skip = "" if is_sqlite() else " FOR UPDATE SKIP LOCKED"
    due = select(
        _Owner,
        "FROM deadline WHERE next_reminder_at <= ? ORDER BY next_reminder_at LIMIT ?",
        (to_micros(now), limit),
    )
    ids = list(dict.fromkeys(row.borrower_id for row in due))
    if not ids:
        return []
    these, values = one_of("id", ids)
    return select(DueBorrower, f"FROM borrower WHERE {these} ORDER BY id{skip}", (values,))


def open_deadlines_until(borrower_ids: Sequence[str], until: datetime) -> list[OpenDeadline]:
    """Every open deadline of these borrowers whose next reminder comes by `until`, by borrower and identifier."""
    these, values = one_of("borrower_id", borrower_ids)
    return select(
        OpenDeadline,
        f"FROM deadline WHERE {these} AND state = 'open' AND next_reminder_at <= ? ORDER BY borrower_id, id",
        (values, to_micros(until)),
    )


def told_moments(deadline_ids: Sequence[str]) -> list[ToldMoment]:
    """What has been told of these deadlines."""
    these, values = one_of("deadline_id", deadline_ids)
    return select(ToldMoment, f"FROM reminder WHERE {these}", (values,))


def reachable_devices(borrower_ids: Sequence[str]) -> list[ReachableDevice]:
    """The devices of these borrowers that can be reached."""
    these, values = one_of("borrower_id", borrower_ids)
    return select(ReachableDevice, f"FROM device WHERE {these} AND state = 'active'", (values,))


def unsent_notifications(borrower_ids: Sequence[str], now: datetime) -> list[UnsentNotification]:
    """What of these borrowers' notifications waits and is held by no worker: a new digest takes it over."""
    these, values = one_of("borrower_id", borrower_ids)
    return select(
        UnsentNotification,
        f"FROM delivery WHERE {these} AND next_attempt_at IS NOT NULL AND (NOT leased OR next_attempt_at <= ?)",
        (values, to_micros(now)),
        distinct=True,
    )


def add_reminders(rows: Sequence[NewReminder]) -> None:
    bulk.insert("reminder", rows)


def add_notifications(rows: Sequence[NewNotification]) -> None:
    bulk.insert("notification", rows, also="state = 'active'")


def add_deliveries(rows: Sequence[NewDelivery]) -> None:
    bulk.insert("delivery", rows, also="state = 'queued', attempts = 0, leased = FALSE")


def move_reminders(rows: Sequence[ReminderMove]) -> None:
    bulk.update("deadline", rows, keys=("id",))


def close_told(deadline_ids: Sequence[str], now: datetime) -> None:
    """Close deadlines that had one thing to say, which is said."""
    at = to_micros(now)
    execute_many(
        "UPDATE deadline SET state = 'met', closed_by = 'terms', closed_at = ?, updated_at = ?, "
        "version = version + 1 WHERE id = ?",
        [(at, at, each) for each in deadline_ids],
    )


def supersede(takeovers: Sequence[Takeover], now: datetime) -> None:
    """Let new digests carry what old ones never delivered.

    The notification first, in one order for all: whoever records a failed push holds it before the delivery.
    """
    ordered = sorted(takeovers, key=attrgetter("old_id"))
    execute_many(
        "UPDATE notification SET state = 'superseded' WHERE id = ?", [(each.old_id,) for each in ordered]
    )
    execute_many(
        "UPDATE reminder SET notification_id = ?, position = position + 1000 WHERE notification_id = ?",
        ordered,
    )
    ended = to_micros(now)
    execute_many(
        "UPDATE delivery SET state = 'superseded', next_attempt_at = NULL, ended_at = ? "
        "WHERE notification_id = ? AND next_attempt_at IS NOT NULL",
        [(ended, each.old_id) for each in ordered],
    )
