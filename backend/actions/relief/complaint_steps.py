"""The day of a step of something that is sent to a firm and then taken to a body."""

from datetime import date

from backend.errors import Invalid


def step_day(on: date | None, *, sent_on: date | None, today: date) -> date:
    """The local day of a step, today where nothing is said; not ahead, and not before the sending."""
    if on is not None and on > today:
        raise Invalid("day-in-future", field="on")
    if on is not None and sent_on is not None and on < sent_on:
        raise Invalid("before-it-was-sent", field="on")
    return on or today
