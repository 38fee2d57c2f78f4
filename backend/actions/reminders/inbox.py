"""The inbox: everything that was told, read or not, with the truth of today beside it; and receipts."""

from datetime import datetime

from backend.errors import NotFound
from backend.store.database import transaction
from backend.store.reminders import deliveries, notifications
from backend.store.reminders.deliveries import Delivery
from backend.store.reminders.notifications import Notification

RECEIPTS = ("shown", "opened", "acted")


def get(borrower_id: str, notification_id: str) -> Notification:
    """The borrower's notification, or NotFound."""
    row = notifications.find(borrower_id, notification_id)
    if row is None:
        raise NotFound()
    return row


def mark_read(row: Notification, *, read: bool, now: datetime) -> Notification:
    """Set or clear the read mark; the first reading's instant is kept."""
    with transaction():
        row.read_at = (row.read_at or now) if read else None
        row.save(only=[Notification.read_at])
        return row


def mark_all_read(borrower_id: str, *, now: datetime) -> int:
    """Mark everything read; returns how many were not."""
    with transaction():
        return notifications.read_all(borrower_id, now)


def take_receipt(borrower_id: str, delivery_id: str, *, event: str, at: datetime, now: datetime) -> Delivery:
    """The app saw a push shown, opened or acted on. The first instant of each is kept; opened implies shown."""
    with transaction():
        row = deliveries.find(borrower_id, delivery_id)
        if row is None:
            raise NotFound()
        if event != "shown":
            # The notification before its delivery, as everyone who writes both of them does.
            mark_read(get(borrower_id, row.notification_id), read=True, now=now)
        for name in RECEIPTS[: RECEIPTS.index(event) + 1]:
            if getattr(row, f"{name}_at") is None:
                setattr(row, f"{name}_at", min(at, now))
        row.save(only=[Delivery.shown_at, Delivery.opened_at, Delivery.acted_at])
        return row
