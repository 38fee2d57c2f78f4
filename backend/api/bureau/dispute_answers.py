"""What answers show of disputes and attachments, and their rows as JSON."""

import json

from flask import g
from marshmallow import Schema, fields, validate

from backend import countries
from backend.actions.bureau.dispute_standing import next_step_of, possible_now, statement_of
from backend.api.bureau.checkpoints import BureauSchema, bureau_json
from backend.api.bureau.dispute_law import (
    ComplaintSchema,
    OwnStatementSchema,
    complaints_json,
    statement_json,
)
from backend.api.http.answers import iso
from backend.api.http.borrower_home import borrower_today
from backend.domain.bureau.dispute import STATES
from backend.store.bureau import disputes
from backend.store.bureau.attachments import Attachment
from backend.store.bureau.clock_json import load_clock
from backend.store.bureau.disputes import Dispute


class EventSchema(Schema):
    event = fields.String(required=True)
    on = fields.Date(required=True)
    note = fields.String(required=True, allow_none=True)


class AttachmentSchema(Schema):
    """A file of yours: `sha256` is its content's."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    media_type = fields.String(required=True)
    size = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)


class DisputeSchema(Schema):
    """A dispute. `answer_by`: the last day for their answer; `clock`: the rules behind it, each with its law.

    `possible`: what can happen to it now; `next_step`: send, wait, look_at_report, send_more_evidence, add_statement,
    escalate or none; `complaints`: whom to turn to then, and how.
    """

    id = fields.String(required=True)
    finding_id = fields.String(required=True, allow_none=True)
    country = fields.String(required=True)
    bureau = fields.Nested(BureauSchema, required=True)
    target = fields.String(required=True)
    recipient = fields.String(required=True)
    furnisher = fields.String(required=True)
    last4 = fields.String(required=True)
    code = fields.String(required=True)
    months = fields.List(fields.String(), required=True)
    theirs = fields.Dict(required=True)
    ours = fields.Dict(required=True)
    ask = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    outcome = fields.String(required=True, allow_none=True)
    sent_on = fields.Date(required=True, allow_none=True)
    sent_how = fields.String(required=True, allow_none=True)
    tracking = fields.String(required=True, allow_none=True)
    received_on = fields.Date(required=True, allow_none=True)
    extended = fields.Boolean(required=True)
    after_free_report = fields.Boolean(required=True)
    answer_by = fields.Date(required=True, allow_none=True)
    result_by = fields.Date(
        required=True,
        allow_none=True,
        metadata={
            "description": "The last day on which you hear of an answer in time; only then is the next step."
        },
    )
    acknowledge_by = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "The last day to say that they have it; null where no law sets one."},
    )
    must_answer = fields.Boolean(
        required=True,
        metadata={"description": "False where the law frees them from looking into such a dispute."},
    )
    answered_on = fields.Date(required=True, allow_none=True)
    clock = fields.Dict(required=True)
    deadline_id = fields.String(required=True, allow_none=True)
    possible = fields.List(fields.String(), required=True)
    next_step = fields.String(required=True)
    complaints = fields.List(fields.Nested(ComplaintSchema), required=True)
    statement = fields.Nested(
        OwnStatementSchema,
        required=True,
        allow_none=True,
        metadata={"description": "What the law says of your own statement; null where it knows none."},
    )
    events = fields.List(fields.Nested(EventSchema), required=True)
    enclosures = fields.List(fields.Nested(AttachmentSchema), required=True)
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


_PLAIN: tuple[str, ...] = (
    "id",
    "finding_id",
    "country",
    "target",
    "recipient",
    "furnisher",
    "last4",
    "code",
    "ask",
    "state",
)
_PLAIN += ("outcome", "sent_how", "tracking", "extended", "after_free_report", "deadline_id")
_DAYS = ("sent_on", "received_on", "answer_by", "answered_on")


def attachment_json(row: Attachment) -> dict[str, object]:
    plain = ("id", "name", "media_type", "size", "sha256")
    return {name: getattr(row, name) for name in plain} | {"created_at": iso(row.created_at)}


def dispute_json(row: Dispute) -> dict[str, object]:
    """A dispute as DisputeSchema says, for the signed-in borrower."""
    events, enclosures = disputes.events_of(row.id), disputes.enclosures_of(row.id)
    locale = g.borrower.locale
    been = _states({each.event for each in events})
    country_law, today, clock = countries.law_of(row.country), borrower_today(), load_clock(row.clock)
    return (
        {name: getattr(row, name) for name in _PLAIN}
        | {name: iso(getattr(row, name)) for name in _DAYS}
        | {name: json.loads(getattr(row, name)) for name in ("months", "theirs", "ours", "clock")}
        | {
            "bureau": bureau_json(row.country, row.bureau, locale),
            "possible": possible_now(row, country_law, today=today),
            "next_step": next_step_of(row, country_law, today=today, been=been),
            "result_by": iso(clock.heard_by),
            "acknowledge_by": iso(clock.acknowledge_by),
            "must_answer": not clock.free,
            "complaints": complaints_json(row, country_law, locale, today),
            "statement": statement_json(statement_of(row, country_law, today=today)),
            "events": [
                {"event": each.event, "on": each.happened_on.isoformat(), "note": each.note}
                for each in events
            ],
            "enclosures": [attachment_json(each) for each in enclosures],
            "created_at": iso(row.created_at),
            "updated_at": iso(row.updated_at),
        }
    )


def _states(events: set[str]) -> set[str]:
    """The states that matter for what to do next, by the events that led to them."""
    led = {"reopen": "reopened", "escalate": "escalated"}
    return {led[event] for event in events if event in led}
