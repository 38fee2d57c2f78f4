"""A clock that moves only when told to."""

from datetime import datetime, timedelta


class MovedClock:
    """Calling it gives `now`, as backend.clock.Clock asks; `move` sets it, also backwards."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, *, to: datetime | None = None, by: timedelta | None = None) -> datetime:
        """Move to an aware instant, or by a duration, or both in that order; returns the new now."""
        moved = (to or self.now) + (by or timedelta())
        if moved.utcoffset() is None:
            raise ValueError("move to an aware instant")
        self.now = moved
        return moved
