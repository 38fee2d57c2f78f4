"""Which reminder matters most: by what the next day costs, not by how long it has been late.

The day before a lateness is reported, then the last chance, then the due date, then lateness, then what is
still ahead, then checks. At one stage the caller's consequence decides, then the older due date.
"""

from datetime import datetime, timedelta

from backend.domain.reminders.moments import Moment
from backend.domain.reminders.reminder_inputs import ReminderInputs

CHECK, EARLY, SOON, LATE, DUE_TODAY, LAST_CHANCE, REPORTABLE = range(7)

_CONSEQUENCES = 100
_DAYS = 10_000_000  # more than the ordinal of any date
_A_DAY = timedelta(days=1)
_SOON = timedelta(days=4)


def urgency(inputs: ReminderInputs, moment: Moment, now: datetime) -> int:
    """An integer that sorts what is told at `now`, the most urgent highest."""
    consequence = min(max(inputs.consequence, 0), _CONSEQUENCES - 1)
    rank = stage(inputs, moment, now) * _CONSEQUENCES + consequence
    return rank * _DAYS + _DAYS - 1 - inputs.due_on.toordinal()


def rank(value: int) -> int:
    """The part of an urgency that is stage and consequence: the due date only breaks ties."""
    return value // _DAYS


def stage(inputs: ReminderInputs, moment: Moment, now: datetime) -> int:
    """How near the next harm is at `now`: one of the constants above."""
    if not inputs.owed:
        return CHECK
    if not inputs.sure and now >= inputs.pay_by_at:
        return SOON  # a guess that looks late is a question, and no lateness
    if moment.anchor == "reportable" and moment.before:
        return REPORTABLE if moment.offset_days >= -1 or moment.limit_at - now <= _A_DAY else LATE
    if moment.tone == "autopay":
        return EARLY
    if now < inputs.pay_by_at:
        return _ahead(inputs, moment, now)
    if now < inputs.last_chance_at:
        last_day = moment.anchor == "grace" and moment.before and moment.offset_days == 0
        return LAST_CHANCE if last_day or inputs.last_chance_at - now <= _A_DAY else LATE
    return LATE


def _ahead(inputs: ReminderInputs, moment: Moment, now: datetime) -> int:
    left = inputs.pay_by_at - now
    # A reminder of the day itself can come more than a day ahead, where the borrower lives far from the debt.
    if left <= _A_DAY or (moment.anchor == "due" and moment.offset_days == 0):
        return DUE_TODAY if inputs.last_chance_on > inputs.due_on else LAST_CHANCE
    return SOON if left <= _SOON else EARLY
