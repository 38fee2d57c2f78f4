"""A borrower's open deadlines as an iCalendar feed (RFC 5545), without alarms.

An event is all of the last day on the reader's calendar; where the limit lies within that day, it is the hour before
the limit, which a calendar shows on the clock of wherever its reader is.

A calendar that rang as well would double every push; the feed is the second belt, not the first. Discreet by
default, because calendars are shared and shown on lock screens.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from icalendar import Calendar, Event

from backend.domain.calendar.local_time import at
from backend.domain.calendar.reader_limit import reader_limit
from backend.domain.money.amount import format_money
from backend.words.catalogue import known_locale, say, sentence
from backend.words.names import shown_name


class CalendarEntry(NamedTuple):
    """A deadline as a calendar shows it; `outstanding` is None while its amount is not known."""

    id: str
    pay_by_at: datetime
    name: str
    outstanding: int | None
    currency: str | None
    updated_at: datetime
    version: int
    kind: str


# What a day is that is no due: without it a firm's name would stand alone, as if money were due to it.
WHAT = {
    "report_check": sentence("{name}: look at your report"),
    "dispute_answer": sentence("{name}: look whether your dispute was answered"),
    "debt_dispute_answer": sentence("{name}: look whether your dispute was answered"),
    "complaint_answer": sentence("{name}: look whether your complaint was answered"),
    "promise_to_pay": sentence("{name}: the payment you promised"),
    "plan_review": sentence("{name}: review of your plan"),
    "promotional_rate_end": sentence("{name}: a promotional rate ends"),
    "deferred_interest_end": sentence("{name}: deferred interest ends"),
    "validation_window": sentence("{name}: last day to dispute the debt"),
}


def feed(entries: Iterable[CalendarEntry], *, detailed: bool, locale: str, zone: str) -> bytes:
    """The feed of these entries for a reader in `zone`."""
    known = known_locale(locale)
    calendar = Calendar()
    calendar.add("prodid", "-//Graceday//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Graceday")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, detailed, known, zone))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, detailed: bool, locale: str, zone: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.id}@graceday")
    event.add("dtstamp", entry.updated_at)
    event.add("last-modified", entry.updated_at)
    event.add("sequence", entry.version)
    limit = reader_limit(entry.pay_by_at, zone)
    if limit.at is None:
        event.add("dtstart", limit.day)
        event.add("dtend", limit.day + timedelta(days=1))
    else:
        ends_at = at(limit.day, limit.at, zone)
        event.add("dtstart", ends_at - timedelta(hours=1))
        event.add("dtend", ends_at)
    event.add("summary", _summary(entry, detailed, locale))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _summary(entry: CalendarEntry, detailed: bool, locale: str) -> str:
    if not detailed:
        return say(locale, "Reminder")
    name = shown_name(entry.name, locale)
    if entry.kind in WHAT:
        name = say(locale, WHAT[entry.kind], name=name)
    if entry.outstanding is None or entry.currency is None:
        return name
    return f"{name} · {format_money(entry.outstanding, entry.currency, locale)}"
