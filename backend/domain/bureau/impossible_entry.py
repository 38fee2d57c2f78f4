"""What no line of a report can be, whoever wrote it down: typed, sent as a file, or read from a bureau's page.

The reasons are codes; each door says them in its own words. A day of the bureau's may be one ahead of the borrower's.
"""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta
from typing import Literal, NamedTuple

from backend.domain.bureau.report import ReportEntry

_AHEAD = timedelta(days=1)
_DAYS = ("opened_on", "closed_on", "first_late_on", "inquired_on", "charged_off_on", "ordered_on")
# The one day of a kind of entry that has nothing else but a name.
ONE_DAY = {"inquiry": "inquired_on", "bankruptcy": "ordered_on"}
_OF_EVERY_KIND = ("kind", "furnisher", "unsure", "place")
_EMPTY = {each.name: each.default for each in fields(ReportEntry)} | {"months": {}}

Reason = Literal["missing", "of-other-kind", "after-report", "closed-before-opened", "without-currency"]


class EntryFault(NamedTuple):
    """Why a field of an entry cannot be so."""

    reason: Reason
    field: str


def faults_of(entry: ReportEntry, pulled_on: date) -> Iterator[EntryFault]:
    """Everything that an entry of a report pulled on a day cannot be."""
    yield from _of_kind(entry)
    latest = pulled_on + _AHEAD
    for name in _DAYS:
        day = getattr(entry, name)
        if day is not None and day > latest:
            yield EntryFault("after-report", field=name)
    if any(month > f"{latest:%Y-%m}" for month in entry.months):
        yield EntryFault("after-report", field="months")
    if entry.opened_on and entry.closed_on and entry.closed_on < entry.opened_on:
        yield EntryFault("closed-before-opened", field="closed_on")
    if not entry.currency and (entry.balance is not None or entry.past_due is not None):
        yield EntryFault("without-currency", field="currency")


def _of_kind(entry: ReportEntry) -> Iterator[EntryFault]:
    own = ONE_DAY.get(entry.kind)
    if own is not None and getattr(entry, own) is None:
        yield EntryFault("missing", field=own)
    foreign = ONE_DAY.values() if own is None else _EMPTY.keys() - {own, *_OF_EVERY_KIND}
    for name in sorted(foreign):
        if getattr(entry, name) != _EMPTY[name]:
            yield EntryFault("of-other-kind", field=name)
