"""Routes of complaints about contacts: drafted of findings, sent to the firm, taken to a body; each step's letter."""

import json
from datetime import date
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend import countries
from backend.actions.relief import complaints
from backend.api.bureau.checkpoints import BureauSchema, body_json
from backend.api.bureau.dispute_forms import LetterQuery, LetterQueryData
from backend.api.bureau.letter_files import html_answer, pdf_answer, text_answer
from backend.api.http.answers import iso, row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.http.fields import Day, Text
from backend.api.http.idempotency import idempotent
from backend.api.http.named_things import named_in
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.api.relief.complaint_letters import letter_of
from backend.countries.conduct import conduct_law
from backend.domain.relief.complaint import EVENTS, NEXT_STEPS, STATES, next_step, possible
from backend.store.relief import complaints as stored
from backend.store.relief.complaints import Complaint
from backend.words.bureau.letter_facts import Letter

blueprint = Blueprint(
    "complaints", __name__, url_prefix="/v1/complaints", description="Complaints about contacts"
)

_IDS = (
    "The contacts that it is about; each must have broken a rule. Left out: every such contact of the firm."
)
_NEXT = "What to do next; wait until `answer_by`, then escalate. judge_answer: is it enough?"


class NewComplaint(Schema):
    """Of a firm, of some contacts, or both."""

    firm = Text(120, load_default=None, allow_none=True, metadata={"description": "To whom."})
    contact_ids = fields.List(
        Text(40),
        load_default=list,
        validate=validate.Length(max=complaints.MOST_CONTACTS),
        metadata={"description": _IDS},
    )
    note = Text(2000, load_default=None, allow_none=True, metadata={"description": "In your own words."})


class NewComplaintData(TypedDict):
    firm: str | None
    contact_ids: list[str]
    note: str | None


class StepOn(Schema):
    on = Day(
        load_default=None, allow_none=True, metadata={"description": "Today where nothing else is said."}
    )


class StepOnData(TypedDict):
    on: date | None


class TakenTo(StepOn):
    to = fields.String(
        required=True,
        validate=validate.Length(1, 24),
        metadata={"description": "One of `bodies`, by its id."},
    )


class TakenToData(TypedDict):
    on: date | None
    to: str


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
    bodies = fields.List(
        fields.Nested(BureauSchema), required=True, metadata={"description": "Whom it can be taken to."}
    )


def complaint_json(row: Complaint) -> dict[str, object]:
    return {
        "id": row.id,
        "country": row.country,
        "firm": row.firm,
        "contact_ids": json.loads(row.contact_ids),
        "note": row.note,
        "state": row.state,
        "possible": list(possible(row.state)),
        "next_step": next_step(row.state, row.answer_by, borrower_today()),
        "sent_on": iso(row.sent_on),
        "answer_by": iso(row.answer_by),
        "clock": json.loads(row.clock) if row.clock else None,
        "answered_on": iso(row.answered_on),
        "escalated_to": row.body_id,
        "escalated_on": iso(row.escalated_on),
        "deadline_id": row.deadline_id,
        "bodies": _bodies_json(row.country),
    }


def _bodies_json(country: str) -> list[dict[str, str]]:
    law, conduct = countries.law_of(country), conduct_law(country)
    if law is None or conduct is None:
        return []
    return [body_json(body, g.borrower.locale) for body in law.complaints if body.id in conduct.bodies]


def complaint_answer(row: Complaint, status: int = 200) -> Response:
    return row_answer(complaint_json(row), row, status, made_under="/v1/complaints")


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(ConductComplaintSchema))
def list_complaints(query: PageQuery) -> Response:
    """List your complaints, the newest first"""
    rows = stored.page(g.borrower_id, limit=query["limit"] + 1, before=cursor_id(query["cursor"]))
    return page_answer(rows, query["limit"], item=complaint_json, sort_key=id_key)


