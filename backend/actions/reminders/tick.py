"""The tick: what is due becomes one digest a borrower, in one transaction a batch; and its exact preview.

A crash anywhere leaves nothing, or rows that the next run takes: the reminder, the notification, the outbox
rows and the deadline's next moment are written together or not at all.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from backend.actions.reminders.digest_decision import TickDecision, decide
from backend.actions.reminders.reminder_scheduler import Policies
from backend.domain.calendar import local_time
from backend.ids import new_id
from backend.store.database import to_micros, transaction
from backend.store.reminders import notifications, tick_queries

# An undelivered push waits this long for a dead provider; a newer digest takes it over before that.
OUTBOX_LIFE = timedelta(days=7)
# The cap looks at the rest of the borrower's local day, which ends at most this far ahead.
LOOK_AHEAD = timedelta(hours=26)


@dataclass(slots=True)
class Ticked:
    """What a tick did: borrowers looked at, digests made, reminders written, pushes put in the outbox."""

    borrowers: int = 0
    digests: int = 0
    reminders: int = 0
    deliveries: int = 0


@dataclass(slots=True)
class _Batch:
    reminders: list[tuple[Any, ...]] = field(default_factory=list)
    notifications: list[tuple[Any, ...]] = field(default_factory=list)
    deliveries: list[tuple[Any, ...]] = field(default_factory=list)
    moves: list[tuple[Any, ...]] = field(default_factory=list)
    takeovers: list[tuple[str, str]] = field(default_factory=list)


def tick(
    *,
    now: datetime,
    batch: int = 500,
    email: bool = False,
    should_stop: Callable[[], bool] = lambda: False,
) -> Ticked:
    """Turn every reminder due at `now` into digests and outbox rows.

    `email`: an e-mail gateway is configured, so a borrower without a working device is written to instead.
    `should_stop` is asked between batches, so that a worker drains quickly.
    """
    done = Ticked()
    while not should_stop() and _tick_batch(now, batch, email, done):
        pass
    return done


def _tick_batch(now: datetime, limit: int, email: bool, done: Ticked) -> bool:
    with transaction():
        people = tick_queries.due_borrowers(now, limit)
        if not people:
            return False
        facts = _Facts.load([row[0] for row in people], now)
        writes = _Batch()
        for person in people:
            _decide(person, facts, now, email, writes)
        _write(writes, now)
    done.borrowers += len(people)
    done.digests += len(writes.notifications)
    done.reminders += len(writes.reminders)
    done.deliveries += len(writes.deliveries)
    return True


@dataclass(slots=True)
class _Facts:
    """Everything a batch's decisions need, in five queries."""

    policies: Policies
    watched: dict[str, list[tuple[Any, ...]]]
    told: dict[str, list[str]]
    pushed: dict[str, list[datetime]]
    devices: dict[str, list[tuple[str, str]]]
    unsent: dict[str, list[str]]

    @classmethod
    def load(cls, ids: list[str], now: datetime) -> "_Facts":
        rows = tick_queries.watched(ids, now + LOOK_AHEAD)
        return cls(
            policies=Policies.of_borrowers(ids),
            watched={key: list(group) for key, group in groupby(rows, itemgetter(1))},
            told=_grouped(tick_queries.told([row[0] for row in rows])) if rows else {},
            pushed=_grouped(notifications.pushed_since(ids, now - LOOK_AHEAD)),
            devices=_grouped(
                (owner, (device, kind)) for owner, device, kind in tick_queries.active_devices(ids)
            ),
            unsent=_grouped(tick_queries.unsent(ids, now)),
        )


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _decide(person: tuple[Any, ...], facts: _Facts, now: datetime, email: bool, writes: _Batch) -> None:
    borrower_id, settings = person[0], person[1:10]
    rows = facts.watched.get(borrower_id, ())
    decision = decide(
        settings,
        tuple([row[2:] for row in rows]),
        tuple([facts.policies.texts(borrower_id, row[2], row[0]) for row in rows]),
        tuple([(place, key) for place, row in enumerate(rows) for key in facts.told.get(row[0], ())]),
        used_on_day(facts.pushed.get(borrower_id, ()), settings[0], now),
        now,
    )
    for place, through, following in decision.moves:
        writes.moves.append((through, following, rows[place][0]))
    if decision.told:
        notification_id = _add_digest(borrower_id, rows, decision, now, writes)
        if decision.pushed:
            _add_pushes(borrower_id, notification_id, person[10], facts, now, email, writes)


def _add_digest(
    borrower_id: str, rows: Sequence[tuple[Any, ...]], decision: TickDecision, now: datetime, writes: _Batch
) -> str:
    notification_id = new_id("ntf", now)
    writes.notifications.append((notification_id, borrower_id, to_micros(now), decision.pushed))
    for position, (place, moment, tone) in enumerate(decision.told):
        writes.reminders.append((rows[place][0], moment, borrower_id, notification_id, tone, position))
    return notification_id


def _add_pushes(
    borrower_id: str,
    notification_id: str,
    address: str | None,
    facts: _Facts,
    now: datetime,
    email: bool,
    writes: _Batch,
) -> None:
    writes.takeovers.extend((notification_id, old) for old in facts.unsent.get(borrower_id, ()))
    ways: list[tuple[str | None, str]] = list(facts.devices.get(borrower_id, ()))
    if not ways and email and address:
        ways = [(None, "email")]
    micros = to_micros(now)
    expires = micros + OUTBOX_LIFE // timedelta(microseconds=1)
    for device_id, provider in ways:
        writes.deliveries.append(
            (new_id("dlv", now), borrower_id, notification_id, device_id, provider, micros, expires, micros)
        )


def _write(writes: _Batch, now: datetime) -> None:
    if writes.takeovers:
        tick_queries.supersede(writes.takeovers, now)
    if writes.notifications:
        tick_queries.add_notifications(writes.notifications)
        tick_queries.add_reminders(writes.reminders)
    if writes.deliveries:
        tick_queries.add_deliveries(writes.deliveries)
    tick_queries.move_reminders(writes.moves)


def used_on_day(pushes: Sequence[datetime], zone: str, now: datetime) -> int:
    """How many of these pushes fell on the borrower's local day of `now`."""
    if not pushes:
        return 0
    today = local_time.local_date(now, zone)
    return sum(1 for at in pushes if local_time.local_date(at, zone) == today)
