"""Which days of a household are known: those that a file covers, or a run of lines that were typed.

A day without a line is a day without spending only where somebody looked. Between two files, and behind the last one,
nobody knows; habits are read from one unbroken stretch of known days, and never from the days between.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

_PAUSE = timedelta(days=14)  # so far apart, two files are of one stretch still
_ENOUGH_DAYS = 30


class Stretch(NamedTuple):
    """Days that are known, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def stretches(seen: Iterable[Stretch]) -> list[Stretch]:
    """What several files cover together, oldest first; those that touch, or nearly so, are one."""
    found: list[Stretch] = []
    for each in sorted(seen):
        if found and each.first - found[-1].last <= _PAUSE:
            found[-1] = Stretch(found[-1].first, max(found[-1].last, each.last))
        else:
            found.append(each)
    return found


def telling(known: list[Stretch]) -> Stretch | None:
    """The stretch that habits are read from: the newest that is long enough, else the longest."""
    long = [each for each in known if each.days >= _ENOUGH_DAYS]
    return long[-1] if long else max(known, key=lambda each: (each.days, each.last), default=None)
