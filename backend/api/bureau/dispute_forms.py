"""The shapes of disputes, in and out."""

import json
from datetime import date
from typing import Any

from marshmallow import Schema, fields, validate

from backend import countries
from backend.api.bureau.checkpoints import BureauSchema, body_json, bureau_json
from backend.api.http.fields import Bounded, Choices, Currency, Day, Minor, Text
from backend.api.http.forms import iso
from backend.api.http.pagination import PageArgs
from backend.domain.bureau.dispute import OUTCOMES, STATES, next_step, possible
from backend.domain.bureau.dispute_clock import HOWS
from backend.domain.bureau.report import ACCOUNT_STATES, STATUSES
from backend.store.bureau.attachments import Attachment
from backend.store.bureau.disputes import Dispute, DisputeEvent
from backend.words.bureau.letter_facts import ASKS
from backend.words.bureau.letter_sentences import CODES

TARGETS = ("bureau", "furnisher")
_MONTH = validate.Regexp(r"^[0-9]{4}-(0[1-9]|1[0-2])\Z", error='Give a month such as "2026-10".')


class Evidence(Schema):
    """What one side says, in the words of a finding's evidence: a month as "2026-10", money in minor units."""

    month = fields.String(validate=_MONTH)
    status = fields.String(validate=validate.OneOf(STATUSES))
    days = Bounded(0, 20_000)
    state = fields.String(validate=validate.OneOf(ACCOUNT_STATES))
    ended = fields.String(validate=validate.OneOf(("paid_off", "closed", "settled", "charged_off", "sold")))
    balance = Minor()
    lowest = Minor()
    past_due = Minor()
    currency = Currency()
    due_on = Day()
    last_chance_on = Day()
    met_on = Day()
    since = Day()
    opened_on = Day()
    ended_on = Day()
    inquired_on = Day()


class NewDispute(Schema):
    """Of a finding (`finding_id`), or in your own words: then country, bureau, furnisher and code are needed."""

    finding_id = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 40))
    target = fields.String(required=True, validate=validate.OneOf(TARGETS))
    recipient = Text(120, load_default=None, allow_none=True)
    ask = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(ASKS))
    country = fields.String(validate=validate.Length(2, 2))
    bureau = fields.String(validate=validate.Length(1, 24))
    furnisher = Text(120)
    last4 = fields.String(validate=validate.Regexp(r"^[0-9]{0,4}\Z"))
    code = fields.String(validate=validate.OneOf(CODES))
    months = fields.List(fields.String(validate=_MONTH), validate=validate.Length(max=60))
    theirs = fields.Nested(Evidence)
    ours = fields.Nested(Evidence)
    after_free_report = fields.Boolean()


class Sent(Schema):
    """`received_on`, where a receipt or a tracking number tells; else it is assumed from how it was sent."""

    on = Day(load_default=None, allow_none=True)
    how = fields.String(required=True, validate=validate.OneOf(HOWS))
    tracking = Text(60, load_default=None, allow_none=True)
    received_on = Day(load_default=None, allow_none=True)


class Acknowledged(Schema):
    received_on = Day(required=True)


class On(Schema):
    """`on` is today where nothing else is said."""

    on = Day(load_default=None, allow_none=True)


class Answered(On):
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))


class Reopened(On):
    note = Text(2000, load_default=None, allow_none=True)


class Escalated(On):
    """`to` is one of the `complaints` that the dispute names."""

    to = fields.String(required=True, validate=validate.Length(1, 24))


class Enclosed(Schema):
    attachment_id = fields.String(required=True, validate=validate.Length(1, 40))


class DisputeQuery(PageArgs):
    """`state` takes several values, separated by commas."""

    state = Choices(STATES, load_default=frozenset())


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
    answered_on = fields.Date(required=True, allow_none=True)
    clock = fields.Dict(required=True)
    deadline_id = fields.String(required=True, allow_none=True)
    possible = fields.List(fields.String(), required=True)
    next_step = fields.String(required=True)
    complaints = fields.List(fields.Nested(BureauSchema), required=True)
    events = fields.List(fields.Nested(EventSchema), required=True)
    enclosures = fields.List(fields.Nested(AttachmentSchema), required=True)
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


def attachment_json(row: Attachment) -> dict[str, Any]:
    plain = ("id", "name", "media_type", "size", "sha256")
    return {name: getattr(row, name) for name in plain} | {"created_at": iso(row.created_at)}


def dispute_json(
    row: Dispute, events: list[DisputeEvent], enclosures: list[Attachment], *, locale: str, today: date
) -> dict[str, Any]:
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
    been = {each.event for each in events}
    return (
        {name: getattr(row, name) for name in plain + more}
        | {name: day.isoformat() if (day := getattr(row, name)) else None for name in days}
        | {name: json.loads(getattr(row, name)) for name in ("months", "theirs", "ours", "clock")}
        | {
            "bureau": bureau_json(row.country, row.bureau, locale),
            "possible": list(possible(row.state)),
            "next_step": next_step(row.state, row.outcome or "", row.answer_by, today, been=_states(been)),
            "complaints": complaints_json(row.country, locale),
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


def complaints_json(country: str, locale: str) -> list[dict[str, str]]:
    country_law = countries.law_of(country)
    return [body_json(body, locale) for body in (country_law.complaints if country_law else ())]
