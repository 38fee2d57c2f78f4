"""The days of equal instalments: so many, from a first day, each month (29 to 31 clamp and come back), or by weeks."""

from datetime import date, timedelta
from typing import Literal, NamedTuple

from backend.domain.calendar.month_day import month_day, month_index

Every = Literal["month", "fortnight", "week"]
EVERY: tuple[Every, ...] = ("month", "fortnight", "week")
_DAYS = {"fortnight": 14, "week": 7}


class Part(NamedTuple):
    """What is asked on a day; minor units."""

    due_on: date
    amount: int


def repeated(
    *, amount: int, count: int, first_due_on: date, every: Every, last_amount: int | None = None
) -> tuple[Part, ...]:
    """`count` instalments of `amount`, the last of `last_amount` where it differs."""
    last = amount if last_amount is None else last_amount
    days = [day_of(number, first_due_on, every) for number in range(count)]
    return tuple(Part(day, amount if day is not days[-1] else last) for day in days)


def day_of(number: int, first_due_on: date, every: Every) -> date:
    """The day of an instalment, the first being 0."""
    if every == "month":
        return month_day(month_index(first_due_on) + number, first_due_on.day)
    return first_due_on + timedelta(days=_DAYS[every] * number)


def months_of(first_due_on: date, last_due_on: date) -> int:
    """In how many calendar months instalments fall, from the first to the last."""
    return month_index(last_due_on) - month_index(first_due_on) + 1
