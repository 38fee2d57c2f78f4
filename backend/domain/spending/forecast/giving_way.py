"""A pay that was missed gives way to a benefit that came since, and a benefit to a pay: work lost, at rest, or found.

The rule: one line of the other kind since is enough, where none came beside what was missed. Came that line once only,
it is expected again each month, as a guess: in the expected and the high case, and never in the low one.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from backend.domain.spending.forecast.begun_pay import PaidLine
from backend.domain.spending.forecast.series_flows import Series

_SALARY, _BENEFIT = "income.salary", "income.benefit"
_INSTEAD = {_SALARY: _BENEFIT, _BENEFIT: _SALARY}
_FOUR_WEEKS = timedelta(weeks=4)


class IncomeLine(PaidLine, Protocol):
    """What is read of a line: what a pay has, and whether it is income at all."""

    @property
    def income(self) -> bool: ...


class GivenWay(NamedTuple):
    """The series that go on, what stands in for those that gave way, and the lines that show the latter."""

    series: tuple[Series, ...]
    ids: frozenset[str]


def given_way(series: Iterable[Series], lines: Sequence[IncomeLine], regular: frozenset[str]) -> GivenWay:
    """The series without what gave way; `regular` are the lines of any series."""
    staying: list[Series] = []
    alone: dict[str, IncomeLine] = {}
    for one in series:
        since = _paid_since(one, lines)
        if not since:
            staying.append(one)
        elif len(since) == 1 and since[0].id not in regular:
            alone[since[0].id] = since[0]
    return GivenWay((*staying, *map(_each_month, alone.values())), frozenset(alone))


def _paid_since(one: Series, lines: Sequence[IncomeLine]) -> list[IncomeLine]:
    """What of the other kind was paid since it was missed; nothing where it ever came beside it."""
    other = _INSTEAD.get(one.category)
    if one.direction != "in" or not one.missed or other is None or one.last_on is None or one.starts_on:
        return []
    began = one.history[0][0] if one.history else date.min
    others = [line for line in lines if line.income and line.category == other]
    if any(began <= line.on <= one.last_on for line in others):
        return []
    return [line for line in others if line.on > one.last_on]


def _each_month(line: IncomeLine) -> Series:
    return Series(
        id=f"once:{line.category}:{line.on.isoformat()}",
        label="",
        category=line.category,
        direction="in",
        rhythm="four_weeks",
        anchor=line.on + _FOUR_WEEKS,
        expected=line.amount,
        low=0,
        high=line.amount,
        last_on=line.on,
        history=((line.on, line.amount),),
    )
