"""What one borrower's deadlines still have to say, and which of it joins the digest that opens now."""

from bisect import bisect_right
from collections.abc import Container
from datetime import datetime
from typing import NamedTuple

from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.digest_window import DigestWindow
from backend.domain.reminders.moments import Ladder, Moment, ladder_of
from backend.domain.reminders.policy import Policy
from backend.domain.reminders.reminder_inputs import ReminderInputs

# (deadline, moment key) pairs that have been told, and are never told again.
AlreadyTold = Container[tuple[str, str]]


class PendingMoments(NamedTuple):
    """A watch and the part of its ladder that has not been handled: from the moment at index `start` on."""

    inputs: ReminderInputs
    ladder: Ladder
    start: int

    @classmethod
    def of(cls, inputs: ReminderInputs, policy: Policy, delivery: DeliverySettings) -> "PendingMoments":
        ladder = ladder_of(inputs, policy, delivery)
        return cls(inputs, ladder, bisect_right(ladder.instants, inputs.reminded_through))

    @property
    def first_at(self) -> datetime | None:
        return self.ladder.instants[self.start] if self.start < len(self.ladder.instants) else None

    def until(self, instant: datetime) -> tuple[Moment, ...]:
        """What is pending at or before an instant."""
        return self.ladder.moments[self.start : bisect_right(self.ladder.instants, instant)]

    def after(self, window: DigestWindow) -> "PendingMoments":
        """What is left once everything that joins the window is handled."""
        end = bisect_right(self.ladder.instants, window.ends_at)
        while end > self.start and not self.joins(self.ladder.moments[end - 1], window):
            end -= 1
        return self._replace(start=max(end, self.start))

    def joins(self, moment: Moment, window: DigestWindow) -> bool:
        """Whether a moment may be told when the window opens: not before it is true, not inside a snooze."""
        if moment.at <= window.opens_at:
            return True
        snoozed_until = self.inputs.snoozed_until
        if snoozed_until is not None and snoozed_until > window.opens_at:
            return False
        return moment.holds_at(window.opens_at)

    def handled_through(self, left: "PendingMoments", now: datetime) -> datetime:
        """Where `reminded_through` moves: through now, unless something left to say lies before."""
        if left.start == self.start:
            return self.inputs.reminded_through
        through = self.ladder.instants[left.start - 1]
        first = left.first_at
        return max(through, now) if first is None or first > now else through
