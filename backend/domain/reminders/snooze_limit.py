"""How long a snooze may last: a word about a debt is of use only before the next harm.

For money owed that is the cut-off; after it the end of the days of grace; after these the start of the next day on
which lateness is reported as worse. What owes nothing has no limit.
"""

from datetime import datetime, timedelta

from backend.domain.calendar.local_time import day_start
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.quiet_hours import delivery_instant
from backend.domain.reminders.reminder_inputs import ReminderInputs

_TICK = timedelta(microseconds=1)


def next_limit(inputs: ReminderInputs, after: datetime) -> datetime | None:
    """The instant after `after` that a word about this deadline must come before; None if there is none."""
    return min((limit for limit in _limits(inputs) if limit > after), default=None)


def _limits(inputs: ReminderInputs) -> list[datetime]:
    if not inputs.owed:
        return []
    reported = [
        day_start(inputs.due_on + timedelta(days=days), inputs.zone) for days in inputs.reportable_days
    ]
    return [inputs.pay_by_at, inputs.last_chance_at, *reported]


def wakes_at(until: datetime, inputs: ReminderInputs, delivery: DeliverySettings) -> datetime:
    """When a snooze speaks: at its end, or when quiet hours and pauses let it; where that would be past the next
    limit, in the last open minute before the quiet hours."""
    return delivery_instant(until, delivery, next_limit(inputs, until))


def latest_end(limit: datetime, delivery: DeliverySettings) -> datetime:
    """The last whole minute before a limit at which a snooze can still speak; where a pause, which was asked for,
    holds every word until then, the last one in which it can end."""
    last_minute = (limit - _TICK).replace(second=0, microsecond=0)
    held = delivery_instant(last_minute, delivery, limit)
    return held if held < limit else last_minute


def snooze_in_time(inputs: ReminderInputs, delivery: DeliverySettings, now: datetime) -> datetime | None:
    """The end of a snooze after whatever else has changed: where the dates moved and it would outlast the next limit,
    the latest end before that; None where it has no time left, so that the ladder speaks again."""
    until, limit = inputs.snoozed_until, next_limit(inputs, now)
    if until is None or limit is None or until <= now or until < limit:
        return until
    latest = latest_end(limit, delivery)
    return latest if latest > now else None
