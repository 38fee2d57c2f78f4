"""Routes of notices: what you told those who contact you, and since when they know it."""

from datetime import date, datetime, time
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.relief import contacts
from backend.api.http.answers import json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import Day, Instant, Text, WallTime
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.api.relief.contact_answers import Logged, facts_json, logged_json
from backend.domain.relief.conduct import contact as facts
from backend.domain.relief.conduct.contact import Notice
from backend.store.relief import contact_log
from backend.store.relief.contact_log import ContactEntry

blueprint = Blueprint(
    "contact notices", __name__, url_prefix="/v1/contact-notices", description="What you told them"
)

_KIND = (
    "stop: no more contact; time (`from_time` to `until_time`), place or channel: not then, there or so; workplace: my "
    "employer forbids it; representation: speak to my lawyer or adviser; moratorium, crisis_moratorium: a breathing "
    "space was registered then, the second for a mental health crisis; `until_on` is its last day where it is known."
)
_GIVEN = "When you gave or sent it; left out: when they received it, or now."
_UNTIL = "Of a moratorium: its last day. null: as the law says, or not known."
_WRITTEN = "In writing; some rules count no other. null: not known."
_RECEIVED = "Since when they have it. null: not known, so that a written notice binds only perhaps."


class NewNotice(Schema):
    """A notice; only its kind must be said, and what the kind names."""

    kind = fields.String(
        required=True, validate=validate.OneOf(facts.NOTICE_KINDS), metadata={"description": _KIND}
    )
    given_at = Instant(
        load_default=None,
        metadata={"description": _GIVEN},
    )
    written = fields.Boolean(
        load_default=None,
        allow_none=True,
        truthy={True},
        falsy={False},
        metadata={"description": _WRITTEN},
    )
    received_at = Instant(load_default=None, allow_none=True, metadata={"description": _RECEIVED})
    firm = Text(120, load_default=None, allow_none=True, metadata={"description": "To whom. null: not said."})
    channel = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(facts.CHANNELS))
    place = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(facts.PLACES))
    from_time = WallTime(
        load_default=None, allow_none=True, metadata={"description": "On your own clock, HH:MM."}
    )
    until_time = WallTime(
        load_default=None,
        allow_none=True,
        metadata={"description": "On your own clock, HH:MM, no longer part of it; may be past midnight."},
    )
    note = Text(2000, load_default=None, allow_none=True, metadata={"description": "In your own words."})
    until_on = Day(load_default=None, allow_none=True, metadata={"description": _UNTIL})


class NewNoticeData(TypedDict):
    kind: facts.NoticeKind
    given_at: datetime | None
    written: bool | None
    received_at: datetime | None
    firm: str | None
    channel: facts.Channel | None
    place: facts.Place | None
    from_time: time | None
    until_time: time | None
    note: str | None
    until_on: date | None


class NoticeSchema(Logged):
    """A notice as it was logged."""

    kind = fields.String(
        required=True, validate=validate.OneOf(facts.NOTICE_KINDS), metadata={"description": _KIND}
    )
    given_at = fields.AwareDateTime(required=True)
    written = fields.Boolean(required=True, allow_none=True, metadata={"description": _WRITTEN})
    received_at = fields.AwareDateTime(required=True, allow_none=True, metadata={"description": _RECEIVED})
    firm = fields.String(required=True, allow_none=True, metadata={"description": "null: not said."})
    channel = fields.String(required=True, allow_none=True, validate=validate.OneOf((*facts.CHANNELS, None)))
    place = fields.String(required=True, allow_none=True, validate=validate.OneOf((*facts.PLACES, None)))
    from_time = fields.String(required=True, allow_none=True)
    until_time = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    until_on = fields.Date(required=True, allow_none=True, metadata={"description": _UNTIL})


def _notice_of(data: NewNoticeData) -> Notice:
    return Notice(
        id="",
        kind=data["kind"],
        given_at=data["given_at"] or data["received_at"] or g.now,
        written=data["written"],
        received_at=data["received_at"],
        firm=data["firm"] or "",
        channel=data["channel"],
        place=data["place"],
        from_time=data["from_time"],
        until_time=data["until_time"],
        note=data["note"] or "",
        until_on=data["until_on"],
    )


def notice_json(row: ContactEntry) -> dict[str, object]:
    return logged_json(row) | facts_json(row)


def notice_answer(row: ContactEntry, status: int = 200) -> Response:
    location = f"/v1/contact-notices/{row.id}" if status == 201 else None
    return json_answer(notice_json(row), status, location=location)


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(NoticeSchema))
def list_notices(query: PageQuery) -> Response:
    """List the notices that stand, the last logged first"""
    rows = contact_log.page(
        g.borrower_id, "notice", limit=query["limit"] + 1, before=cursor_id(query["cursor"])
    )
    return page_answer(rows, query["limit"], item=notice_json, sort_key=id_key)


@blueprint.post("")
@blueprint.arguments(NewNotice)
@blueprint.response(201, NoticeSchema)
@idempotent
def add_notice(data: NewNoticeData) -> Response:
    """Log what you told them; contacts after it are judged by it"""
    return notice_answer(contacts.log_notice(g.borrower_id, _notice_of(data), now=g.now), 201)


@blueprint.get("/<notice_id>")
@blueprint.response(200, NoticeSchema)
def get_notice(notice_id: str) -> Response:
    """Read one, also one that was corrected"""
    return notice_answer(contacts.get(g.borrower_id, notice_id, "notice"))


@blueprint.post("/<notice_id>/corrections")
@blueprint.arguments(NewNotice)
@blueprint.response(201, NoticeSchema)
@idempotent
def correct_notice(data: NewNoticeData, notice_id: str) -> Response:
    """Put a corrected notice in its place, whole, as when it is known since when they have it"""
    row = contacts.get(g.borrower_id, notice_id, "notice")
    return notice_answer(contacts.correct_notice(row, _notice_of(data), now=g.now), 201)


@blueprint.post("/<notice_id>/withdraw")
@blueprint.response(201, NoticeSchema)
@idempotent
def withdraw_notice(notice_id: str) -> Response:
    """Take a notice back; it stays in the log, and no contact is judged by it"""
    row = contacts.get(g.borrower_id, notice_id, "notice")
    return notice_answer(contacts.withdraw(row, now=g.now), 201)
