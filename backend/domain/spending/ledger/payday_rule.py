"""How a series moves with working days: on its nominal day, or on the working day before or after where that is free.

History shows the rule: of every anchor and rule that its days allow, the one whose days are nearest to the real ones.
The last working day of a month is the anchor 31 that moves to the working day before.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from backend.domain.calendar.business_day import WeekendRule, adjust, supported
from backend.domain.spending.ledger.repeat_interval import SHAPE, Grid, GridFit, grids

_RULES: tuple[WeekendRule, ...] = ("none", "previous", "next")


class WorkingGrid(NamedTuple):
    """A grid of nominal days, and where they go when they are not worked."""

    grid: Grid
    rule: WeekendRule


def working_grid(fit: GridFit, days: Sequence[date], country: str | None) -> WorkingGrid:
    """The grid and rule of a fit's days; rhythms of weeks, and those without a country, stay on their days."""
    plain = WorkingGrid(fit.grid, "none")
    if not SHAPE[fit.grid.cadence][1] or country is None or not supported(country) or not fit.distance:
        return plain
    real = {slot: days[at] for slot, at in fit.taken.items()}
    tried = [
        WorkingGrid(grid, rule)
        for grid in [fit.grid, *_near(fit, list(real.values()))]
        for rule in _RULES
        if all(grid.nearest(day) == slot for slot, day in real.items())
    ]
    return min(tried, key=lambda one: _distance(one, real, country), default=plain)


def _near(fit: GridFit, days: Sequence[date]) -> list[Grid]:
    """The grids through the same days that keep the slots' numbers, and so the phase."""
    return [grid for grid in grids(fit.grid.cadence, days) if grid.phase == fit.grid.phase]


def _distance(one: WorkingGrid, real: dict[int, date], country: str) -> tuple[int, bool, int]:
    """How far the real days are from the expected ones; a rule must earn its place, and so must another anchor."""
    off = sum(abs((adjust(one.grid.day(slot), country, one.rule) - day).days) for slot, day in real.items())
    return off, one.rule != "none", one.grid.anchor_day or 0
