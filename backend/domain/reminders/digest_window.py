"""The window of a digest: what falls into it is told together."""

from datetime import datetime, timedelta
from typing import NamedTuple

from backend.domain.reminders.delivery_settings import DeliverySettings


class DigestWindow(NamedTuple):
    """A digest's window. Everything is judged from `opens_at`, so a tick that is a little late decides as one
    in time would."""

    opens_at: datetime
    ends_at: datetime

    @classmethod
    def around(cls, first: datetime, now: datetime, delivery: DeliverySettings) -> "DigestWindow":
        """The window that the earliest pending moment opened; after downtime, the one that opens now."""
        length = timedelta(minutes=delivery.window_minutes)
        opens_at = first if now <= first + length else now
        return cls(opens_at, opens_at + length)
