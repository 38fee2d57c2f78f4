"""A pay or a benefit that has just begun: the same amount twice, a rhythm apart, is expected to go on in it.

The search for series wants three lines, because two of anything may be chance. Of a pay or a benefit two are enough
for a forecast: that it comes at intervals is what it is, and the only question is in which. Counted as income without
a rhythm instead, it would be spread over all days, and each of its paydays would look like good or bad luck.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from backend.domain.spending.forecast.series_flows import Series
from backend.domain.spending.ledger.repeat_interval import Cadence, GridFit, best_fit

PAYS = ("income.salary", "income.benefit")
_RHYTHMS: tuple[Cadence, ...] = ("month", "four_weeks", "fortnight", "week")
_PAUSE_DAYS = 60


class PaidLine(Protocol):
    """What is read of a line."""

    @property
    def id(self) -> str: ...
    @property
    def on(self) -> date: ...
    @property
    def amount(self) -> int: ...
    @property
    def category(self) -> str: ...


class Begun(NamedTuple):
    """The pays that have begun, and the lines that show it."""

    series: tuple[Series, ...]
    ids: frozenset[str]


def begun_pays(lines: Iterable[PaidLine], last: date) -> Begun:
    """The pays among income that is of no series; `last` is the last day that is over."""
    alike: dict[tuple[str, int], list[PaidLine]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (line.on, line.id)):
        if line.category in PAYS and line.amount > 0:
            alike[line.category, line.amount].append(line)
    found = [
        (company, one)
        for _, company in sorted(alike.items())
        for one in _begun(_since_the_pause(company), last)
    ]
    return Begun(
        tuple(one for _, one in found),
        frozenset(line.id for company, _ in found for line in company),
    )


def _since_the_pause(lines: Sequence[PaidLine]) -> list[PaidLine]:
    run: list[PaidLine] = []
    for line in lines:
        if run and (line.on - run[-1].on).days > _PAUSE_DAYS:
            run = []
        run.append(line)
    return run


def _begun(run: Sequence[PaidLine], last: date) -> Iterator[Series]:
    """The run as a series, where all of it lies on one rhythm and the next payday has not passed without it."""
    days = [line.on for line in run]
    if len(set(days)) < 2:
        return
    fits = [fit for rhythm in _RHYTHMS if (fit := best_fit(rhythm, days)) and _all_on(fit, len(days))]
    if not fits:
        return
    fit = min(fits, key=lambda fit: fit.distance)
    coming = fit.grid.day(max(fit.taken) + 1)
    if coming + timedelta(days=fit.grid.slack) <= last:
        return
    amount, category = run[-1].amount, run[-1].category
    yield Series(
        id=f"begun:{category}:{amount}",
        label="",
        category=category,
        direction="in",
        rhythm=fit.grid.cadence,
        anchor=coming,
        expected=amount,
        low=amount,
        high=amount,
        anchor_day=fit.grid.anchor_day,
        last_on=days[-1],
        history=tuple((on, amount) for on in days),
    )


def _all_on(fit: GridFit, lines: int) -> bool:
    return len(fit.taken) == lines == fit.slots
