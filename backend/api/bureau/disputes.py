"""Routes of disputes, which are drafted, sent, answered and taken further, and of the letter for each step."""

from collections.abc import Callable
from functools import wraps
from typing import TypedDict, TypeVar

from flask import Response, g
from marshmallow import Schema

from backend import countries
from backend.actions.bureau import attachments, credit_reports, dispute_drafts, disputes
from backend.api.bureau.dispute_answers import DisputeSchema, dispute_json
from backend.api.bureau.dispute_forms import (
    Acknowledged,
    AcknowledgedData,
    Answered,
    AnsweredData,
    DisputeQuery,
    DisputeQueryData,
    Enclosed,
    EnclosedData,
    Escalated,
    EscalatedData,
    LetterQuery,
    LetterQueryData,
    NewDispute,
    NewDisputeData,
    On,
    OnData,
    Reopened,
    ReopenedData,
    Sent,
    SentData,
)
from backend.api.bureau.letters import letter_of
from backend.api.http.answers import row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.http.idempotency import idempotent
from backend.api.http.named_things import named_in
from backend.api.http.pagination import cursor_id, id_key, page_answer, page_schema
from backend.domain.bureau.dispute_clock import Addressee
from backend.errors import Invalid
from backend.rendering.html.letter import as_html
from backend.rendering.letter_text import as_text
from backend.rendering.pdf.letter import as_pdf
from backend.store.bureau import disputes as stored
from backend.store.bureau.disputes import Dispute
from backend.words.bureau.letter_facts import Letter

blueprint = Blueprint("disputes", __name__, url_prefix="/v1/disputes", description="Errors put right")

# What every new dispute holds, and what else one without a finding must hold.
_ALWAYS_GIVEN = ("finding_id", "target", "recipient", "ask")
_NEEDED = ("country", "bureau", "furnisher", "code")


class Whom(TypedDict):
    """Whom a dispute is with, and what is asked of them."""

    target: Addressee
    recipient: str | None
    ask: str | None


Data = TypeVar("Data")


def dispute_step(path: str, schema: type[Schema]) -> Callable[[Callable[[Dispute, Data], Dispute]], object]:
    """Make a route of a function that takes a dispute one step further with what `schema` reads."""

    def register(take: Callable[[Dispute, Data], Dispute]) -> object:
        @blueprint.post(f"/<dispute_id>/{path}")
        @blueprint.arguments(schema)
        @blueprint.response(200, DisputeSchema)
        @idempotent
        @wraps(take)
        def view(data: Data, dispute_id: str) -> Response:
            return dispute_answer(take(disputes.get(g.borrower_id, dispute_id), data))

        return view

    return register


def dispute_answer(row: Dispute, status: int = 200) -> Response:
    return row_answer(dispute_json(row), row, status, made_under="/v1/disputes")


@blueprint.get("")
@blueprint.arguments(DisputeQuery, location="query")
@blueprint.response(200, page_schema(DisputeSchema))
def list_disputes(query: DisputeQueryData) -> Response:
    """List your disputes, the newest first"""
    rows = stored.page(
        g.borrower_id,
        limit=query["limit"] + 1,
        before=cursor_id(query["cursor"]),
        states=query["state"],
    )
    return page_answer(rows, query["limit"], item=dispute_json, sort_key=id_key)


@blueprint.post("")
@blueprint.arguments(NewDispute)
@blueprint.response(201, DisputeSchema)
@idempotent
def add_dispute(data: NewDisputeData) -> Response:
    """Draft a dispute of a finding, or in your own words; a finding that has a draft already gives that one"""
    facts = {name: value for name, value in data.items() if name not in _ALWAYS_GIVEN}
    whom = Whom(target=data["target"], recipient=data["recipient"], ask=data["ask"])
    if data["finding_id"] is not None:
        if facts:
            raise Invalid("finding-says-already", field=next(iter(facts)))
        with named_in("finding_id"):
            finding = credit_reports.get_finding(g.borrower_id, data["finding_id"])
        row = dispute_drafts.draft_of_finding(finding, **whom, country_laws=countries.every(), now=g.now)
        return dispute_answer(row, 201)
    for name in _NEEDED:
        if name not in facts:
            raise Invalid("needed-without-finding", field=name)
    disputed = dispute_drafts.DisputedEntry(
        country=data["country"],
        bureau=data["bureau"],
        furnisher=data["furnisher"],
        code=data["code"],
        last4=data.get("last4", ""),
        months=data.get("months", ()),
        theirs=data.get("theirs", {}),
        ours=data.get("ours", {}),
        after_free_report=data.get("after_free_report", False),
    )
    row = dispute_drafts.draft(g.borrower_id, disputed, **whom, country_laws=countries.every(), now=g.now)
    return dispute_answer(row, 201)


