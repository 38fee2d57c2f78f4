"""Monthly dates from an anchor day and a month's index, never from the previous result.

Stepping from a clamped date loses the anchor (31 January, 28 February, then 28 March for ever), and a
recurrence rule that skips a month without a 31st forgets a debt; neither can happen here.
"""

from calendar import monthrange
from datetime import date


def clamp(year: int, month: int, anchor_day: int) -> date:
    """The anchor day (1-31) of that month, or the month's last day where it is shorter.

    Raises ValueError for an anchor outside 1-31 or a month outside the calendar (years 1-9999).
    """
    if not 1 <= anchor_day <= 31:
        raise ValueError(f"an anchor day is 1 to 31, not {anchor_day}")
    if anchor_day > 28:
        anchor_day = min(anchor_day, monthrange(year, month)[1])
    return date(year, month, anchor_day)


def month_index(day: date) -> int:
    """Months since year 0: consecutive integers for consecutive months, so that they can be added to."""
    return day.year * 12 + day.month - 1


def month_day(index: int, anchor_day: int) -> date:
    """The clamped anchor day of the month with that index (see `month_index`)."""
    year, month = divmod(index, 12)
    return clamp(year, month + 1, anchor_day)
