"""Holding a reminder out of quiet hours, do-not-disturb dates and pauses.

Quiet hours hold delivery, not evaluation. What falls into them waits for their end, unless that would carry a
warning to or past its limit: then it goes out in the last open minute before. A pause was asked for, so
nothing is ever moved to before it; what falls into it waits for its end.
"""

from datetime import datetime, time
from functools import lru_cache

from backend.domain.calendar.open_hours import open_before, open_from
from backend.domain.reminders.delivery_settings import DeliverySettings

# A new borrower is left alone at night; reminders default to nine in the morning, well outside.
DEFAULT_QUIET_START, DEFAULT_QUIET_END = time(22), time(8)


@lru_cache(maxsize=4096)  # thousands of borrowers of one tick share their settings and the instant
def open_instant(instant: datetime, delivery: DeliverySettings) -> datetime:
    """The first instant at or after `instant` at which this borrower may be disturbed."""
    while True:
        opens = _pause_end(instant, delivery) or _open_from(instant, delivery)
        if opens == instant:
            return instant
        instant = opens


def delivery_instant(
    instant: datetime, delivery: DeliverySettings, limit_at: datetime | None = None
) -> datetime:
    """Where a reminder planned for `instant` goes; `limit_at` is given for a warning.

    The result is never blocked or paused. It may lie at or after `limit_at` where a pause leaves no choice.
    """
    may_go_earlier = limit_at is not None
    while True:
        if resumes := _pause_end(instant, delivery):
            instant, may_go_earlier = resumes, False
            continue
        opens = _open_from(instant, delivery)
        if opens == instant:
            return instant
        if may_go_earlier and limit_at is not None and opens >= limit_at:
            instant = _open_before(instant, delivery)
        else:
            instant = opens


def _pause_end(instant: datetime, delivery: DeliverySettings) -> datetime | None:
    starts, ends = delivery.paused_from, delivery.paused_until
    if ends is None or instant >= ends or (starts is not None and instant < starts):
        return None
    return ends


def _open_from(instant: datetime, delivery: DeliverySettings) -> datetime:
    if delivery.quiet_start is None and not delivery.quiet_dates:
        return instant
    return open_from(
        instant,
        zone=delivery.zone,
        quiet_start=delivery.quiet_start,
        quiet_end=delivery.quiet_end,
        quiet_dates=delivery.quiet_dates,
    )


def _open_before(instant: datetime, delivery: DeliverySettings) -> datetime:
    return open_before(
        instant,
        zone=delivery.zone,
        quiet_start=delivery.quiet_start,
        quiet_end=delivery.quiet_end,
        quiet_dates=delivery.quiet_dates,
    )
