"""A borrower's open deadlines as an iCalendar feed (RFC 5545): all-day events, no alarms.

A calendar that rang as well would double every push; the feed is the second belt, not the first. Discreet by
default, because calendars are shared and shown on lock screens.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from icalendar import Calendar, Event

from backend.domain.money.amount import format_money
from backend.words.catalogue import known_locale, say
from backend.words.names import shown_name


class CalendarEntry(NamedTuple):
    """A deadline as a calendar shows it; `outstanding` is None while its amount is not known."""

    id: str
    due_on: date
    name: str
    outstanding: int | None
    currency: str | None
    updated_at: datetime
    version: int


def feed(entries: Iterable[CalendarEntry], *, detailed: bool, locale: str) -> bytes:
    """The feed of these entries."""
    known = known_locale(locale)
    calendar = Calendar()
    calendar.add("prodid", "-//Graceday//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Graceday")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, detailed, known))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, detailed: bool, locale: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.id}@graceday")
    event.add("dtstamp", entry.updated_at)
    event.add("last-modified", entry.updated_at)
    event.add("sequence", entry.version)
    event.add("dtstart", entry.due_on)
    event.add("dtend", entry.due_on + timedelta(days=1))
    event.add("summary", _summary(entry, detailed, locale))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _summary(entry: CalendarEntry, detailed: bool, locale: str) -> str:
    if not detailed:
        return say(locale, "Reminder")
    name = shown_name(entry.name, locale)
    if entry.outstanding is None or entry.currency is None:
        return name
    return f"{name} · {format_money(entry.outstanding, entry.currency, locale)}"
