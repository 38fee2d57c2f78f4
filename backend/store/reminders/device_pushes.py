"""What waits in the outbox for a borrower's devices, when two of them turn out to be one phone."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from backend.store.database import execute, one_of, to_micros
from backend.store.raw_rows import select


class WaitingPush(NamedTuple):
    """A push that has not ended; while it is `leased` a worker may be sending it."""

    id: str
    notification_id: str
    device_id: str
    leased: bool


class _Accepted(NamedTuple):
    notification_id: str


def waiting(borrower_id: str, device_ids: Sequence[str]) -> list[WaitingPush]:
    """What has not ended for these devices, oldest first."""
    these, values = one_of("device_id", device_ids)
    return select(
        WaitingPush,
        f"FROM delivery WHERE borrower_id = ? AND {these} AND next_attempt_at IS NOT NULL ORDER BY id",
        (borrower_id, values),
    )


def accepted(borrower_id: str, device_ids: Sequence[str]) -> set[str]:
    """The notifications that a provider has taken for one of these devices."""
    these, values = one_of("device_id", device_ids)
    found = select(
        _Accepted,
        f"FROM delivery WHERE borrower_id = ? AND {these} AND state = 'accepted'",
        (borrower_id, values),
    )
    return {row.notification_id for row in found}


def hand_over(delivery_ids: Sequence[str], device_id: str, provider: str) -> None:
    """Let these go to a device by a provider."""
    these, values = one_of("id", delivery_ids)
    execute(f"UPDATE delivery SET device_id = ?, provider = ? WHERE {these}", (device_id, provider, values))


def supersede(delivery_ids: Sequence[str], now: datetime) -> None:
    """End these: the same phone gets, or has, the same notification another way."""
    these, values = one_of("id", delivery_ids)
    execute(
        "UPDATE delivery SET state = 'superseded', leased = FALSE, next_attempt_at = NULL, ended_at = ? "
        f"WHERE {these} AND next_attempt_at IS NOT NULL",
        (to_micros(now), values),
    )
