"""A "too much right now" pause: until its end only the last word before something irreversible is pushed.

It lasts through a day of the borrower's own calendar, so it ends at the midnight after it, wherever the borrower is
by then. Nothing is moved: what it holds back is told at its own time, to the inbox. `delivery` has the pause.
"""

from datetime import date, datetime, timedelta

from backend.domain.calendar.local_time import day_end
from backend.domain.reminders.delivery_settings import DeliverySettings

# The kind of the one word that is said when a pause ends.
PAUSE_END = "calm_pause_end"
# Three days: today and two more. A fortnight at most, because the days on which lateness is reported as worse lie
# thirty apart, and whoever wants longer is asked again in between.
DEFAULT_DAYS, MOST_DAYS = 3, 14


def default_last_day(today: date) -> date:
    """The last day of a pause that begins today and names no end."""
    return today + timedelta(days=DEFAULT_DAYS - 1)


def latest_last_day(today: date) -> date:
    """The latest last day that a pause may have today."""
    return today + timedelta(days=MOST_DAYS - 1)


def ends_at(delivery: DeliverySettings) -> datetime | None:
    """The borrower's midnight at which the pause ends; None where none was set."""
    return day_end(delivery.calm_last_on, delivery.zone) if delivery.calm_last_on else None


def holds_back(delivery: DeliverySettings, opens_at: datetime, now: datetime) -> bool:
    """Whether a digest whose window opened at `opens_at` and that is made at `now` falls into the pause."""
    ends = ends_at(delivery)
    if ends is None or delivery.calm_from is None:
        return False
    # A tick is a little late: what was due before the pause began is held too, and what was due in it stays held.
    return delivery.calm_from <= now and opens_at < ends
