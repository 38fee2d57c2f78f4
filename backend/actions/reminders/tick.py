"""The tick: what is due becomes one digest a borrower, in one transaction a batch; and its exact preview.

A crash anywhere leaves nothing, or rows that the next run takes: the reminder, the notification, the outbox
rows and the deadline's next moment are written together or not at all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.actions.reminders.digest_decision import TickDecision, decide
from backend.actions.reminders.reminder_scheduler import Policies
from backend.domain.calendar import local_time
from backend.domain.reminders.kinds import DONE_BY_SAYING
from backend.ids import new_id
from backend.store.database import to_micros, transaction
from backend.store.reminders import due_reminders
from backend.store.reminders.due_reminders import (
    DueBorrower,
    NewDelivery,
    NewNotification,
    NewReminder,
    OpenDeadline,
    ReminderMove,
    Takeover,
)
from backend.store.reminders.notifications import MadePush
from backend.store.reminders.tick_batch import BatchFacts, BatchWrites, read_batch, write_batch

# An undelivered push waits this long for a dead provider; a newer digest takes it over before that.
OUTBOX_LIFE = timedelta(days=7)
_OUTBOX_LIFE_MICROS = OUTBOX_LIFE // timedelta(microseconds=1)
# The cap looks at the rest of the borrower's local day, which ends at most this far ahead.
LOOK_AHEAD = timedelta(hours=26)


@dataclass(slots=True)
class Ticked:
    """What a tick did: borrowers looked at, digests made, reminders written, pushes put in the outbox."""

    borrowers: int = 0
    digests: int = 0
    reminders: int = 0
    deliveries: int = 0


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
        due = due_reminders.due_borrowers(now, limit)
        if not due:
            return False
        ids = [borrower.id for borrower in due]
        facts = read_batch(ids, since=now - LOOK_AHEAD, now=now, until=now + LOOK_AHEAD)
        policies, writes = Policies(facts.policies), BatchWrites()
        for borrower in due:
            _decide(borrower, policies, facts, now, email, writes)
        write_batch(writes, now)
    done.borrowers += len(due)
    done.digests += len(writes.notifications)
    done.reminders += len(writes.reminders)
    done.deliveries += len(writes.deliveries)
    return True


def _decide(
    borrower: DueBorrower,
    policies: Policies,
    facts: BatchFacts,
    now: datetime,
    email: bool,
    writes: BatchWrites,
) -> None:
    rows = facts.deadlines.get(borrower.id, ())
    pushes = on_day_of(now, facts.pushed.get(borrower.id, ()), borrower.settings.zone)
    decision = decide(
        borrower.settings,
        tuple([row.facts for row in rows]),
        policies.of_deadlines(borrower.id, rows),
        tuple([(at, key) for at, row in enumerate(rows) for key in facts.told.get(row.id, ())]),
        len(pushes),
        any(push.hard for push in pushes),
        now,
    )
    for position, through, following in decision.moves:
        writes.moves.append(ReminderMove(through, following, rows[position].id))
    told = (rows[each.position] for each in decision.told)
    writes.said.extend([row.id for row in told if row.facts.kind in DONE_BY_SAYING])
    if decision.told:
        notification_id = _add_digest(borrower.id, rows, decision, now, writes)
        if decision.pushed:
            _add_pushes(borrower, notification_id, facts, now, email, writes)


def _add_digest(
    borrower_id: str, rows: Sequence[OpenDeadline], decision: TickDecision, now: datetime, writes: BatchWrites
) -> str:
    notification_id = new_id("ntf", now)
    writes.notifications.append(
        NewNotification(notification_id, borrower_id, to_micros(now), decision.pushed, decision.hard)
    )
    for line, (position, moment, tone, held, last_word) in enumerate(decision.told):
        writes.reminders.append(
            NewReminder(rows[position].id, moment, borrower_id, notification_id, tone, line, held, last_word)
        )
    return notification_id


def _add_pushes(
    borrower: DueBorrower,
    notification_id: str,
    facts: BatchFacts,
    now: datetime,
    email: bool,
    writes: BatchWrites,
) -> None:
    """Put the digest in the outbox, a row for each way to reach the borrower."""
    unsent = facts.unsent.get(borrower.id, ())
    writes.takeovers.extend([Takeover(notification_id, old_id) for old_id in unsent])
    devices = facts.devices.get(borrower.id, ())
    for device in devices:
        writes.deliveries.append(new_delivery(borrower.id, notification_id, device.id, device.provider, now))
    if not devices and email and borrower.email:
        writes.deliveries.append(new_delivery(borrower.id, notification_id, None, "email", now))


def new_delivery(
    borrower_id: str, notification_id: str, device_id: str | None, provider: str, now: datetime
) -> NewDelivery:
    """A delivery to be tried at once; without a device it is a mail."""
    micros = to_micros(now)
    expires = micros + _OUTBOX_LIFE_MICROS
    return NewDelivery(
        new_id("dlv", now), borrower_id, notification_id, device_id, provider, micros, expires, micros
    )


def on_day_of(now: datetime, pushes: Sequence[MadePush], zone: str) -> list[MadePush]:
    """Those of these pushes that fell on the borrower's local day of `now`."""
    if not pushes:
        return []
    today = local_time.local_date(now, zone)
    return [push for push in pushes if local_time.local_date(push.created_at, zone) == today]
