"""Routes of the words for talks with an issuer: a call step by step, and a letter as text, page or PDF."""

from datetime import date
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate, validates_schema

from backend.actions.credit.credit_accounts import today_of
from backend.actions.relief import negotiations, ownership
from backend.actions.relief.instalment_offers import debt_of
from backend.api.http.answers import json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import Day
from backend.api.relief.negotiation_forms import within_a_sum
from backend.countries.negotiation import kind_law
from backend.errors import Invalid
from backend.rendering.html.letter import as_html
from backend.rendering.letter_text import as_text
from backend.rendering.pdf.letter import as_pdf
from backend.words.bureau.letter_facts import Letter
from backend.words.catalogue import LOCALES
from backend.words.relief.call_script import call_script
from backend.words.relief.negotiation_facts import TalkFacts
from backend.words.relief.negotiation_letter import negotiation_letter

blueprint = Blueprint(
    "talk words", __name__, url_prefix="/v1/negotiations", description="What to say and to write to an issuer"
)
_MOST = 10**15


class TalkQuery(Schema):
    """The language, and what you can pay; what is left out is named as missing."""

    locale = fields.String(
        load_default=None, validate=validate.OneOf(LOCALES), metadata={"description": "Yours, if left out."}
    )
    amount = fields.Integer(
        load_default=None,
        validate=validate.Range(1, _MOST),
        metadata={"description": "Minor units of an instalment that you can pay."},
    )
    count = fields.Integer(
        load_default=None,
        validate=validate.Range(1, 261),
        metadata={"description": "How many such instalments."},
    )
    first_due_on = Day(load_default=None, metadata={"description": "The day of the first, today or later."})

    @validates_schema
    def of_a_sum(self, data: "TalkQueryData", **kwargs: object) -> None:
        within_a_sum((data["amount"] or 0) * (data["count"] or 1), "amount")


class TalkQueryData(TypedDict):
    locale: str | None
    amount: int | None
    count: int | None
    first_due_on: date | None


class CallStepSchema(Schema):
    purpose = fields.String(required=True, metadata={"description": "What the step is for."})
    say = fields.String(required=True, metadata={"description": "Words to say."})
    if_refused = fields.String(
        required=True, allow_none=True, metadata={"description": "Words for a refusal; null: none is needed."}
    )


class CallScriptSchema(Schema):
    """A call to an issuer, step by step. It promises no outcome."""

    steps = fields.List(
        fields.Nested(CallStepSchema), required=True, metadata={"description": "In their order."}
    )
    for_you = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "What is missing, the law with its day of check, and that it is no advice."},
    )


def _facts(negotiation_id: str, query: TalkQueryData) -> TalkFacts:
    row = negotiations.get(g.borrower_id, negotiation_id)
    account = row.account
    today, moved = today_of(account, g.now), ownership.owed_to(account, now=g.now)
    if query["first_due_on"] is not None and query["first_due_on"] < today:
        raise Invalid("offer-in-the-past", field="first_due_on")
    return TalkFacts(
        kind=row.kind,
        issuer=account.issuer,
        owed_to=moved,
        last4=account.last4 or "",
        country=account.country,
        currency=account.currency,
        on=today,
        law=kind_law(account.country, row.kind, today, account_kind=account.kind),
        debt=debt_of(account, g.now),
        reason=row.reason or "",
        amount=query["amount"],
        count=query["count"],
        first_due_on=query["first_due_on"],
    )


def _locale(query: TalkQueryData) -> str:
    return query["locale"] or g.borrower.locale


def _letter(negotiation_id: str, query: TalkQueryData) -> Letter:
    return negotiation_letter(_facts(negotiation_id, query), _locale(query))


def _private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@blueprint.get("/<negotiation_id>/script")
@blueprint.arguments(TalkQuery, location="query")
@blueprint.response(200, CallScriptSchema)
def read_script(query: TalkQueryData, negotiation_id: str) -> Response:
    """A call step by step, with what to say when it is refused"""
    script = call_script(_facts(negotiation_id, query), _locale(query))
    steps = [{**step._asdict(), "if_refused": step.if_refused or None} for step in script.steps]
    return _private(json_answer({"steps": steps, "for_you": list(script.for_you)}))


@blueprint.get("/<negotiation_id>/letter.txt")
@blueprint.arguments(TalkQuery, location="query")
@blueprint.response(200, content_type="text/plain")
def talk_letter_as_text(query: TalkQueryData, negotiation_id: str) -> Response:
    """The letter to the issuer as text; your name is left for you to add"""
    text = as_text(_letter(negotiation_id, query))
    return _private(Response(text, content_type="text/plain; charset=utf-8"))


@blueprint.get("/<negotiation_id>/letter.html")
@blueprint.arguments(TalkQuery, location="query")
@blueprint.response(200, content_type="text/html")
def talk_letter_as_html(query: TalkQueryData, negotiation_id: str) -> Response:
    """The letter to the issuer as a page to print"""
    page = as_html(_letter(negotiation_id, query), _locale(query))
    answer = Response(page, content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return _private(answer)


@blueprint.get("/<negotiation_id>/letter.pdf")
@blueprint.arguments(TalkQuery, location="query")
@blueprint.response(200, content_type="application/pdf")
def talk_letter_as_pdf(query: TalkQueryData, negotiation_id: str) -> Response:
    """The letter to the issuer as a PDF"""
    answer = Response(as_pdf(_letter(negotiation_id, query), _locale(query)), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="letter-{negotiation_id}.pdf"'
    return _private(answer)
