"""What the e-mail fallback asks of the outbox, and what it changes in it; always for many notifications.

Two workers may record two phones of one borrower at once, and each would see the other's row as still
waiting. So whoever decides holds the notification first (`hold`), before it touches a delivery.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from backend.store.database import execute, from_micros, in_list, is_sqlite, to_micros

# A phone that says it showed the push has it, whatever its provider answered.
_REACHED = "d.state IN ('accepted', 'withdrawn') OR d.shown_at IS NOT NULL OR d.provider = 'email'"


@dataclass(frozen=True, slots=True)
class Failing:
    """A notification whose pushes fail and are still tried: when next, and since when they fail."""

    notification_id: str
    next_try_at: datetime
    failing_since: datetime


def lock_notifications(notification_ids: Sequence[str]) -> None:
    """Lock these notifications until the transaction ends. On SQLite, whoever writes is alone."""
    if not is_sqlite():
        these, values = in_list("id", notification_ids)
        execute(f"SELECT id FROM notification WHERE {these} ORDER BY id FOR UPDATE", (values,)).fetchall()


def failing(notification_ids: Sequence[str]) -> list[Failing]:
    """Those that reached nobody, that no worker is sending, that are tried again, and that a mail could take over."""
    these, values = in_list("n.id", notification_ids)
    cursor = execute(
        "SELECT n.id, "
        "(SELECT MIN(d.next_attempt_at) FROM delivery d WHERE d.notification_id = n.id), "
        "(SELECT MIN(a.at) FROM delivery_attempt a JOIN delivery d ON d.id = a.delivery_id "
        "WHERE d.notification_id = n.id AND a.outcome = 'retry') "
        "FROM notification n JOIN borrower b ON b.id = n.borrower_id "
        f"WHERE {these} AND n.state = 'active' AND b.email IS NOT NULL AND NOT EXISTS ("
        f"SELECT 1 FROM delivery d WHERE d.notification_id = n.id AND (d.leased OR {_REACHED}))",
        (values,),
    )
    return [
        Failing(key, from_micros(again), from_micros(since))
        for key, again, since in cursor.fetchall()
        if again is not None and since is not None
    ]


def end_pushes(notification_ids: Sequence[str], now: datetime) -> None:
    """A mail takes over what waits; what a worker has claimed meanwhile stays its own."""
    these, values = in_list("notification_id", notification_ids)
    execute(
        "UPDATE delivery SET state = 'superseded', ended_at = ?, next_attempt_at = NULL "
        f"WHERE {these} AND next_attempt_at IS NOT NULL AND NOT leased",
        (to_micros(now), values),
    )


def unreached(notification_ids: Sequence[str]) -> list[tuple[str, str]]:
    """(notification, borrower) where no push arrived, none waits, no mail was tried, and one can be."""
    these, values = in_list("n.id", notification_ids)
    cursor = execute(
        "SELECT n.id, n.borrower_id FROM notification n JOIN borrower b ON b.id = n.borrower_id "
        f"WHERE {these} AND n.state = 'active' AND b.email IS NOT NULL AND NOT EXISTS ("
        "SELECT 1 FROM delivery d WHERE d.notification_id = n.id "
        f"AND (d.next_attempt_at IS NOT NULL OR {_REACHED}))",
        (values,),
    )
    return cast(list[tuple[str, str]], cursor.fetchall())


def reopen_pushes(notification_ids: Sequence[str], now: datetime) -> None:
    """The mail came to nothing: the pushes that it had taken over are tried again, while they are in time."""
    these, values = in_list("notification_id", notification_ids)
    execute(
        "UPDATE delivery SET state = 'queued', ended_at = NULL, next_attempt_at = ? "
        f"WHERE {these} AND state = 'superseded' AND device_id IS NOT NULL AND expires_at > ? "
        "AND EXISTS (SELECT 1 FROM notification n WHERE n.id = delivery.notification_id AND n.state = 'active')",
        (to_micros(now), values, to_micros(now)),
    )