@blueprint.get("/<dispute_id>")
@blueprint.response(200, DisputeSchema)
def get_dispute(dispute_id: str) -> Response:
    """Read one: where it stands, until when they must answer, and what to do next"""
    return dispute_answer(disputes.get(g.borrower_id, dispute_id))


@dispute_step("send", Sent)
def send_dispute(row: Dispute, data: SentData) -> Dispute:
    """Say that you have sent it; the clock runs from its receipt"""
    return disputes.send(
        row,
        on=data["on"] or borrower_today(),
        how=data["how"],
        tracking=data["tracking"],
        received_on=data["received_on"],
        country_laws=countries.every(),
        now=g.now,
    )


@dispute_step("acknowledge", Acknowledged)
def acknowledge_dispute(row: Dispute, data: AcknowledgedData) -> Dispute:
    """Say since when they have it"""
    return disputes.acknowledge(
        row, received_on=data["received_on"], country_laws=countries.every(), now=g.now
    )


@dispute_step("extend", On)
def extend_dispute(row: Dispute, data: OnData) -> Dispute:
    """Say that they take more time, where the law allows it"""
    on = data["on"] or borrower_today()
    return disputes.extend(row, on=on, country_laws=countries.every(), now=g.now)


@dispute_step("answer", Answered)
def answer_dispute(row: Dispute, data: AnsweredData) -> Dispute:
    """Say what they answered; after a correction you are reminded to see that it stayed"""
    on = data["on"] or borrower_today()
    return disputes.answer(row, on=on, outcome=data["outcome"], country_laws=countries.every(), now=g.now)


@dispute_step("reopen", Reopened)
def reopen_dispute(row: Dispute, data: ReopenedData) -> Dispute:
    """Take it up once more, with better evidence"""
    return disputes.reopen(row, on=data["on"] or borrower_today(), note=data["note"], now=g.now)


@dispute_step("escalate", Escalated)
def escalate_dispute(row: Dispute, data: EscalatedData) -> Dispute:
    """Say that you have complained to a body that takes it; their own time to answer runs on"""
    on = data["on"] or borrower_today()
    return disputes.escalate(row, on=on, to=data["to"], country_laws=countries.every(), now=g.now)


@dispute_step("withdraw", On)
def withdraw_dispute(row: Dispute, data: OnData) -> Dispute:
    """Let it be"""
    return disputes.withdraw(row, on=data["on"] or borrower_today(), now=g.now)


@dispute_step("enclosures", Enclosed)
def enclose(row: Dispute, data: EnclosedData) -> Dispute:
    """Enclose an attachment"""
    with named_in("attachment_id"):
        attachment = attachments.get(g.borrower_id, data["attachment_id"])
    attachments.enclose(row, attachment)
    return row


def _letter(dispute_id: str, query: LetterQueryData) -> tuple[Letter, str]:
    row = disputes.get(g.borrower_id, dispute_id)
    locale = query["locale"] or g.borrower.locale
    names = [each.name for each in stored.enclosures_of(row.id)]
    return letter_of(row, names, locale=locale, on=borrower_today(), complaint=query["to"]), locale


@blueprint.get("/<dispute_id>/letter.txt")
@blueprint.arguments(LetterQuery, location="query")
@blueprint.response(200, content_type="text/plain")
def letter_as_text(query: LetterQueryData, dispute_id: str) -> Response:
    """The letter as text, to paste into a form; your name and address are left for you to add"""
    letter, _ = _letter(dispute_id, query)
    return _private(Response(as_text(letter), content_type="text/plain; charset=utf-8"))


@blueprint.get("/<dispute_id>/letter.html")
@blueprint.arguments(LetterQuery, location="query")
@blueprint.response(200, content_type="text/html")
def letter_as_html(query: LetterQueryData, dispute_id: str) -> Response:
    """The letter as a page to print"""
    letter, locale = _letter(dispute_id, query)
    answer = Response(as_html(letter, locale), content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return _private(answer)


@blueprint.get("/<dispute_id>/letter.pdf")
@blueprint.arguments(LetterQuery, location="query")
@blueprint.response(200, content_type="application/pdf")
def letter_as_pdf(query: LetterQueryData, dispute_id: str) -> Response:
    """The letter as a PDF"""
    letter, locale = _letter(dispute_id, query)
    answer = Response(as_pdf(letter, locale), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="letter-{dispute_id}.pdf"'
    return _private(answer)


def _private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
