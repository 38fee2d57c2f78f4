"""How a borrower's own series repeats: each date from the anchor and the index, never from the date before.

A month clamps (31 January, 28 February, 31 March); a debt is never "not due" in a short month, which is
why this is no RRULE.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypedDict

from backend.domain.calendar.month_day import month_day, month_index

Unit = Literal["month", "week", "day"]


class RecurrenceData(TypedDict):
    """A recurrence as it is kept and shown: its days as text."""

    unit: Unit
    count: int
    starts_on: str
    anchor_day: int | None
    times: int | None
    ends_on: str | None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every `count` units from `starts_on`; `times` and `ends_on` (inclusive) bound it where given.

    `anchor_day` (1-31) is the month's day where `starts_on` was itself clamped.
    """

    unit: Unit
    count: int
    starts_on: date
    anchor_day: int | None = None
    times: int | None = None
    ends_on: date | None = None

    def date_of(self, index: int) -> date | None:
        """The date of the `index`-th occurrence from 0, or None after the end."""
        if self.times is not None and index >= self.times:
            return None
        found = self._date(index * self.count)
        if found is None or (self.ends_on is not None and found > self.ends_on):
            return None
        return found

    def _date(self, steps: int) -> date | None:
        try:
            if self.unit == "month":
                anchor = self.anchor_day or self.starts_on.day
                return month_day(month_index(self.starts_on) + steps, anchor)
            return self.starts_on + timedelta(days=steps * (7 if self.unit == "week" else 1))
        except (OverflowError, ValueError):  # past the year 9999
            return None

    def to_data(self) -> RecurrenceData:
        return {
            "unit": self.unit,
            "count": self.count,
            "starts_on": self.starts_on.isoformat(),
            "anchor_day": self.anchor_day,
            "times": self.times,
            "ends_on": self.ends_on.isoformat() if self.ends_on else None,
        }

    @classmethod
    def from_data(cls, data: RecurrenceData) -> "Recurrence":
        """Read what `to_data` wrote."""
        ends_on = data.get("ends_on")
        return cls(
            unit=data["unit"],
            count=data["count"],
            starts_on=date.fromisoformat(data["starts_on"]),
            anchor_day=data.get("anchor_day"),
            times=data.get("times"),
            ends_on=date.fromisoformat(ends_on) if ends_on else None,
        )
