"""How one borrower is reached: quiet hours, days and pauses, paydays, the digest window and the day's cap.

Settings keep their hash, because they key a cache that every tick and every request reads.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from backend.domain.reminders.digest_window import DEFAULT_WINDOW_MINUTES


@dataclass(frozen=True)
class DeliverySettings:
    """How one borrower is reached. `paydays` are days of the month (1-31, clamped to its end).

    A pause is [paused_from, paused_until); without `paused_until` there is none, without `paused_from` it
    has always been. From `calm_from` through the local day `calm_last_on` there is a "too much right now" pause
    (calm_pause). Reminders within `window_minutes` are one digest; `daily_cap` counts pushes a local day.
    """

    zone: str
    quiet_start: time | None = None
    quiet_end: time | None = None
    quiet_dates: frozenset[date] = frozenset()
    paused_from: datetime | None = None
    paused_until: datetime | None = None
    calm_from: datetime | None = None
    calm_last_on: date | None = None
    paydays: tuple[int, ...] = ()
    window_minutes: int = DEFAULT_WINDOW_MINUTES
    daily_cap: int = 3
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(self._facts()))

    def __hash__(self) -> int:
        return self._hash

    def _facts(self) -> tuple[Any, ...]:
        quiet = (self.quiet_start, self.quiet_end, self.quiet_dates)
        pauses = (self.paused_from, self.paused_until, self.calm_from, self.calm_last_on)
        return (self.zone, quiet, pauses, self.paydays)
