"""Disputes: drafted from a finding, sent, answered, taken further; and the letter for each step."""

from datetime import date
from typing import Any

from flask import Response, g, jsonify
from marshmallow import Schema, fields, validate

from backend import countries
from backend.actions.bureau import attachments, credit_reports, dispute_drafts, disputes
from backend.api.bureau.dispute_forms import (
    Acknowledged,
    Answered,
    DisputeQuery,
    DisputeSchema,
    Enclosed,
    Escalated,
    NewDispute,
    On,
    Reopened,
    Sent,
    dispute_json,
)
from backend.api.bureau.letters import letter_of
from backend.api.http.blueprint import Blueprint
from backend.api.http.etag import set_etag
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import cursor_of, page_schema, read_cursor
from backend.domain.calendar.local_time import local_date
from backend.errors import Invalid
from backend.rendering.html.letter import as_html
from backend.rendering.letter_text import as_text
from backend.rendering.pdf.letter import as_pdf
from backend.store.bureau import disputes as stored
from backend.store.bureau.disputes import Dispute

blueprint = Blueprint("disputes", __name__, url_prefix="/v1/disputes", description="Errors put right")

_NEEDED = ("country", "bureau", "furnisher", "code")


class LetterQuery(Schema):
    """The letter's language; yours where nothing else is said. `to`: their own address, or a complaint body's id."""

    locale = fields.String(load_default=None, validate=validate.OneOf(("en", "zh-CN")))
    to = fields.String(load_default=None, validate=validate.Length(1, 24))


def _today() -> date:
    return local_date(g.now, g.borrower.zone)


def _shown(row: Dispute, status: int = 200) -> Response:
    shown = dispute_json(
        row,
        stored.events_of(row.id),
        stored.enclosures_of(row.id),
        locale=g.borrower.locale,
        today=_today(),
    )
    answer = jsonify(shown)
    answer.status_code = status
    if status == 201:
        answer.headers["Location"] = f"/v1/disputes/{row.id}"
    return set_etag(answer, row)


@blueprint.get("")
@blueprint.arguments(DisputeQuery, location="query")
@blueprint.response(200, page_schema(DisputeSchema))
def list_disputes(query: dict[str, Any]) -> Response:
    """List your disputes, the newest first"""
    before = read_cursor(query["cursor"], str)
    rows = stored.page(
        g.borrower_id,
        limit=query["limit"] + 1,
        before=before[0] if before else None,
        states=query["state"],
    )
    page = rows[: query["limit"]]
    cursor = cursor_of(page[-1].id) if len(rows) > query["limit"] else None
    items = [
        dispute_json(
            row,
            stored.events_of(row.id),
            stored.enclosures_of(row.id),
            locale=g.borrower.locale,
            today=_today(),
        )
        for row in page
    ]
    return jsonify(items=items, next_cursor=cursor)


@blueprint.post("")
@blueprint.arguments(NewDispute)
@blueprint.response(201, DisputeSchema)
@idempotent
def add_dispute(data: dict[str, Any]) -> Response:
    """Draft a dispute of a finding, or in your own words"""
    finding_id = data.pop("finding_id")
    whom = {name: data.pop(name) for name in ("target", "recipient", "ask")}
    if finding_id is not None:
        if data:
            raise Invalid("finding-says-already", field=next(iter(data)))
        finding = credit_reports.get_finding(g.borrower_id, finding_id)
        return _shown(
            dispute_drafts.draft_of_finding(finding, **whom, country_laws=countries.every(), now=g.now), 201
        )
    for name in _NEEDED:
        if name not in data:
            raise Invalid("needed-without-finding", field=name)
    disputed = dispute_drafts.DisputedEntry(**data)
    row = dispute_drafts.draft(g.borrower_id, disputed, **whom, country_laws=countries.every(), now=g.now)
    return _shown(row, 201)


@blueprint.get("/<dispute_id>")
@blueprint.response(200, DisputeSchema)
def get_dispute(dispute_id: str) -> Response:
    """Read one: where it stands, until when they must answer, and what to do next"""
    return _shown(disputes.get(g.borrower_id, dispute_id))


@blueprint.post("/<dispute_id>/send")
@blueprint.arguments(Sent)
@blueprint.response(200, DisputeSchema)
@idempotent
def send_dispute(data: dict[str, Any], dispute_id: str) -> Response:
    """Say that you have sent it; the clock runs from its receipt"""
    row = disputes.get(g.borrower_id, dispute_id)
    data["on"] = data["on"] or _today()
    return _shown(disputes.send(row, **data, country_laws=countries.every(), now=g.now))


