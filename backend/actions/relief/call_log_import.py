"""Calls of a phone's log are added to the contact log, once each: those of the named numbers alone."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from backend.actions.relief.contacts import MOST, log_contact
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.relief.conduct.contact import Contact
from backend.errors import Conflict, Invalid
from backend.readers.call_log import same_number
from backend.store.database import transaction
from backend.store.relief import contact_log

MOST_AT_ONCE = 500


class Added(NamedTuple):
    """The ids of what was added, and how many calls were in the log before."""

    ids: tuple[str, ...]
    known: int


def add_calls(borrower_id: str, calls: Sequence[Contact], *, now: datetime) -> Added:
    """Add calls, the oldest first. One of the same number, instant and direction is the same call."""
    if len(calls) > MOST_AT_ONCE:
        raise Invalid("calls-too-many", most=MOST_AT_ONCE, field="file")
    with transaction():
        ReminderScheduler(borrower_id, now=now)
        last = contact_log.newest(borrower_id)
        if (last.seq if last else 0) + len(calls) > MOST:
            raise Conflict("contacts-full", most=MOST)
        known: dict[datetime, list[Contact]] = defaultdict(list)
        for each in contact_log.contacts(borrower_id):
            known[each.at].append(each)
        ids: list[str] = []
        for call in sorted(calls, key=lambda each: each.at):
            if not any(_is_same(call, each) for each in known[call.at]):
                ids.append(log_contact(borrower_id, call, now=now).id)
                known[call.at].append(call)
        return Added(tuple(ids), len(calls) - len(ids))


def _is_same(one: Contact, other: Contact) -> bool:
    return (
        one.direction == other.direction
        and one.channel == other.channel
        and same_number(one.number, other.number)
    )
