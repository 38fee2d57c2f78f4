"""The outbox: one row for each notification and way to reach its borrower, claimed under a lease.

A claim only moves `next_attempt_at` to the end of the lease and counts the attempt, so a worker that dies
leaves a row that the next one takes. The attempt's number is the lease's token: a late answer of an earlier
attempt changes nothing that a later one has recorded.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, NamedTuple, cast

import peewee

from backend.store import bulk
from backend.store.database import InstantField, Row, execute, execute_many, is_sqlite, to_micros
from backend.store.raw_rows import columns, read, select


class Delivery(Row):
    """`state`: queued, accepted (the provider took it), gone (dead address), failed, lapsed (its time passed
    unsent), withdrawn (no longer true), superseded (a newer digest, or the e-mail beside it, took over)."""

    id = peewee.CharField(max_length=40, primary_key=True)
    borrower_id = peewee.CharField(max_length=40, index=True)
    notification_id = peewee.CharField(max_length=40, index=True)
    device_id = peewee.CharField(max_length=40, null=True)  # NULL: e-mail to the borrower's address
    provider = peewee.CharField(max_length=16)
    state = peewee.CharField(max_length=10, default="queued")
    attempts = peewee.IntegerField(default=0)
    next_attempt_at = InstantField(null=True)
    leased = peewee.BooleanField(default=False)  # next_attempt_at is then the lease's end
    expires_at = InstantField()
    created_at = InstantField()
    ended_at = InstantField(null=True)
    provider_id = peewee.CharField(max_length=255, null=True)
    error = peewee.CharField(max_length=64, null=True)
    title = peewee.TextField(null=True)  # as it was sent
    body = peewee.TextField(null=True)
    shown_at = InstantField(null=True)
    opened_at = InstantField(null=True)
    acted_at = InstantField(null=True)

    class Meta:
        table_name = "delivery"


Delivery.add_index(
    Delivery.index(
        Delivery.provider,
        Delivery.next_attempt_at,
        where=Delivery.next_attempt_at.is_null(False),
        name="delivery_pending",
    )
)


class DeliveryAttempt(Row):
    """An attempt that did not end in acceptance; the one that did is the delivery itself."""

    delivery_id = peewee.CharField(max_length=40)
    attempt = peewee.IntegerField()
    borrower_id = peewee.CharField(max_length=40, index=True)
    at = InstantField()
    outcome = peewee.CharField(max_length=12)
    error = peewee.CharField(max_length=64, null=True)

    class Meta:
        table_name = "delivery_attempt"
        primary_key = peewee.CompositeKey("delivery_id", "attempt")


class ClaimedRow(NamedTuple):
    """A leased delivery; `attempts` counts the one that the lease is for."""

    id: str
    borrower_id: str
    notification_id: str
    device_id: str | None
    attempts: int
    expires_at: datetime


class DeliveryEnd(NamedTuple):
    """How an attempt has ended its delivery, for good."""

    state: str
    ended_at: int
    provider_id: str | None
    error: str | None
    title: str | None
    body: str | None
    id: str
    attempts: int


class DeliveryWait(NamedTuple):
    """An attempt that came to nothing, and when the next one is; in the order of the statement that says so."""

    next_attempt_at: int
    error: str | None
    id: str
    attempts: int


class FailedAttempt(NamedTuple):
    """What went wrong with an attempt."""

    delivery_id: str
    attempt: int
    borrower_id: str
    at: int
    outcome: str
    error: str


def claim(provider: str, *, now: datetime, lease_until: datetime, limit: int) -> list[ClaimedRow]:
    """Lease what is due."""
    skip = "" if is_sqlite() else " FOR UPDATE SKIP LOCKED"
    cursor = execute(
        "UPDATE delivery SET attempts = attempts + 1, leased = TRUE, next_attempt_at = ? "
        "WHERE id IN ("
        "SELECT id FROM delivery WHERE provider = ? AND next_attempt_at <= ? "
        f"ORDER BY next_attempt_at LIMIT ?{skip}) "
        f"RETURNING {columns(ClaimedRow)}",
        (to_micros(lease_until), provider, to_micros(now), limit),
    )
    return read(ClaimedRow, cursor)


def end(rows: Sequence[DeliveryEnd]) -> None:
    """Close what these attempts still hold."""
    bulk.update(
        "delivery",
        rows,
        keys=("id", "attempts"),
        also="leased = FALSE, next_attempt_at = NULL",
        where="next_attempt_at IS NOT NULL",
    )


def postpone(rows: Sequence[DeliveryWait]) -> int:
    """Try again later what these attempts still hold."""
    return execute_many(
        "UPDATE delivery SET leased = FALSE, next_attempt_at = ?, error = ? "
        "WHERE id = ? AND attempts = ? AND next_attempt_at IS NOT NULL",
        rows,
    )


def note_attempts(rows: Sequence[FailedAttempt]) -> None:
    """Keep what went wrong."""
    bulk.insert("delivery_attempt", rows, unless="delivery_id, attempt")


class WaitingDeliveries(NamedTuple):
    """What waits for one provider: how many, since when, and what went wrong with one of them."""

    provider: str
    waiting: Annotated[int, "COUNT(*)"]
    oldest_at: Annotated[datetime, "MIN(next_attempt_at)"]
    error: Annotated[str | None, "MAX(error)"]


def waiting_by_provider() -> list[WaitingDeliveries]:
    """What the outbox holds."""
    return select(
        WaitingDeliveries,
        "FROM delivery WHERE next_attempt_at IS NOT NULL GROUP BY provider ORDER BY provider",
    )


def next_attempt(provider: str) -> datetime | None:
    query = Delivery.select(peewee.fn.MIN(Delivery.next_attempt_at)).where(
        (Delivery.provider == provider) & Delivery.next_attempt_at.is_null(False)
    )
    return cast(datetime | None, query.scalar())


def of_notifications(notification_ids: list[str]) -> list[Delivery]:
    query = Delivery.select().where(Delivery.notification_id.in_(notification_ids))
    return list(query.order_by(Delivery.id))


def find(borrower_id: str, delivery_id: str) -> Delivery | None:
    return cast(
        Delivery | None,
        Delivery.get_or_none((Delivery.id == delivery_id) & (Delivery.borrower_id == borrower_id)),
    )
