"""A complaint's letter is written from the log as it stands: to the firm, or to a body that takes complaints."""

import json
from datetime import date

from backend import countries
from backend.actions.relief.complaint_evidence import evidence
from backend.actions.relief.complaint_steps import bound_as
from backend.actions.relief.contacts import JudgedContact
from backend.countries.conduct import conduct_law
from backend.domain.bureau.country_law import Bureau
from backend.domain.calendar.local_time import local
from backend.errors import Conflict, Invalid
from backend.store.relief import complaint_enclosures, contact_log
from backend.store.relief.complaints import Complaint
from backend.words.bureau.letter_facts import Letter
from backend.words.catalogue import known_locale
from backend.words.relief.complaint_letter import (
    BrokenRule,
    ComplaintFacts,
    Enclosure,
    Event,
    complaint_letter,
)


def letter_of(row: Complaint, *, locale: str, on: date, to: str | None) -> Letter:
    """The letter for where it stands. `to`: the id of the body that is written to instead of the firm."""
    body = _body(row.country, to) if to else None
    if body is not None and row.sent_on is None:
        raise Conflict("complaint-not-sent")
    found = evidence(row)
    if not found:
        raise Conflict("complaint-empty")
    law, last = conduct_law(row.country), contact_log.newest(row.borrower_id)
    clock = law.clock("firm", on, of=bound_as(row.borrower_id, row.firm)) if law else None
    kept = json.loads(row.clock) if row.clock else None
    return complaint_letter(
        ComplaintFacts(
            to_body=body is not None,
            recipient=body.name(locale) if body else row.firm,
            firm=row.firm,
            locale=locale,
            country=row.country,
            on=on,
            events=tuple(_event(each, known_locale(locale)) for each in found),
            head=last.hash if last else "",
            sent_on=row.sent_on,
            answered_on=row.answered_on,
            answer_by=row.answer_by,
            answer_days=kept["days"] if kept else clock.days if clock else None,
            clock_law=kept["law"] if kept else clock.law if clock else "",
            note=row.note or "",
            enclosed=tuple(
                Enclosure(each.name, each.sha256 or "", kept=each.attachment_id is not None)
                for each in complaint_enclosures.of_complaint(row.id)
            ),
        )
    )


def _event(found: JudgedContact, locale: str) -> Event:
    contact, judged = found
    return Event(
        local(contact.at, contact.zone),
        contact.channel,
        contact.number,
        tuple(
            BrokenRule(each.rule.words(locale), each.rule.law, each.rule.confirmed)
            for each in (judged.verdicts if judged else ())
        ),
    )


def _body(country: str, body_id: str) -> Bureau:
    law, conduct = countries.law_of(country), conduct_law(country)
    known = conduct.bodies if conduct else ()
    if law is not None and body_id in known:
        return next(body for body in law.complaints if body.id == body_id)
    raise Invalid("recipient-unknown", known=known, field="to")
