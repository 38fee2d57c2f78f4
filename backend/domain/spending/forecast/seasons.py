"""Work and bills of a season: a series that paused and came back is expected to pause and to come back again.

The rule: a series that runs and was paid before a pause stops where that pause began a year before. One that is over is
expected again a year after its last run began: in full (as doubtful income, by half) only where a pause before
that run was seen too, or where it has come back already. The lines of a season show its edges no closer than its
rhythm: a pay just beyond them is in doubt.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from backend.domain.spending.categories import category_lookup
from backend.domain.spending.forecast.series_flows import Series
from backend.domain.spending.ledger.recurring_series import Recurring
from backend.domain.spending.ledger.repeat_interval import SHAPE

_PLEDGED = ("housing.mortgage",)
_YEAR = timedelta(days=365)
_PAUSE_DAYS = 60
_SAME_SEASON_DAYS = 45
_LEAST_BEFORE = 2  # one line alone was no season
_LATE_DAYS = 30  # a season that is later than this has not come back


def days_by_label(lines: Iterable[tuple[str, date]]) -> dict[str, list[date]]:
    """The days of the lines that have each label, in order."""
    seen: dict[str, list[date]] = defaultdict(list)
    for label, on in sorted(lines):
        seen[label].append(on)
    return seen


def with_seasons(
    found: Sequence[Recurring],
    category: Mapping[str, str],
    country: str | None,
    *,
    seen: Mapping[str, Sequence[date]],
    first: date,
    today: date,
) -> list[Series]:
    """The series that are to come.

    `category` is by signature, `seen` the days in order by label, `first` the ledger's first day.
    """
    runs_of: dict[tuple[str, str, str], list[Recurring]] = defaultdict(list)
    for one in sorted(found, key=lambda one: one.on_days[0]):
        runs_of[one.direction, one.currency, one.label].append(one)
    counted: list[Series] = []
    for runs in runs_of.values():
        running = [one for one in runs if one.runs]
        for one in running:
            series = series_of(one, category[one.signature], country)
            stops_on = _stops_again(one, seen.get(one.label, ()))
            counted.append(replace(series, stops_on=stops_on, edge_days=_edge(one)))
        if not running:
            last = runs[-1]
            latest = max(seen.get(last.label, ()), default=last.last_on)
            counted += _coming_back(
                runs, series_of(last, category[last.signature], country), latest, first, today
            )
    return counted


def _stops_again(one: Recurring, seen: Sequence[date]) -> date | None:
    """The day on which it last paused, a year on.

    Paid beyond that it does not stop as it did, and nothing says when it will.
    """
    before = [on for on in seen if on < one.on_days[0] - timedelta(days=_PAUSE_DAYS)]
    if len(before) < _LEAST_BEFORE:
        return None
    end = before[-1] + _YEAR
    return end if one.last_on <= end + timedelta(days=_edge(one)) else None


def _coming_back(
    runs: Sequence[Recurring], series: Series, seen: date, first: date, today: date
) -> Iterator[Series]:
    """The last run a year on, if it is one of a season and has not ended; seen since, it has come back already.

    That it paused is shown by the time before it began or by its being seen again.
    """
    last = runs[-1]
    began, ended = last.on_days[0], last.last_on
    returned = seen > began + _YEAR - timedelta(days=_SAME_SEASON_DAYS)
    paused = returned or (began - first).days >= _PAUSE_DAYS
    if not paused or not _PAUSE_DAYS <= (ended - began).days <= 365 - _PAUSE_DAYS:
        return
    if ended + _YEAR < today or (began + _YEAR + timedelta(days=_LATE_DAYS) < today and not returned):
        return
    before = any(abs((began - each.on_days[0]).days - 365) <= _SAME_SEASON_DAYS for each in runs[:-1])
    yield replace(
        series,
        starts_on=None if returned else began + _YEAR,
        ends_on=ended + _YEAR,
        missed=0 if before or returned else 1,
        overdue_on=None,
        edge_days=_edge(last),
    )


def _edge(one: Recurring) -> int:
    """How many days of a season lie unseen before its first line and after its last: less than its rhythm."""
    return SHAPE[one.cadence][0] - 1 if one.direction == "in" else 0


def series_of(one: Recurring, category: str, country: str | None) -> Series:
    """A series that was found, as what is to come."""
    return Series(
        id=one.signature,
        label=one.label,
        category=category,
        direction=one.direction,
        rhythm=one.cadence,
        anchor=one.next_on,
        expected=one.expected,
        low=one.low,
        high=one.high,
        anchor_day=one.anchor_day,
        weekend_rule=one.weekend_rule,
        country=country,
        essential=one.direction == "out"
        and (one.kind in ("rent", "instalment") or category_lookup.need(category) == "essential"),
        secured=True if category in _PLEDGED else None,
        missed=one.missed,
        overdue_on=one.overdue_on,
        last_on=one.last_on,
        history=tuple(zip(one.on_days, one.amounts, strict=True)),
    )
