"""One batch of the tick: everything that its decisions need, read at once, and what they decided, written at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

from backend.store.reminders import due_reminders, notifications, policies
from backend.store.reminders.due_reminders import (
    NewDelivery,
    NewNotification,
    NewReminder,
    OpenDeadline,
    ReachableDevice,
    ReminderMove,
    Takeover,
)
from backend.store.reminders.notifications import MadePush
from backend.store.reminders.policies import StoredPolicy

V = TypeVar("V")


@dataclass(slots=True)
class BatchFacts:
    """Everything a batch's decisions need, in six queries: by borrower, and `told` by deadline."""

    policies: list[StoredPolicy]
    deadlines: dict[str, list[OpenDeadline]]
    told: dict[str, list[str]]
    pushed: dict[str, list[MadePush]]
    devices: dict[str, list[ReachableDevice]]
    unsent: dict[str, list[str]]


@dataclass(slots=True)
class BatchWrites:
    """What a batch decided, to be written."""

    reminders: list[NewReminder] = field(default_factory=list)
    notifications: list[NewNotification] = field(default_factory=list)
    deliveries: list[NewDelivery] = field(default_factory=list)
    moves: list[ReminderMove] = field(default_factory=list)
    takeovers: list[Takeover] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # deadlines that end with what they say


def read_batch(borrower_ids: list[str], *, since: datetime, now: datetime, until: datetime) -> BatchFacts:
    """The facts of these borrowers: deadlines that speak by `until`, pushes made since, the outbox at `now`."""
    rows = due_reminders.open_deadlines_until(borrower_ids, until)
    return BatchFacts(
        policies=policies.of_borrowers(borrower_ids),
        deadlines={key: list(group) for key, group in groupby(rows, attrgetter("borrower_id"))},
        told=_grouped(due_reminders.told_moments([row.id for row in rows])) if rows else {},
        pushed=_grouped((push.borrower_id, push) for push in notifications.pushed_since(borrower_ids, since)),
        devices=_grouped((row.borrower_id, row) for row in due_reminders.reachable_devices(borrower_ids)),
        unsent=_grouped(due_reminders.unsent_notifications(borrower_ids, now)),
    )


def _grouped(pairs: Iterable[tuple[str, V]]) -> dict[str, list[V]]:
    found: dict[str, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def write_batch(writes: BatchWrites, now: datetime) -> None:
    """Write what was decided, in the caller's transaction; the takeovers first, since they free what is told anew."""
    if writes.takeovers:
        due_reminders.supersede(writes.takeovers, now)
    if writes.notifications:
        due_reminders.add_notifications(writes.notifications)
        due_reminders.add_reminders(writes.reminders)
    if writes.deliveries:
        due_reminders.add_deliveries(writes.deliveries)
    due_reminders.move_reminders(writes.moves)
    if writes.said:
        due_reminders.close_told(writes.said, now)
