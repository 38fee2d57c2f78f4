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


class WorkingFit(NamedTuple):
    """A fit to a grid of nominal days, and where those go when they are not worked."""

    fit: GridFit
    rule: WeekendRule


def working_fit(fit: GridFit, days: Sequence[date], country: str | None) -> WorkingFit:
    """The fit and rule of a series' days; rhythms of weeks, and those without a country, stay on their days."""
    plain = WorkingFit(fit, "none")
    if not SHAPE[fit.grid.cadence][1] or country is None or not supported(country) or not fit.distance:
        return plain
    real = {at: days[at] for at in fit.taken.values()}
    tried = [
        laid
        for grid in [fit.grid, *grids(fit.grid.cadence, list(real.values()))]
        for rule in _RULES
        if (laid := _laid(grid, rule, real, country)) is not None
    ]
    return min(
        tried,
        key=lambda one: (one.fit.distance, one.rule != "none", one.fit.grid.anchor_day or 0),
        default=plain,
    )


def _laid(grid: Grid, rule: WeekendRule, real: dict[int, date], country: str) -> WorkingFit | None:
    """The days on a grid whose own days move: each on the slot that moves nearest to it; None where two meet."""
    taken: dict[int, int] = {}
    offs = []
    for at, day in real.items():
        middle = grid.nearest(day)
        off, slot = min(
            (abs((adjust(grid.day(each), country, rule) - day).days), each)
            for each in (middle, middle - 1, middle + 1)
        )
        if slot in taken:
            return None
        taken[slot] = at
        offs.append(off)
    return WorkingFit(GridFit(grid, dict(sorted(taken.items())), sum(offs), max(offs) + 1), rule)
