"""The window of a digest: what falls into it is told together."""

from datetime import datetime, timedelta
from typing import NamedTuple

# How many minutes a digest gathers where the borrower says nothing else.
DEFAULT_WINDOW_MINUTES = 30


class DigestWindow(NamedTuple):
    """A digest's window. Everything is judged from `opens_at`, so a tick that is a little late decides as one
    in time would."""

    opens_at: datetime
    ends_at: datetime

    @classmethod
    def around(cls, first: datetime, now: datetime, minutes: int) -> "DigestWindow":
        """The window that the earliest pending moment opened; after downtime, the one that opens now."""
        length = timedelta(minutes=minutes)
        opens_at = first if now <= first + length else now
        return cls(opens_at, opens_at + length)
