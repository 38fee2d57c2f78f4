"""No payment was booked on a day that has begun nowhere: such a row is a slip of the file's, or no payment yet.

A pending row alone may name a day to come, as banks date a hold or a collection for the day that they expect it on.
It stays pending under that day and counts from then on; further ahead than a hold lives, it is refused as well.
"""

from datetime import date, datetime, timedelta

from backend.domain.spending.reading.entry import Entry, RefusedRow

_FIRST_ZONE = timedelta(hours=14)  # UTC+14: nowhere does a day begin earlier


def day_begun(now: datetime) -> date:
    """The latest day that has begun anywhere; `now` is in UTC."""
    return (now + _FIRST_ZONE).date()


def booked_by(row: Entry | RefusedRow, latest: date, *, held_for: timedelta) -> Entry | RefusedRow:
    """The row, or its refusal where it is dated after the `latest` day of a payment; a pending one so long after it."""
    if isinstance(row, RefusedRow) or row.booked_on <= (latest + held_for if row.pending else latest):
        return row
    return RefusedRow(row.line, "date", "date-in-future", row.booked_on.isoformat())
