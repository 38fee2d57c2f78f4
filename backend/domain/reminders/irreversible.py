"""Which word about a deadline is the last one before something that cannot be undone.

Three things cannot be undone by paying or acting a day later, and `_UNDONE` says which kind of deadline has which:

- "reported": lateness is reported, or reported as worse; charge-off is the last of these days.
- "day": also the cut-off itself ends a right: an agreement that holds only while it is kept, interest that was put off
  until that day, a legal term. What the borrower entered is unknown to us, so it may be one: a paper of a court.
- "nothing": another's answer, something to look at, a notice about a plan. It is as well seen later.

The last word, not a word of a certain rule: whoever is reminded rarely still hears once before the harm. A word that
comes longer before the harm than any pause can last is none: the line at the pause's end still says that it waited.
"""

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from backend.domain.calendar.local_time import day_start
from backend.domain.reminders.calm_pause import MOST_DAYS
from backend.domain.reminders.kinds import Family, family
from backend.domain.reminders.moments import Ladder
from backend.domain.reminders.reminder_inputs import ReminderInputs

Undone = Literal["reported", "day", "nothing"]

_UNDONE: Mapping[Family, Undone] = {
    "owed": "reported",
    "own": "day",
    "check": "nothing",
    "end": "nothing",
    "alert": "nothing",
}
_UNDONE_OF_KIND: Mapping[str, Undone] = {
    "plan_instalment": "day",
    "promise_to_pay": "day",
    "deferred_interest_end": "day",
    "validation_window": "day",
}


_NEAR = timedelta(days=MOST_DAYS)


def undone(kind: str) -> Undone:
    """What of this kind cannot be undone once it has happened."""
    return _UNDONE_OF_KIND.get(kind) or _UNDONE[family(kind)]


def last_words(inputs: ReminderInputs, ladder: Ladder) -> frozenset[str]:
    """The keys of the moments of a ladder that nothing follows before one of the deadline's harms."""
    before = ((harm, bisect_left(ladder.instants, harm) - 1) for harm in _harms(inputs))
    return frozenset(
        ladder.moments[index].key
        for harm, index in before
        if index >= 0 and harm - ladder.instants[index] <= _NEAR
    )


def _harms(inputs: ReminderInputs) -> tuple[datetime, ...]:
    """The instants, in UTC, from which something cannot be undone."""
    what = undone(inputs.kind)
    reported = what != "nothing" and inputs.owed
    days = _starts(inputs.due_on, inputs.reportable_days, inputs.zone) if reported else ()
    return (inputs.pay_by_at, *days) if what == "day" else days


@lru_cache(maxsize=4096)  # many deadlines of one tick share their dates
def _starts(due_on: date, days: tuple[int, ...], zone: str) -> tuple[datetime, ...]:
    return tuple(day_start(due_on + timedelta(days=each), zone) for each in days)
