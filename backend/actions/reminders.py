"""The tick: what is due becomes one digest a borrower, in one transaction a batch; and its exact preview.

A crash anywhere leaves nothing, or rows that the next run takes: the reminder, the notification, the outbox
rows and the deadline's next moment are written together or not at all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from backend.actions.planning import (
    Policies,
    consequence,
    delivery_settings,
)
from backend.domain.calendar import local_time
from backend.domain.reminders import agenda as rules
from backend.domain.reminders.watch import Watch
from backend.ids import new_id
from backend.store import agenda, notifications
from backend.store.database import from_micros, to_micros, transaction

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
        people = agenda.due_borrowers(now, limit)
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
    told: set[tuple[str, str]]
    pushed: dict[str, list[datetime]]
    devices: dict[str, list[tuple[str, str]]]
    unsent: dict[str, list[str]]

    @classmethod
    def load(cls, ids: list[str], now: datetime) -> "_Facts":
        rows = agenda.watched(ids, now + LOOK_AHEAD)
        return cls(
            policies=Policies.of_borrowers(ids),
            watched={key: list(group) for key, group in groupby(rows, itemgetter(1))},
            told=agenda.told([row[0] for row in rows]) if rows else set(),
            pushed=_grouped(notifications.pushed_since(ids, now - LOOK_AHEAD)),
            devices=_grouped((owner, (device, kind)) for owner, device, kind in agenda.active_devices(ids)),
            unsent=_grouped(agenda.unsent(ids, now)),
        )


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _decide(person: tuple[Any, ...], facts: _Facts, now: datetime, email: bool, writes: _Batch) -> None:
    borrower_id = person[0]
    delivery = delivery_settings(*person[1:5], _instant(person[5]), _instant(person[6]), *person[7:10])
    watches = [_watch(row) for row in facts.watched.get(borrower_id, ())]
    pairs = [(watch, facts.policies.of(borrower_id, watch.kind, watch.deadline_id)) for watch in watches]
    used = used_on_day(facts.pushed.get(borrower_id, ()), delivery.zone, now)
    taken = rules.take(pairs, delivery, now, used, facts.told)
    before = {row[0]: (row[14], row[15]) for row in facts.watched.get(borrower_id, ())}
    for deadline_id, (through, following) in taken.next_at.items():
        after = (to_micros(through), None if following is None else to_micros(following))
        if after != before[deadline_id]:
            writes.moves.append((*after, deadline_id))
    if taken.digest is not None:
        _add_digest(borrower_id, person[10], taken.digest, facts, now, email, writes)


def _add_digest(
    borrower_id: str,
    address: str | None,
    digest: rules.Digest,
    facts: _Facts,
    now: datetime,
    email: bool,
    writes: _Batch,
) -> None:
    notification_id, micros = new_id("ntf", now), to_micros(now)
    writes.notifications.append((notification_id, borrower_id, micros, digest.pushed))
    for position, item in enumerate(digest.items):
        writes.reminders.append(
            (item.deadline_id, item.moment.key, borrower_id, notification_id, item.moment.tone, position)
        )
    if not digest.pushed:
        return
    writes.takeovers.extend((notification_id, old) for old in facts.unsent.get(borrower_id, ()))
    ways: list[tuple[str | None, str]] = list(facts.devices.get(borrower_id, ()))
    if not ways and email and address:
        ways = [(None, "email")]
    expires = micros + OUTBOX_LIFE // timedelta(microseconds=1)
    for device_id, provider in ways:
        writes.deliveries.append(
            (new_id("dlv", now), borrower_id, notification_id, device_id, provider, micros, expires, micros)
        )


def _write(writes: _Batch, now: datetime) -> None:
    if writes.takeovers:
        agenda.supersede(writes.takeovers, now)
    if writes.notifications:
        agenda.add_notifications(writes.notifications)
        agenda.add_reminders(writes.reminders)
    if writes.deliveries:
        agenda.add_deliveries(writes.deliveries)
    agenda.move_on(writes.moves)


def _instant(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)


@lru_cache(maxsize=4096)
def _parsed_day(text: str) -> date:
    return date.fromisoformat(text)


def _watch(row: tuple[Any, ...]) -> Watch:
    """A Watch of a raw row; SQLite hands dates and booleans over as text and numbers."""
    due_on, last_chance_on = row[3], row[5]
    if isinstance(due_on, str):
        due_on, last_chance_on = _parsed_day(due_on), _parsed_day(last_chance_on)
    return Watch(
        row[0],
        row[2],
        due_on,
        from_micros(row[4]),
        last_chance_on,
        from_micros(row[6]),
        row[7],
        row[8],
        bool(row[9]),
        bool(row[10]),
        bool(row[11]),
        consequence(bool(row[9])),
        bool(row[12]),
        _instant(row[13]),
        from_micros(row[14]),
    )


def used_on_day(pushes: Iterable[datetime], zone: str, now: datetime) -> int:
    """How many of these pushes fell on the borrower's local day of `now`."""
    today = local_time.local_date(now, zone)
    return sum(1 for at in pushes if local_time.local_date(at, zone) == today)