@blueprint.post("")
@blueprint.arguments(NewComplaint)
@blueprint.response(201, ConductComplaintSchema)
@idempotent
def add_complaint(data: NewComplaintData) -> Response:
    """Draft a complaint about contacts that broke a rule; the letter is ready at once"""
    with named_in("contact_ids"):
        row = complaints.draft(
            g.borrower_id, firm=data["firm"], contact_ids=data["contact_ids"], note=data["note"], now=g.now
        )
    return complaint_answer(row, 201)


@blueprint.get("/<complaint_id>")
@blueprint.response(200, ConductComplaintSchema)
def get_complaint(complaint_id: str) -> Response:
    """Read one: where it stands, until when the firm must answer, and what to do next"""
    return complaint_answer(complaints.get(g.borrower_id, complaint_id))


@blueprint.post("/<complaint_id>/send")
@blueprint.arguments(StepOn)
@blueprint.response(200, ConductComplaintSchema)
@idempotent
def send_complaint(data: StepOnData, complaint_id: str) -> Response:
    """Say that you have sent it to the firm; its time to answer becomes a deadline"""
    row = complaints.get(g.borrower_id, complaint_id)
    return complaint_answer(complaints.send(row, on=data["on"], now=g.now))


@blueprint.post("/<complaint_id>/answer")
@blueprint.arguments(StepOn)
@blueprint.response(200, ConductComplaintSchema)
@idempotent
def answer_complaint(data: StepOnData, complaint_id: str) -> Response:
    """Say that the firm, or the body you turned to, has answered"""
    row = complaints.get(g.borrower_id, complaint_id)
    return complaint_answer(complaints.answer(row, on=data["on"], now=g.now))


@blueprint.post("/<complaint_id>/escalate")
@blueprint.arguments(TakenTo)
@blueprint.response(200, ConductComplaintSchema)
@idempotent
def escalate_complaint(data: TakenToData, complaint_id: str) -> Response:
    """Say that you have taken it to a body that takes complaints"""
    row = complaints.get(g.borrower_id, complaint_id)
    return complaint_answer(complaints.escalate(row, to=data["to"], on=data["on"], now=g.now))


@blueprint.post("/<complaint_id>/withdraw")
@blueprint.response(200, ConductComplaintSchema)
@idempotent
def withdraw_complaint(complaint_id: str) -> Response:
    """Let it be"""
    return complaint_answer(complaints.withdraw(complaints.get(g.borrower_id, complaint_id), now=g.now))


def _letter(complaint_id: str, query: LetterQueryData) -> Letter:
    row = complaints.get(g.borrower_id, complaint_id)
    return letter_of(row, locale=query["locale"] or g.borrower.locale, on=borrower_today(), to=query["to"])


@blueprint.get("/<complaint_id>/letter.txt")
@blueprint.arguments(LetterQuery, location="query")
@blueprint.response(200, content_type="text/plain")
def complaint_as_text(query: LetterQueryData, complaint_id: str) -> Response:
    """The letter as text, to the firm or to a body; your name and address are left for you to add"""
    return text_answer(_letter(complaint_id, query))


@blueprint.get("/<complaint_id>/letter.html")
@blueprint.arguments(LetterQuery, location="query")
@blueprint.response(200, content_type="text/html")
def complaint_as_html(query: LetterQueryData, complaint_id: str) -> Response:
    """The letter as a page to print"""
    return html_answer(_letter(complaint_id, query), query["locale"] or g.borrower.locale)


@blueprint.get("/<complaint_id>/letter.pdf")
@blueprint.arguments(LetterQuery, location="query")
@blueprint.response(200, content_type="application/pdf")
def complaint_as_pdf(query: LetterQueryData, complaint_id: str) -> Response:
    """The letter as a PDF"""
    locale = query["locale"] or g.borrower.locale
    return pdf_answer(_letter(complaint_id, query), locale, f"complaint-{complaint_id}")
