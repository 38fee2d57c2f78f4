"""A borrower's open deadlines as an iCalendar feed (RFC 5545): all-day events, no alarms.

A calendar that rang as well would double every push; the feed is the second belt, not the first. Discreet by
default, because calendars are shared and shown on lock screens.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from backend.domain.money.amount import format_money
from backend.words.catalogue import known_locale, say
from backend.words.names import shown_name


def feed(rows: Iterable[dict[str, Any]], *, detailed: bool, locale: str) -> bytes:
    """The feed of rows {id, due_on, name, outstanding, currency, updated_at, version}."""
    known = known_locale(locale)
    calendar = Calendar()
    calendar.add("prodid", "-//Graceday//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Graceday")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    for row in rows:
        calendar.add_component(_event(row, detailed, known))
    return bytes(calendar.to_ical())


def _event(row: dict[str, Any], detailed: bool, locale: str) -> Event:
    event, day, updated = Event(), row["due_on"], row["updated_at"]
    assert isinstance(day, date) and isinstance(updated, datetime)
    event.add("uid", f"{row['id']}@graceday")
    event.add("dtstamp", updated)
    event.add("last-modified", updated)
    event.add("sequence", row["version"])
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", _summary(row, detailed, locale))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _summary(row: dict[str, Any], detailed: bool, locale: str) -> str:
    if not detailed:
        return say(locale, "Reminder")
    name = shown_name(row["name"], locale)
    if row["outstanding"] is None or row["currency"] is None:
        return name
    return f"{name} · {format_money(row['outstanding'], row['currency'], locale)}"
