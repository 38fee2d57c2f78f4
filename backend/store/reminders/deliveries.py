"""The outbox: one row for each notification and way to reach its borrower, claimed under a lease.

A claim only moves `next_attempt_at` to the end of the lease and counts the attempt, so a worker that dies
leaves a row that the next one takes. The attempt's number is the lease's token: a late answer of an earlier
attempt changes nothing that a later one has recorded.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, NamedTuple

from backend.store import bulk
from backend.store.database import execute, execute_many, is_sqlite, to_micros
from backend.store.raw_rows import columns, read, select
from backend.store.rows import (
    Row,
    composite_key,
    flag,
    instant,
    instant_or_none,
    integer,
    long_text_or_none,
    short_text,
    short_text_or_none,
)


class Delivery(Row):
    """`state`: queued, accepted (the provider took it), gone (dead address), failed, lapsed (its time passed
    unsent), withdrawn (no longer true), superseded (a newer digest, or the e-mail beside it, took over)."""

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40, index=True)
    notification_id = short_text(40, index=True)
    device_id = short_text_or_none(40)  # NULL: e-mail to the borrower's address
    provider = short_text(16)
    state = short_text(10, default="queued")
    attempts = integer(default=0)
    next_attempt_at = instant_or_none()
    leased = flag(default=False)  # next_attempt_at is then the lease's end
    expires_at = instant()
    created_at = instant()
    ended_at = instant_or_none()
    provider_id = short_text_or_none(255)
    error = short_text_or_none(64)
    title = long_text_or_none()  # as it was sent
    body = long_text_or_none()
    shown_at = instant_or_none()
    opened_at = instant_or_none()
    acted_at = instant_or_none()

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

    delivery_id = short_text(40)
    attempt = integer()
    borrower_id = short_text(40, index=True)
    at = instant()
    outcome = short_text(12)
    error = short_text_or_none(64)

    class Meta:
        table_name = "delivery_attempt"
        primary_key = composite_key("delivery_id", "attempt")


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
    """Lease what is due, `limit` at most.

    What is due is picked once, before anything is leased: a subquery may be read anew for each row of a nested loop,
    and PostgreSQL would lease more.
    """
    skip = "" if is_sqlite() else " FOR UPDATE SKIP LOCKED"
    cursor = execute(
        "WITH due AS MATERIALIZED ("
        "SELECT id AS due_id FROM delivery WHERE provider = ? AND next_attempt_at <= ? "
        f"ORDER BY next_attempt_at LIMIT ?{skip}) "
        "UPDATE delivery SET attempts = attempts + 1, leased = TRUE, next_attempt_at = ? "
        "WHERE id IN (SELECT due_id FROM due) "
        f"RETURNING {columns(ClaimedRow)}",
        (provider, to_micros(now), limit, to_micros(lease_until)),
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


def bring_forward(until: datetime) -> None:
    """Let nothing wait beyond `until`, by whose lease it may be."""
    micros = to_micros(until)
    execute("UPDATE delivery SET next_attempt_at = ? WHERE next_attempt_at > ?", (micros, micros))


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


class _NextAttempt(NamedTuple):
    at: Annotated[datetime | None, "MIN(next_attempt_at)"]


def next_attempt(provider: str) -> datetime | None:
    """When something waits next for a provider."""
    found = select(
        _NextAttempt, "FROM delivery WHERE provider = ? AND next_attempt_at IS NOT NULL", (provider,)
    )
    return found[0].at


def of_notifications(notification_ids: list[str]) -> list[Delivery]:
    query = Delivery.select().where(Delivery.notification_id.in_(notification_ids))
    return list(query.order_by(Delivery.id))


def find(borrower_id: str, delivery_id: str) -> Delivery | None:
    return Delivery.get_or_none((Delivery.id == delivery_id) & (Delivery.borrower_id == borrower_id))
