"""A time as call logs write it becomes an instant, to the second: the same call reads alike in each export.

A clock of twelve hours says which half of the day. A date of figures alone begins with its year: the order of day and
month in any other cannot be known. A time without an offset that clocks skip or show twice on the day of a change is no
instant: none or two would fit, and an hour decides whether a call kept a rule.
"""

import re
from datetime import UTC, datetime

from backend.domain.calendar.local_time import only_at

_MERIDIEM = re.compile(r"(?<![a-z])(?:a\.?m|(?P<pm>p\.?m))\b\.?|上午|(?P<xiawu>下午)", re.IGNORECASE)
_CLOCK = {4: 5, 7: 8}  # 9:05 and 9:05:00, to be 09:05 and 09:05:00
_NAMED_MONTHS = ("%b %d %Y", "%B %d %Y", "%d %b %Y", "%d %B %Y")


def instant(text: str, zone: str) -> datetime | None:
    """The instant; a time without an offset is one of `zone`. None where it cannot be read as one."""
    try:
        if text.isascii() and text.isdigit() and len(text) in (10, 13):
            return datetime.fromtimestamp(int(text) // (1000 if len(text) == 13 else 1), UTC)
        found = _half_day(text).replace(microsecond=0)
        if found.utcoffset() is not None:
            return found.astimezone(UTC)
        return only_at(found.date(), found.time(), zone)
    except (ValueError, OverflowError, OSError):
        return None


def _half_day(text: str) -> datetime:
    """The time that is written, on a clock of twelve or of 24 hours. Raises ValueError."""
    said = _MERIDIEM.search(text)
    if said is None:
        return _written(text)
    found = _written(f"{text[: said.start()].strip()} {text[said.end() :].strip()}".strip())
    if not 1 <= found.hour <= 12:
        raise ValueError(text)
    return found.replace(hour=found.hour % 12 + (12 if said["pm"] or said["xiawu"] else 0))


def _written(text: str) -> datetime:
    """A time whose date begins with its year, or names its month. Raises ValueError."""
    plain = text.replace("/", "-")
    if plain[:4].isdigit():
        day, _, clock = plain.partition(" ")
        # fromisoformat takes no hour of one figure, as a clock of twelve hours writes it.
        return datetime.fromisoformat(
            f"{day} {clock:0>{_CLOCK[len(clock)]}}" if len(clock) in _CLOCK else plain
        )
    day, clock = plain.rsplit(" ", 1)
    words = " ".join(day.replace(",", " ").replace("-", " ").split())
    on = next(filter(None, (_named_month(words, form) for form in _NAMED_MONTHS)), None)
    if on is None:
        raise ValueError(text)
    return datetime.fromisoformat(f"{on:%Y-%m-%d} {clock:0>{_CLOCK.get(len(clock), 0)}}")


def _named_month(words: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(words, form)  # noqa: DTZ007 - only its date is read
    except ValueError:
        return None
