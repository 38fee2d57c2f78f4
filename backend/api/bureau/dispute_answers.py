"""What answers show of disputes and attachments, and their rows as JSON."""

import json
from datetime import date

from flask import g
from marshmallow import Schema, fields, validate

from backend import countries
from backend.actions.bureau.dispute_standing import Statement, next_step_of, statement_of, waiting_of
from backend.api.bureau.checkpoints import BureauSchema, body_json, bureau_json
from backend.api.http.answers import iso
from backend.api.http.borrower_home import borrower_today
from backend.domain.bureau.complaints import gate
from backend.domain.bureau.country_law import CountryLaw
from backend.domain.bureau.dispute import STATES, possible
from backend.store.bureau import disputes
from backend.store.bureau.attachments import Attachment
from backend.store.bureau.clock_json import load_clock, rule_json
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


class ComplaintSchema(BureauSchema):
    """A body that takes complaints, and when it takes this one."""

    law = fields.String(
        required=True, metadata={"description": "The article under which it takes complaints; empty if none."}
    )
    from_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "The first day on which it takes the complaint; null: not known yet."},
    )
    until_on = fields.Date(
        required=True, allow_none=True, metadata={"description": "The last such day; null: none is set."}
    )


class OwnStatementSchema(Schema):
    """Your own statement beside the entry."""

    words = fields.Integer(required=True, metadata={"description": "Its longest, in words."})
    where = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf(("bureau_helps",)),
        metadata={"description": "That holds only where the bureau helps to write it; null: always."},
    )
    by = fields.Date(
        required=True,
        allow_none=True,
        metadata={
            "description": "The last day to send it after their answer; null: none is set, or no answer."
        },
    )
    rules = fields.List(
        fields.Dict(),
        required=True,
        metadata={"description": "What it rests on: key, value, law, confirmed, from."},
    )


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


def attachment_json(row: Attachment) -> dict[str, object]:
    plain = ("id", "name", "media_type", "size", "sha256")
    return {name: getattr(row, name) for name in plain} | {"created_at": iso(row.created_at)}


def dispute_json(row: Dispute) -> dict[str, object]:
    """A dispute as DisputeSchema says, for the signed-in borrower."""
    events, enclosures = disputes.events_of(row.id), disputes.enclosures_of(row.id)
    locale = g.borrower.locale
    plain = (
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
    more = ("outcome", "sent_how", "tracking", "extended", "after_free_report", "deadline_id")
    days = ("sent_on", "received_on", "answer_by", "answered_on")
    been = _states({each.event for each in events})
    country_law, today, clock = countries.law_of(row.country), borrower_today(), load_clock(row.clock)
    return (
        {name: getattr(row, name) for name in plain + more}
        | {name: iso(getattr(row, name)) for name in days}
        | {name: json.loads(getattr(row, name)) for name in ("months", "theirs", "ours", "clock")}
        | {
            "bureau": bureau_json(row.country, row.bureau, locale),
            "possible": list(possible(row.state)),
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


def complaints_json(
    row: Dispute, country_law: CountryLaw | None, locale: str, today: date
) -> list[dict[str, object]]:
    """Whom to complain to, each with the days on which it takes this complaint."""
    if country_law is None:
        return []
    waiting = waiting_of(row)
    gates = {body.id: gate(country_law, body.id, waiting, today=today) for body in country_law.complaints}
    return [
        {
            **body_json(body, locale),
            "law": body.law,
            "from_on": iso(gates[body.id].from_on),
            "until_on": iso(gates[body.id].until_on),
        }
        for body in country_law.complaints
    ]


def statement_json(found: Statement | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        "words": found.words,
        "where": found.where,
        "by": iso(found.by),
        "rules": [rule_json(rule) for rule in found.rules],
    }
