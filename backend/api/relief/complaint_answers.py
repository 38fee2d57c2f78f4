"""What is shown of a complaint about contacts, and how far it has come."""

import json

from flask import g
from marshmallow import Schema, fields, validate

from backend import countries
from backend.api.bureau.checkpoints import BureauSchema, body_json
from backend.api.http.answers import iso
from backend.api.http.borrower_home import borrower_today
from backend.api.relief.complaint_enclosure_forms import ComplaintEnclosureSchema, enclosure_json
from backend.countries.conduct import conduct_law
from backend.domain.relief.complaint import EVENTS, NEXT_STEPS, STATES, next_step, possible
from backend.store.relief import complaint_enclosures
from backend.store.relief.complaints import Complaint

_NEXT = (
    "What to do next; wait until `answer_by`, then escalate. wait_or_escalate: no time to answer is known; some weeks "
    "are usual, and you judge. judge_answer: is it enough? none, while drafted or sent: "
    "the log says of none of its contacts any more that a rule was broken, so there is no letter."
)


class ConductComplaintSchema(Schema):
    """A complaint about contacts, and how far it has come. Nobody can promise how it ends."""

    id = fields.String(required=True)
    country = fields.String(required=True)
    firm = fields.String(required=True)
    contact_ids = fields.List(fields.String(), required=True)
    note = fields.String(required=True, allow_none=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    possible = fields.List(fields.String(validate=validate.OneOf(EVENTS)), required=True)
    next_step = fields.String(
        required=True, validate=validate.OneOf(NEXT_STEPS), metadata={"description": _NEXT}
    )
    sent_on = fields.Date(required=True, allow_none=True)
    answer_by = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "The firm's last day; null: not sent, or no time is known."},
    )
    clock = fields.Dict(
        required=True,
        allow_none=True,
        metadata={
            "description": "What `answer_by` rests on: days, law, confirmed; as on the day of sending."
        },
    )
    answered_on = fields.Date(required=True, allow_none=True)
    escalated_to = fields.String(required=True, allow_none=True, metadata={"description": "A body's id."})
    escalated_on = fields.Date(required=True, allow_none=True)
    deadline_id = fields.String(required=True, allow_none=True)
    enclosures = fields.List(fields.Nested(ComplaintEnclosureSchema), required=True)
    bodies = fields.List(
        fields.Nested(BureauSchema), required=True, metadata={"description": "Whom it can be taken to."}
    )


def complaint_json(row: Complaint, *, empty: bool) -> dict[str, object]:
    """`empty`: no contact of it broke a rule any more, as the log stands."""
    return {
        "id": row.id,
        "country": row.country,
        "firm": row.firm,
        "contact_ids": json.loads(row.contact_ids),
        "note": row.note,
        "state": row.state,
        "possible": list(possible(row.state, answer_by=row.answer_by, on=borrower_today(), empty=empty)),
        "next_step": next_step(row.state, row.answer_by, borrower_today(), empty=empty),
        "sent_on": iso(row.sent_on),
        "answer_by": iso(row.answer_by),
        "clock": json.loads(row.clock) if row.clock else None,
        "answered_on": iso(row.answered_on),
        "escalated_to": row.body_id,
        "escalated_on": iso(row.escalated_on),
        "deadline_id": row.deadline_id,
        "enclosures": [enclosure_json(each) for each in complaint_enclosures.of_complaint(row.id)],
        "bodies": _bodies_json(row.country),
    }


def _bodies_json(country: str) -> list[dict[str, str]]:
    law, conduct = countries.law_of(country), conduct_law(country)
    if law is None or conduct is None:
        return []
    return [body_json(body, g.borrower.locale) for body in law.complaints if body.id in conduct.bodies]
