"""What one borrower's deadlines still have to say, and which of it joins the digest that opens now."""

from bisect import bisect_right
from collections.abc import Container
from datetime import datetime, timedelta
from typing import NamedTuple

from backend.domain.reminders.moments import Moment, Schedule, schedule
from backend.domain.reminders.policy import Delivery, Policy
from backend.domain.reminders.watch import Watch

# (deadline, moment key) pairs that have been told, and are never told again.
Told = Container[tuple[str, str]]


class Window(NamedTuple):
    """A digest's window. Everything is judged from `opens_at`, so a tick that is a little late decides as one
    in time would."""

    opens_at: datetime
    ends_at: datetime

    @classmethod
    def around(cls, first: datetime, now: datetime, delivery: Delivery) -> "Window":
        """The window that the earliest pending moment opened; after downtime, the one that opens now."""
        length = timedelta(minutes=delivery.window_minutes)
        opens_at = first if now <= first + length else now
        return cls(opens_at, opens_at + length)


class Pending(NamedTuple):
    """A watch and the part of its ladder that has not been handled: from the moment at index `start` on."""

    watch: Watch
    ladder: Schedule
    start: int

    @classmethod
    def of(cls, watch: Watch, policy: Policy, delivery: Delivery) -> "Pending":
        ladder = schedule(watch, policy, delivery)
        return cls(watch, ladder, bisect_right(ladder.instants, watch.reminded_through))

    @property
    def first_at(self) -> datetime | None:
        return self.ladder.instants[self.start] if self.start < len(self.ladder.instants) else None

    def until(self, instant: datetime) -> tuple[Moment, ...]:
        """What is pending at or before an instant."""
        return self.ladder.moments[self.start : bisect_right(self.ladder.instants, instant)]

    def after(self, window: Window) -> "Pending":
        """What is left once everything that joins the window is handled."""
        end = bisect_right(self.ladder.instants, window.ends_at)
        while end > self.start and not self.joins(self.ladder.moments[end - 1], window):
            end -= 1
        return self._replace(start=max(end, self.start))

    def joins(self, moment: Moment, window: Window) -> bool:
        """Whether a moment may be told when the window opens: not before it is true, not inside a snooze."""
        if moment.at <= window.opens_at:
            return True
        snoozed_until = self.watch.snoozed_until
        if snoozed_until is not None and snoozed_until > window.opens_at:
            return False
        return moment.holds_at(window.opens_at)

    def handled_through(self, left: "Pending", now: datetime) -> datetime:
        """Where `reminded_through` moves: through now, unless something left to say lies before."""
        if left.start == self.start:
            return self.watch.reminded_through
        through = self.ladder.instants[left.start - 1]
        first = left.first_at
        return max(through, now) if first is None or first > now else through