@blueprint.post("/<dispute_id>/acknowledge")
@blueprint.arguments(Acknowledged)
@blueprint.response(200, DisputeSchema)
@idempotent
def acknowledge_dispute(data: dict[str, Any], dispute_id: str) -> Response:
    """Say since when they have it"""
    row = disputes.get(g.borrower_id, dispute_id)
    return _shown(disputes.acknowledge(row, **data, country_laws=countries.every(), now=g.now))


@blueprint.post("/<dispute_id>/extend")
@blueprint.arguments(On)
@blueprint.response(200, DisputeSchema)
@idempotent
def extend_dispute(data: dict[str, Any], dispute_id: str) -> Response:
    """Say that they take more time, where the law allows it"""
    row = disputes.get(g.borrower_id, dispute_id)
    return _shown(disputes.extend(row, on=data["on"] or _today(), country_laws=countries.every(), now=g.now))


@blueprint.post("/<dispute_id>/answer")
@blueprint.arguments(Answered)
@blueprint.response(200, DisputeSchema)
@idempotent
def answer_dispute(data: dict[str, Any], dispute_id: str) -> Response:
    """Say what they answered; after a correction you are reminded to see that it stayed"""
    row = disputes.get(g.borrower_id, dispute_id)
    data["on"] = data["on"] or _today()
    return _shown(disputes.answer(row, **data, country_laws=countries.every(), now=g.now))


@blueprint.post("/<dispute_id>/reopen")
@blueprint.arguments(Reopened)
@blueprint.response(200, DisputeSchema)
@idempotent
def reopen_dispute(data: dict[str, Any], dispute_id: str) -> Response:
    """Take it up once more, with better evidence"""
    row = disputes.get(g.borrower_id, dispute_id)
    return _shown(disputes.reopen(row, on=data["on"] or _today(), note=data["note"], now=g.now))


@blueprint.post("/<dispute_id>/escalate")
@blueprint.arguments(Escalated)
@blueprint.response(200, DisputeSchema)
@idempotent
def escalate_dispute(data: dict[str, Any], dispute_id: str) -> Response:
    """Say that you have complained to a body that can look into it"""
    row = disputes.get(g.borrower_id, dispute_id)
    return _shown(disputes.escalate(row, on=data["on"] or _today(), to=data["to"], now=g.now))


@blueprint.post("/<dispute_id>/withdraw")
@blueprint.arguments(On)
@blueprint.response(200, DisputeSchema)
@idempotent
def withdraw_dispute(data: dict[str, Any], dispute_id: str) -> Response:
    """Let it be"""
    row = disputes.get(g.borrower_id, dispute_id)
    return _shown(disputes.withdraw(row, on=data["on"] or _today(), now=g.now))


@blueprint.post("/<dispute_id>/enclosures")
@blueprint.arguments(Enclosed)
@blueprint.response(200, DisputeSchema)
@idempotent
def enclose(data: dict[str, Any], dispute_id: str) -> Response:
    """Enclose an attachment"""
    row = disputes.get(g.borrower_id, dispute_id)
    attachments.enclose(row, attachments.get(g.borrower_id, data["attachment_id"]))
    return _shown(row)


def _letter(dispute_id: str, query: dict[str, Any]) -> tuple[Any, str]:
    row = disputes.get(g.borrower_id, dispute_id)
    locale = query["locale"] or g.borrower.locale
    names = [each.name for each in stored.enclosures_of(row.id)]
    return letter_of(row, names, locale=locale, on=_today(), complaint=query["to"]), locale


@blueprint.get("/<dispute_id>/letter.txt")
@blueprint.arguments(LetterQuery, location="query")
@blueprint.response(200, content_type="text/plain")
def letter_as_text(query: dict[str, Any], dispute_id: str) -> Response:
    """The letter as text, to paste into a form; your name and address are left for you to add"""
    letter, _ = _letter(dispute_id, query)
    return _private(Response(as_text(letter), content_type="text/plain; charset=utf-8"))


@blueprint.get("/<dispute_id>/letter.html")
@blueprint.arguments(LetterQuery, location="query")
@blueprint.response(200, content_type="text/html")
def letter_as_html(query: dict[str, Any], dispute_id: str) -> Response:
    """The letter as a page to print"""
    letter, locale = _letter(dispute_id, query)
    answer = Response(as_html(letter, locale), content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return _private(answer)


@blueprint.get("/<dispute_id>/letter.pdf")
@blueprint.arguments(LetterQuery, location="query")
@blueprint.response(200, content_type="application/pdf")
def letter_as_pdf(query: dict[str, Any], dispute_id: str) -> Response:
    """The letter as a PDF"""
    letter, locale = _letter(dispute_id, query)
    answer = Response(as_pdf(letter, locale), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="letter-{dispute_id}.pdf"'
    return _private(answer)


def _private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
