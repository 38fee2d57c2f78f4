"""Calendar feeds: an address that cannot be guessed and can be taken back; only its hash is kept."""

import hashlib
import secrets
from datetime import datetime

from backend.errors import NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.reminders import calendar_feeds
from backend.store.reminders.calendar_feeds import CalendarFeed


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def add_feed(borrower_id: str, *, detailed: bool, now: datetime) -> tuple[CalendarFeed, str]:
    """A new feed and its secret token (256 bits), which is shown this once."""
    token = secrets.token_urlsafe(32)
    with transaction():
        row = CalendarFeed.create(
            id=new_id("feed", now),
            borrower_id=borrower_id,
            token_hash=_hash(token),
            detailed=detailed,
            created_at=now,
        )
    return row, token


def get(borrower_id: str, feed_id: str) -> CalendarFeed:
    """The borrower's feed, or NotFound."""
    row = calendar_feeds.find(borrower_id, feed_id)
    if row is None:
        raise NotFound()
    return row


def open_feed(token: str) -> CalendarFeed:
    """The live feed behind a secret token, or NotFound."""
    row = calendar_feeds.live_by_hash(_hash(token))
    if row is None:
        raise NotFound("calendar-gone")
    return row


def revoke_feed(row: CalendarFeed, *, now: datetime) -> CalendarFeed:
    """Close a feed for good."""
    with transaction():
        row.revoked_at = row.revoked_at or now
        row.save(only=[CalendarFeed.revoked_at])
        return row
