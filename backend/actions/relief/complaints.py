"""A complaint about contacts that broke a rule: to the firm, whose clock is a deadline, then to a body.

The clock is that of the day of sending, and kept. What the letter says of the contacts is read from the log as it
stands: a corrected contact is followed to its correction.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from backend.actions.relief import contacts
from backend.actions.relief.complaint_evidence import log_head
from backend.actions.relief.complaint_steps import bound_as, step_day
from backend.actions.relief.contacts import JudgedContact
from backend.actions.reminders.checks import COMPLAINT_ANSWER, close_check, open_check
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.countries.conduct import conduct_law
from backend.domain.calendar.local_time import local_date
from backend.domain.relief.complaint import after, possible, time_runs
from backend.domain.relief.conduct.contact import name_key
from backend.errors import Conflict, FactsMoved, Invalid, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.relief import complaints as stored
from backend.store.relief.complaints import Complaint
from backend.store.versions import save_new_version

MOST_CONTACTS = 200


class Chosen(NamedTuple):
    """What a complaint is to be about: contacts that broke a rule, by the log as it was when its last hash was
    `head`."""

    country: str
    firm: str
    contact_ids: tuple[str, ...]
    head: str


def choose(borrower_id: str, *, firm: str | None, contact_ids: Sequence[str]) -> Chosen:
    """Some contacts, or every contact of a firm that broke a rule. The whole log is judged: outside a transaction."""
    head = log_head(borrower_id)
    broken = {each.contact.id: each for each in contacts.findings(borrower_id, frozenset({"broken"}))}
    chosen = _chosen(borrower_id, broken, firm, contact_ids)
    ids = tuple(sorted(each.contact.id for each in chosen))
    return Chosen(chosen[0].contact.country, firm or chosen[0].contact.firm, ids, head)


def draft(borrower_id: str, chosen: Chosen, *, note: str | None, now: datetime) -> Complaint:
    """Draft one about what was chosen. FactsMoved where the log has gone on since."""
    with transaction():
        ReminderScheduler(borrower_id, now=now)
        if log_head(borrower_id) != chosen.head:
            raise FactsMoved()
        return Complaint.create(
            id=new_id("cpl", now),
            borrower_id=borrower_id,
            country=chosen.country,
            firm=chosen.firm,
            contact_ids=json.dumps(chosen.contact_ids),
            note=note,
            state="drafted",
            created_at=now,
            updated_at=now,
        )


def send(row: Complaint, *, on: date | None, head: str, now: datetime) -> Complaint:
    """It was sent: the firm's time to answer, where the country has one, is a deadline. FactsMoved where the log has
    gone on since it was seen, at `head`, that there is a letter (`check_evidence`).
    """
    bound = bound_as(row.borrower_id, row.firm)
    with transaction():
        scheduler, fresh, day = _begin(row, "send", on, now, head)
        law = conduct_law(fresh.country)
        clock = law.clock("firm", day, of=bound) if law else None
        fresh.sent_on = day
        if clock is not None:
            fresh.answer_by = day + timedelta(days=clock.days)
            fresh.clock = json.dumps(
                {"days": clock.days, "law": clock.law, "confirmed": clock.confirmed}, ensure_ascii=False
            )
            fresh.deadline_id = open_check(
                scheduler,
                COMPLAINT_ANSWER,
                fresh.id,
                title=fresh.firm,
                on=fresh.answer_by,
                country=fresh.country,
            ).id
        return _saved(fresh, now)


def answer(row: Complaint, *, on: date | None, now: datetime) -> Complaint:
    """The firm, or the body that it was taken to, has answered."""
    with transaction():
        scheduler, fresh, day = _begin(row, "answer", on, now)
        if fresh.state == "answered":
            fresh.answered_on = day
        close_check(scheduler, fresh.deadline_id, state="met", reason="answered")
        return _saved(fresh, now)


def escalate(row: Complaint, *, to: str, on: date | None, head: str, now: datetime) -> Complaint:
    """It was taken to one of the bodies that the country names; `head` as of `send`."""
    with transaction():
        law = conduct_law(row.country)
        if law is None or to not in law.bodies:
            raise Invalid("recipient-unknown", known=law.bodies if law else (), field="to")
        scheduler, fresh, day = _begin(row, "escalate", on, now, head)
        fresh.body_id, fresh.escalated_on = to, day
        close_check(scheduler, fresh.deadline_id, state="met", reason="escalated")
        return _saved(fresh, now)


def withdraw(row: Complaint, *, now: datetime) -> Complaint:
    """The borrower lets it be."""
    with transaction():
        scheduler, fresh, _ = _begin(row, "withdraw", None, now)
        close_check(scheduler, fresh.deadline_id, state="cancelled", reason="withdrawn")
        return _saved(fresh, now)


def get(borrower_id: str, complaint_id: str) -> Complaint:
    """The borrower's complaint, or NotFound."""
    row = stored.find(borrower_id, complaint_id)
    if row is None:
        raise NotFound()
    return row


def _chosen(
    borrower_id: str, broken: dict[str, JudgedContact], firm: str | None, contact_ids: Sequence[str]
) -> list[JudgedContact]:
    if contact_ids:
        for each in contact_ids:
            contacts.get(borrower_id, each, "contact")
            if each not in broken:
                raise Invalid("complaint-without-finding", contact=each, field="contact_ids")
        chosen = [broken[each] for each in dict.fromkeys(contact_ids)]
    else:
        if not firm:
            raise Invalid("complaint-to-whom", field="firm")
        chosen = [each for each in broken.values() if name_key(each.contact.firm) == name_key(firm)]
        chosen = chosen[:MOST_CONTACTS]
        if not chosen:
            raise Invalid("complaint-finds-nothing", field="firm")
    countries = {each.contact.country for each in chosen}
    firms = {name_key(each.contact.firm) for each in chosen if each.contact.firm}
    if len(countries) > 1 or (not firm and len(firms) > 1):
        raise Invalid("complaint-of-several", field="contact_ids")
    if not firm and not firms:
        raise Invalid("complaint-to-whom", field="firm")
    return chosen


class _Step(NamedTuple):
    """A step that is taken: under which lock, the row in its new state, and the day of it."""

    scheduler: ReminderScheduler
    row: Complaint
    day: date


def _begin(row: Complaint, event: str, on: date | None, now: datetime, head: str | None = None) -> _Step:
    """Take the row, under the borrower's lock, to the state after an event of a day."""
    scheduler = ReminderScheduler(row.borrower_id, now=now)
    fresh, today = get(row.borrower_id, row.id), local_date(now, scheduler.borrower.zone)
    state = after(fresh.state, event)
    if state is None:
        if able := possible(fresh.state, answer_by=fresh.answer_by, on=today):
            raise Conflict("complaint-step-unfit", state=fresh.state, event=event, able=able)
        raise Conflict("complaint-over", state=fresh.state, event=event)
    if head is not None and log_head(row.borrower_id) != head:
        raise FactsMoved()
    day = step_day(on, sent_on=fresh.sent_on, today=today)
    if event == "escalate" and time_runs(fresh.state, fresh.answer_by, day):
        raise Conflict("complaint-time-runs", until=str(fresh.answer_by))
    fresh.state = state
    return _Step(scheduler, fresh, day)


def _saved(row: Complaint, now: datetime) -> Complaint:
    save_new_version(row, now)
    return row
