"""Routes of disputes of a debt: drafted, sent to whoever asks for it, taken to a body; each step's letter."""

from flask import Response, g

from backend.actions.relief import debt_disputes, validation_notices
from backend.actions.relief.debt_disputes import Ground
from backend.api.bureau.dispute_forms import LetterQuery, LetterQueryData
from backend.api.bureau.letter_files import html_answer, pdf_answer, text_answer
from backend.api.http.answers import row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.http.idempotency import idempotent
from backend.api.http.named_things import named_in
from backend.api.http.pagination import cursor_id, id_key, page_answer, page_schema
from backend.api.relief.complaints import StepOn, StepOnData, TakenTo, TakenToData
from backend.api.relief.debt_dispute_forms import (
    DebtDisputeQuery,
    DebtDisputeQueryData,
    DebtDisputeSchema,
    NewDebtDispute,
    NewDebtDisputeData,
    SentDebtDispute,
    SentDebtDisputeData,
    debt_dispute_json,
)
from backend.api.relief.debt_dispute_letters import letter_of
from backend.store.relief import debt_disputes as stored
from backend.store.relief.debt_disputes import DebtDispute
from backend.words.bureau.letter_facts import Letter

blueprint = Blueprint(
    "debt disputes",
    __name__,
    url_prefix="/v1/debt-disputes",
    description="Debts that are not owed, or not so",
)


def _answer(row: DebtDispute, status: int = 200) -> Response:
    return row_answer(debt_dispute_json(row), row, status, made_under="/v1/debt-disputes")


@blueprint.get("")
@blueprint.arguments(DebtDisputeQuery, location="query")
@blueprint.response(200, page_schema(DebtDisputeSchema))
def list_debt_disputes(query: DebtDisputeQueryData) -> Response:
    """List your disputes of debts, the newest first"""
    rows = stored.page(
        g.borrower_id,
        limit=query["limit"] + 1,
        before=cursor_id(query["cursor"]),
        account_id=query["account_id"],
    )
    return page_answer(rows, query["limit"], item=debt_dispute_json, sort_key=id_key)


@blueprint.post("")
@blueprint.arguments(NewDebtDispute)
@blueprint.response(201, DebtDisputeSchema)
@idempotent
def add_debt_dispute(data: NewDebtDisputeData) -> Response:
    """Draft a dispute of a debt, or a request for proof; the letter is ready at once"""
    if data["notice_id"]:
        with named_in("notice_id"):
            validation_notices.get(g.borrower_id, data["notice_id"])
    with named_in("account_id"):
        row = debt_disputes.draft(g.borrower_id, Ground(**data), now=g.now)
    return _answer(row, 201)


@blueprint.get("/<debt_dispute_id>")
@blueprint.response(200, DebtDisputeSchema)
def get_debt_dispute(debt_dispute_id: str) -> Response:
    """Read one: where it stands, what the letter lacks, what happens next"""
    return _answer(debt_disputes.get(g.borrower_id, debt_dispute_id))


@blueprint.post("/<debt_dispute_id>/send")
@blueprint.arguments(SentDebtDispute)
@blueprint.response(200, DebtDisputeSchema)
@idempotent
def send_debt_dispute(data: SentDebtDisputeData, debt_dispute_id: str) -> Response:
    """Say that you have sent it; the time to answer, where one is known, becomes a deadline"""
    row = debt_disputes.get(g.borrower_id, debt_dispute_id)
    return _answer(debt_disputes.send(row, on=data["on"], look_on=data["look_on"], now=g.now))


@blueprint.post("/<debt_dispute_id>/answer")
@blueprint.arguments(StepOn)
@blueprint.response(200, DebtDisputeSchema)
@idempotent
def answer_debt_dispute(data: StepOnData, debt_dispute_id: str) -> Response:
    """Say that the firm, or the body you turned to, has answered"""
    row = debt_disputes.get(g.borrower_id, debt_dispute_id)
    return _answer(debt_disputes.answer(row, on=data["on"], now=g.now))


@blueprint.post("/<debt_dispute_id>/escalate")
@blueprint.arguments(TakenTo)
@blueprint.response(200, DebtDisputeSchema)
@idempotent
def escalate_debt_dispute(data: TakenToData, debt_dispute_id: str) -> Response:
    """Say that you have taken it to a body that takes complaints"""
    row = debt_disputes.get(g.borrower_id, debt_dispute_id)
    return _answer(debt_disputes.escalate(row, to=data["to"], on=data["on"], now=g.now))


@blueprint.post("/<debt_dispute_id>/withdraw")
@blueprint.response(200, DebtDisputeSchema)
@idempotent
def withdraw_debt_dispute(debt_dispute_id: str) -> Response:
    """Let it be"""
    return _answer(debt_disputes.withdraw(debt_disputes.get(g.borrower_id, debt_dispute_id), now=g.now))


def _letter(debt_dispute_id: str, query: LetterQueryData) -> Letter:
    row = debt_disputes.get(g.borrower_id, debt_dispute_id)
    return letter_of(row, locale=query["locale"] or g.borrower.locale, on=borrower_today(), to=query["to"])


@blueprint.get("/<debt_dispute_id>/letter.txt")
@blueprint.arguments(LetterQuery, location="query")
@blueprint.response(200, content_type="text/plain")
def debt_dispute_as_text(query: LetterQueryData, debt_dispute_id: str) -> Response:
    """The letter as text, to the firm or to a body; its last part is for you alone"""
    return text_answer(_letter(debt_dispute_id, query))


@blueprint.get("/<debt_dispute_id>/letter.html")
@blueprint.arguments(LetterQuery, location="query")
@blueprint.response(200, content_type="text/html")
def debt_dispute_as_html(query: LetterQueryData, debt_dispute_id: str) -> Response:
    """The letter as a page to print"""
    return html_answer(_letter(debt_dispute_id, query), query["locale"] or g.borrower.locale)


@blueprint.get("/<debt_dispute_id>/letter.pdf")
@blueprint.arguments(LetterQuery, location="query")
@blueprint.response(200, content_type="application/pdf")
def debt_dispute_as_pdf(query: LetterQueryData, debt_dispute_id: str) -> Response:
    """The letter as a PDF"""
    locale = query["locale"] or g.borrower.locale
    return pdf_answer(_letter(debt_dispute_id, query), locale, f"dispute-{debt_dispute_id}")
