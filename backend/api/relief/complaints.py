"""Routes of complaints about contacts: drafted of findings, sent to the firm, taken to a body; each step's letter."""

from collections.abc import Callable
from datetime import date
from typing import Generic, NamedTuple, TypedDict, TypeVar

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.relief import complaints
from backend.actions.relief.complaint_evidence import check_evidence, without_evidence
from backend.api.bureau.dispute_forms import LetterQuery, LetterQueryData
from backend.api.bureau.letter_files import html_answer, pdf_answer, text_answer
from backend.api.http.answers import row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.http.fields import Day, Text
from backend.api.http.idempotency import idempotent, idempotent_after
from backend.api.http.named_things import named_in
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.api.relief.complaint_answers import ConductComplaintSchema, complaint_json
from backend.api.relief.complaint_letters import letter_of
from backend.domain.relief.complaint import Event
from backend.store.relief import complaints as stored
from backend.store.relief.complaints import Complaint
from backend.words.bureau.letter_facts import Letter

Step = TypeVar("Step")

blueprint = Blueprint(
    "complaints", __name__, url_prefix="/v1/complaints", description="Complaints about contacts"
)

_IDS = (
    "The contacts that it is about; each must have broken a rule. Left out: every such contact of the firm."
)


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


def complaint_answer(row: Complaint, status: int = 200) -> Response:
    empty = row.id in without_evidence(row.borrower_id, [row])
    return row_answer(complaint_json(row, empty=empty), row, status, made_under="/v1/complaints")


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(ConductComplaintSchema))
def list_complaints(query: PageQuery) -> Response:
    """List your complaints, the newest first"""
    rows = stored.page(g.borrower_id, limit=query["limit"] + 1, before=cursor_id(query["cursor"]))
    empty = without_evidence(g.borrower_id, rows)
    return page_answer(
        rows,
        query["limit"],
        item=lambda row: complaint_json(row, empty=row.id in empty),
        sort_key=id_key,
    )


class _Prepared(NamedTuple):
    chosen: complaints.Chosen
    note: str | None


def _choose(data: NewComplaintData) -> _Prepared:
    with named_in("contact_ids"):
        chosen = complaints.choose(g.borrower_id, firm=data["firm"], contact_ids=data["contact_ids"])
    return _Prepared(chosen, data["note"])


@blueprint.post("")
@blueprint.arguments(NewComplaint)
@blueprint.response(201, ConductComplaintSchema)
@idempotent_after(_choose)
def add_complaint(prepared: _Prepared) -> Response:
    """Draft a complaint about contacts that broke a rule; the letter is ready at once"""
    row = complaints.draft(g.borrower_id, prepared.chosen, note=prepared.note, now=g.now)
    return complaint_answer(row, 201)


@blueprint.get("/<complaint_id>")
@blueprint.response(200, ConductComplaintSchema)
def get_complaint(complaint_id: str) -> Response:
    """Read one: where it stands, until when the firm must answer, and what to do next"""
    return complaint_answer(complaints.get(g.borrower_id, complaint_id))


class _WithLetter(NamedTuple, Generic[Step]):
    """A step for which there was a letter when the log's last hash was `head`."""

    row: Complaint
    head: str
    data: Step


def _with_letter(event: Event) -> Callable[[Step, str], _WithLetter[Step]]:
    def check(data: Step, complaint_id: str) -> _WithLetter[Step]:
        row = complaints.get(g.borrower_id, complaint_id)
        return _WithLetter(row, check_evidence(row, event), data)

    return check


@blueprint.post("/<complaint_id>/send")
@blueprint.arguments(StepOn)
@blueprint.response(200, ConductComplaintSchema)
@idempotent_after(_with_letter("send"))
def send_complaint(sent: _WithLetter[StepOnData]) -> Response:
    """Say that you have sent it to the firm; its time to answer becomes a deadline"""
    return complaint_answer(complaints.send(sent.row, on=sent.data["on"], head=sent.head, now=g.now))


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
@idempotent_after(_with_letter("escalate"))
def escalate_complaint(taken: _WithLetter[TakenToData]) -> Response:
    """Say that you have taken it to a body that takes complaints"""
    data = taken.data
    row = complaints.escalate(taken.row, to=data["to"], on=data["on"], head=taken.head, now=g.now)
    return complaint_answer(row)


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
