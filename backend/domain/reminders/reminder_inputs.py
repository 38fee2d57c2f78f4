"""What the reminders of one open deadline are computed from: plain facts, no row."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ReminderInputs:
    """One open deadline. Instants are UTC; dates are in the debt's `zone`.

    `due_on` is the effective due date and `pay_by_at` its cut-off; `last_chance_on` and `last_chance_at` are
    the end of the grace days, and equal to them where there are none. `reportable_days` are the days past due on
    which lateness becomes reportable, or is reported as worse, where the debt is. `owed`: money is owed, so
    lateness has consequences. `sure` is False for a predicted or estimated date. `autopay` is True only if autopay
    covers it and the funding account is known to hold. `consequence` (0-99) ranks deadlines of the same stage.
    Every moment at or before `reminded_through` has been handled.
    """

    deadline_id: str
    kind: str
    due_on: date
    pay_by_at: datetime
    last_chance_on: date
    last_chance_at: datetime
    zone: str
    reportable_days: tuple[int, ...]
    owed: bool
    sure: bool
    autopay: bool
    consequence: int
    muted: bool
    snoozed_until: datetime | None
    reminded_through: datetime
