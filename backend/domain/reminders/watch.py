"""What the ladder of one open deadline is computed from."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Watch:
    """One open deadline. Dates are local to `zone` (the debt's), instants are aware UTC.

    `owed`: money, so lateness has consequences. `sure` False: the date is predicted. `autopay`: it covers the
    amount and the funding account is known to hold. Every moment up to `reminded_through` is dealt with.
    """

    deadline_id: str
    kind: str
    due_on: date
    pay_by_at: datetime
    last_chance_on: date
    last_chance_at: datetime
    zone: str
    country: str
    owed: bool
    sure: bool
    autopay: bool
    consequence: int
    muted: bool
    snoozed_until: datetime | None
    reminded_through: datetime
