"""When a borrower must not be disturbed: quiet hours that may wrap midnight, and whole days kept free.

Judged on the wall clock of the borrower's zone, so a change to or from summer time makes a night shorter or
longer and never skips it. Spans that touch are one span.
"""

from datetime import date, datetime, time, timedelta

from backend.domain.calendar.local_time import at, day_end, day_start, local

_MINUTE = timedelta(minutes=1)
# More blocked days in a row than a year has means a mistake; the walk must end all the same.
_LONGEST_SPAN_DAYS = 400


def blocked(
    instant: datetime,
    *,
    zone: str,
    quiet_start: time | None,
    quiet_end: time | None,
    quiet_dates: frozenset[date],
) -> bool:
    """Whether the borrower is not to be disturbed at `instant`. Equal start and end mean no quiet hours."""
    return any(
        start <= instant < end
        for start, end in _spans_near(instant, zone, quiet_start, quiet_end, quiet_dates)
    )


def open_from(
    instant: datetime,
    *,
    zone: str,
    quiet_start: time | None,
    quiet_end: time | None,
    quiet_dates: frozenset[date],
) -> datetime:
    """The first instant at or after `instant` that is open."""
    for _ in range(_LONGEST_SPAN_DAYS * 2):
        spans = _spans_near(instant, zone, quiet_start, quiet_end, quiet_dates)
        ends = [end for start, end in spans if start <= instant < end]
        if not ends:
            return instant
        instant = max(ends)
    return instant


def open_before(
    instant: datetime,
    *,
    zone: str,
    quiet_start: time | None,
    quiet_end: time | None,
    quiet_dates: frozenset[date],
) -> datetime:
    """The last whole minute strictly before the blocked span that holds `instant`."""
    for _ in range(_LONGEST_SPAN_DAYS * 2):
        spans = _spans_near(instant, zone, quiet_start, quiet_end, quiet_dates)
        starts = [start for start, end in spans if start <= instant < end]
        if not starts:
            return instant
        start = min(starts)
        instant = start - _MINUTE
    return instant


def _spans_near(
    instant: datetime,
    zone: str,
    quiet_start: time | None,
    quiet_end: time | None,
    quiet_dates: frozenset[date],
) -> list[tuple[datetime, datetime]]:
    """The blocked spans of the local days around an instant."""
    today = local(instant, zone).date()
    days = [today + timedelta(days=offset) for offset in (-1, 0, 1)]
    spans = [(day_start(day, zone), day_end(day, zone)) for day in days if day in quiet_dates]
    if quiet_start is None or quiet_end is None or quiet_start == quiet_end:
        return spans
    overnight = timedelta(days=1 if quiet_end < quiet_start else 0)
    return spans + [(at(day, quiet_start, zone), at(day + overnight, quiet_end, zone)) for day in days]
