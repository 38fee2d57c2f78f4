"""What the e-mail fallback asks of the outbox, and what it changes in it; always for many notifications.

Two workers may record two phones of one borrower at once, and each would see the other's row as still
waiting. So whoever decides holds the notification first (`hold`), before it touches a delivery.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, NamedTuple

from backend.store.database import execute, is_sqlite, one_of, to_micros
from backend.store.raw_rows import select

# A phone that says it showed the push has it, whatever its provider answered.
_REACHED = "d.state IN ('accepted', 'withdrawn') OR d.shown_at IS NOT NULL OR d.provider = 'email'"

_CAN_BE_MAILED = "b.email_confirmed_at IS NOT NULL AND b.mail_reminders AND b.email IS NOT NULL"


class Failing(NamedTuple):
    """A notification whose pushes fail and are still tried: when next, and since when they fail."""

    notification_id: str
    next_try_at: datetime
    failing_since: datetime


class UnreachedBorrower(NamedTuple):
    """A notification that no push has brought to its borrower, and that a mail can."""

    notification_id: Annotated[str, "n.id"]
    borrower_id: Annotated[str, "n.borrower_id"]


def lock_notifications(notification_ids: Sequence[str]) -> None:
    """Lock these notifications until the transaction ends. On SQLite, whoever writes is alone."""
    if not is_sqlite():
        these, values = one_of("id", notification_ids)
        execute(f"SELECT id FROM notification WHERE {these} ORDER BY id FOR UPDATE", (values,)).fetchall()


def failing(notification_ids: Sequence[str]) -> list[Failing]:
    """Those that reached nobody, that no worker is sending, that are tried again, and that a mail could take over."""
    these, values = one_of("n.id", notification_ids)
    return select(
        Failing,
        "FROM (SELECT n.id AS notification_id, "
        "(SELECT MIN(d.next_attempt_at) FROM delivery d WHERE d.notification_id = n.id) AS next_try_at, "
        "(SELECT MIN(a.at) FROM delivery_attempt a JOIN delivery d ON d.id = a.delivery_id "
        "WHERE d.notification_id = n.id AND a.outcome = 'retry') AS failing_since "
        "FROM notification n JOIN borrower b ON b.id = n.borrower_id "
        f"WHERE {these} AND n.state = 'active' AND {_CAN_BE_MAILED} AND NOT EXISTS ("
        f"SELECT 1 FROM delivery d WHERE d.notification_id = n.id AND (d.leased OR {_REACHED}))) AS tried "
        "WHERE next_try_at IS NOT NULL AND failing_since IS NOT NULL",
        (values,),
    )


def end_pushes(notification_ids: Sequence[str], now: datetime) -> None:
    """A mail takes over what waits; what a worker has claimed meanwhile stays its own."""
    these, values = one_of("notification_id", notification_ids)
    execute(
        "UPDATE delivery SET state = 'superseded', ended_at = ?, next_attempt_at = NULL "
        f"WHERE {these} AND next_attempt_at IS NOT NULL AND NOT leased",
        (to_micros(now), values),
    )


def unreached(notification_ids: Sequence[str]) -> list[UnreachedBorrower]:
    """Those where no push arrived, none waits, no mail was tried, and one can be."""
    these, values = one_of("n.id", notification_ids)
    return select(
        UnreachedBorrower,
        "FROM notification n JOIN borrower b ON b.id = n.borrower_id "
        f"WHERE {these} AND n.state = 'active' AND {_CAN_BE_MAILED} AND NOT EXISTS ("
        "SELECT 1 FROM delivery d WHERE d.notification_id = n.id "
        f"AND (d.next_attempt_at IS NOT NULL OR {_REACHED}))",
        (values,),
    )


def reopen_pushes(notification_ids: Sequence[str], now: datetime) -> None:
    """The mail came to nothing: the pushes that it had taken over are tried again, while they are in time."""
    these, values = one_of("notification_id", notification_ids)
    execute(
        "UPDATE delivery SET state = 'queued', ended_at = NULL, next_attempt_at = ? "
        f"WHERE {these} AND state = 'superseded' AND device_id IS NOT NULL AND expires_at > ? "
        "AND EXISTS (SELECT 1 FROM notification n WHERE n.id = delivery.notification_id AND n.state = 'active')",
        (to_micros(now), values, to_micros(now)),
    )
