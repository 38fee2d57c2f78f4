"""A rhythm is a grid of expected days; these functions tell how well the days of a series lie on it.

A grid has a period (7, 14 or 28 days, or 1, 2, 3, 6 or 12 months with an anchor day that clamps at the month's end)
and a phase. Each of its slots takes the nearest day within the slack; every slot's day is computed from the anchor and
the slot's index. All is counted in whole days, without fractions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from backend.domain.calendar.month_day import month_day, month_index

Cadence = Literal["week", "fortnight", "four_weeks", "month", "two_months", "quarter", "half_year", "year"]

# (days of the period, months of it or 0, slack in days)
SHAPE: dict[Cadence, tuple[int, int, int]] = {
    "week": (7, 0, 1),
    "fortnight": (14, 0, 2),
    "four_weeks": (28, 0, 2),
    "month": (30, 1, 4),
    "two_months": (61, 2, 5),
    "quarter": (91, 3, 6),
    "half_year": (182, 6, 7),
    "year": (365, 12, 8),
}


@dataclass(frozen=True, slots=True)
class Grid:
    """Expected days of one rhythm: `phase` is a day's or a month's number modulo the period."""

    cadence: Cadence
    phase: int
    anchor_day: int | None

    def day(self, slot: int) -> date:
        """The day of that slot."""
        days, months, _ = SHAPE[self.cadence]
        if months:
            return month_day(slot * months + self.phase, self.anchor_day or 1)
        return date.fromordinal(slot * days + self.phase)

    def nearest(self, day: date) -> int:
        """The slot whose day is nearest; of two as near, the earlier."""
        days, months, _ = SHAPE[self.cadence]
        if not months:
            slot, past = divmod(day.toordinal() - self.phase, days)
            return slot + (2 * past > days)
        guess = (month_index(day) - self.phase) // months
        return min((guess - 1, guess, guess + 1), key=lambda slot: (abs((self.day(slot) - day).days), slot))

    @property
    def slack(self) -> int:
        return SHAPE[self.cadence][2]

    def first_slot(self, on_or_after: date) -> int:
        """The first slot whose day is not before that one."""
        slot = self.nearest(on_or_after)
        return slot if self.day(slot) >= on_or_after else slot + 1


@dataclass(frozen=True, slots=True)
class GridFit:
    """Which of the days lie on a grid: the index of a day by slot, in order, and their distance in all."""

    grid: Grid
    taken: dict[int, int]
    distance: int
    spread: int  # days from the earliest to the latest deviation, both counted

    @property
    def slots(self) -> int:
        """The slots from the first taken to the last, missed ones too."""
        return max(self.taken) - min(self.taken) + 1


def lay_on_grid(grid: Grid, days: Sequence[date]) -> GridFit:
    """The days on the grid, each slot's nearest."""
    nearest: dict[int, tuple[int, int, int]] = {}
    for at, day in enumerate(days):
        slot = grid.nearest(day)
        off = (day - grid.day(slot)).days
        if abs(off) <= grid.slack and (slot not in nearest or (abs(off), at) < nearest[slot][:2]):
            nearest[slot] = (abs(off), at, off)
    offs = [off for _, _, off in nearest.values()]
    return GridFit(
        grid,
        {slot: nearest[slot][1] for slot in sorted(nearest)},
        sum(map(abs, offs)),
        max(offs) - min(offs) + 1 if offs else 0,
    )


def grids(cadence: Cadence, days: Sequence[date]) -> Iterable[Grid]:
    """The grids worth trying: those that go through one of the days, or past a month's end behind it."""
    length, months, _ = SHAPE[cadence]
    if not months:
        return [Grid(cadence, phase, None) for phase in sorted({day.toordinal() % length for day in days})]
    found = set()
    for day in days:
        last_of_month = (day + timedelta(days=1)).day == 1
        anchors = range(day.day, 32) if last_of_month else (day.day,)
        found |= {(month_index(day) % months, anchor) for anchor in anchors}
    return [Grid(cadence, phase, anchor) for phase, anchor in sorted(found)]


def best_fit(cadence: Cadence, days: Sequence[date]) -> GridFit | None:
    """The grid on which most of the days lie, and those nearest; the days are in order.

    Days too dense for the cadence are not tried: more than half as many again as it has slots.
    """
    length, months, _ = SHAPE[cadence]
    span = (days[-1] - days[0]).days
    if 2 * len(days) * length > 3 * (span + 2 * length) or span < length - SHAPE[cadence][2] * 2:
        return None
    fits = [lay_on_grid(grid, days) for grid in grids(cadence, days)]
    return max(
        fits, key=lambda one: (len(one.taken), -one.distance, -(one.grid.anchor_day or 0)), default=None
    )
