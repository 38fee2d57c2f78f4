"""Which word is hard to hear: that money owed is late, or that an agreed or promised payment was missed.

A day has room for one. What comes up to a due date is not hard, nor is a guess, which is told as a question. What the
borrower put off to this very day was asked for, and is not counted.
"""

from backend.domain.calendar.local_time import local_date
from backend.domain.reminders.moments import Moment
from backend.domain.reminders.reminder_inputs import ReminderInputs

# Kinds that owe no money of their own and are hard once their day is over: a broken promise.
_HARD_THOUGH_NOTHING_IS_OWED = frozenset({"promise_to_pay"})


def is_hard(inputs: ReminderInputs, moment: Moment, zone: str) -> bool:
    """Whether a moment is a hard word, on the calendar of a reader in `zone`."""
    if not (inputs.owed or inputs.kind in _HARD_THOUGH_NOTHING_IS_OWED):
        return False
    late = inputs.sure and moment.at >= inputs.pay_by_at
    return late and moment.anchor != "snooze" and not _asked_for(inputs, moment, zone)


def _asked_for(inputs: ReminderInputs, moment: Moment, zone: str) -> bool:
    until = inputs.snoozed_until
    return until is not None and local_date(until, zone) == local_date(moment.at, zone)
