"""The outbox: one row for each notification and way to reach its borrower, claimed under a lease.

A claim only moves `next_attempt_at` to the end of the lease and counts the attempt, so a worker that dies
leaves a row that the next one takes. The attempt's number is the lease's token: a late answer of an earlier
attempt changes nothing that a later one has recorded.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

import peewee

from backend.store import bulk
from backend.store.database import InstantField, Row, execute, execute_many, is_sqlite, to_micros


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


def claim(provider: str, *, now: datetime, lease_until: datetime, limit: int) -> list[tuple[Any, ...]]:
    """Lease what is due: (id, borrower, notification, device, attempt, expires_at µs, created_at µs) rows."""
    skip = "" if is_sqlite() else " FOR UPDATE SKIP LOCKED"
    cursor = execute(
        "UPDATE delivery SET attempts = attempts + 1, leased = TRUE, next_attempt_at = ? "
        "WHERE id IN ("
        "SELECT id FROM delivery WHERE provider = ? AND next_attempt_at <= ? "
        f"ORDER BY next_attempt_at LIMIT ?{skip}) "
        "RETURNING id, borrower_id, notification_id, device_id, attempts, expires_at, created_at",
        (to_micros(lease_until), provider, to_micros(now), limit),
    )
    return cast(list[tuple[Any, ...]], cursor.fetchall())


def end(rows: Sequence[tuple[Any, ...]]) -> None:
    """(state, ended_at µs, provider_id, error, title, body, id, attempt): close what this attempt holds."""
    columns = "state text, ended_at bigint, provider_id text, error text, title text, body text"
    bulk.update(
        "delivery",
        columns,
        "id text, attempts int",
        rows,
        also="leased = FALSE, next_attempt_at = NULL",
        where="next_attempt_at IS NOT NULL",
    )


def postpone(rows: Sequence[tuple[Any, ...]]) -> int:
    """(next_attempt_at µs, error, id, attempt): try again later."""
    return execute_many(
        "UPDATE delivery SET leased = FALSE, next_attempt_at = ?, error = ? "
        "WHERE id = ? AND attempts = ? AND next_attempt_at IS NOT NULL",
        rows,
    )


def note_attempts(rows: Sequence[tuple[Any, ...]]) -> None:
    """(delivery, attempt, borrower, at µs, outcome, error): keep what went wrong."""
    execute_many(
        "INSERT INTO delivery_attempt (delivery_id, attempt, borrower_id, at, outcome, error) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        rows,
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
