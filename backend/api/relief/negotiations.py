"""Routes of talks with an issuer, and of the plan that comes of them."""

from datetime import date
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.credit.agreed_plans import AgreedInstalment, PlanFacts
from backend.actions.credit.credit_accounts import get_account, today_of
from backend.actions.relief import negotiations
from backend.api.http.answers import iso, json_answer, row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.http.fields import Country
from backend.api.http.idempotency import idempotent
from backend.api.http.named_things import named_in
from backend.api.http.pagination import cursor_id, id_key, page_answer, page_schema
from backend.api.relief.negotiation_answers import kind_json, negotiation_json
from backend.api.relief.negotiation_forms import (
    CannotPayData,
    CannotPayThis,
    EndedAgreement,
    NegotiationOutcome,
    NegotiationOutcomeData,
    NegotiationQuery,
    NegotiationQueryData,
    NewAgreement,
    NewAgreementData,
    NewNegotiation,
    NewNegotiationData,
)
from backend.api.relief.negotiation_schemas import CannotPaySchema, NegotiationKindSchema, NegotiationSchema
from backend.countries.negotiation import kind_law
from backend.domain.relief.repeated_instalments import repeated
from backend.errors import Invalid
from backend.store.credit.agreed_plans import State
from backend.store.relief import negotiations as stored
from backend.store.relief.negotiations import KINDS, Negotiation
from backend.words.relief.negotiation_sentences import what_follows

blueprint = Blueprint(
    "negotiations", __name__, url_prefix="/v1", description="What is asked of an issuer, and what was agreed"
)
_UNDER = "/v1/negotiations"


class KindsQuery(Schema):
    country = Country(load_default=None, metadata={"description": "ISO 3166; your own."})


class KindsQueryData(TypedDict):
    country: str | None


class NegotiationKindsSchema(Schema):
    items = fields.List(
        fields.Nested(NegotiationKindSchema),
        required=True,
        validate=validate.Length(len(KINDS), len(KINDS)),
        metadata={"description": "Each kind, known there or not."},
    )


class EndedData(TypedDict):
    how: State
    on: date | None


def _json(row: Negotiation) -> dict[str, object]:
    return negotiation_json(row, locale=g.borrower.locale, now=g.now, today=borrower_today())


def _answer(row: Negotiation, status: int = 200) -> Response:
    return row_answer(_json(row), row, status, made_under=_UNDER)


@blueprint.get("/negotiation-kinds")
@blueprint.arguments(KindsQuery, location="query")
@blueprint.response(200, NegotiationKindsSchema)
def list_kinds(query: KindsQueryData) -> Response:
    """What can be asked of an issuer in a country, with limits and articles; what is not known says so"""
    country, locale = query["country"] or g.borrower.country, g.borrower.locale
    today = borrower_today()
    items = [kind_json(kind, country, kind_law(country, kind, today), locale) for kind in KINDS]
    return json_answer({"items": items})


@blueprint.get("/negotiations")
@blueprint.arguments(NegotiationQuery, location="query")
@blueprint.response(200, page_schema(NegotiationSchema))
def list_negotiations(query: NegotiationQueryData) -> Response:
    """List your negotiations, oldest first"""
    rows = stored.page(
        g.borrower_id,
        limit=query["limit"] + 1,
        after=cursor_id(query["cursor"]),
        account_id=query["account_id"],
    )
    return page_answer(rows, query["limit"], item=_json, sort_key=id_key)


@blueprint.post("/negotiations")
@blueprint.arguments(NewNegotiation)
@blueprint.response(201, NegotiationSchema)
@idempotent
def open_negotiation(data: NewNegotiationData) -> Response:
    """Begin to ask an issuer for something

    Nothing about the account changes until something is agreed.
    """
    with named_in("account_id"):
        account = get_account(g.borrower_id, data["account_id"])
    row = negotiations.open_negotiation(account, kind=data["kind"], reason=data["reason"], now=g.now)
    return _answer(row, 201)


@blueprint.get("/negotiations/<negotiation_id>")
@blueprint.response(200, NegotiationSchema)
def get_negotiation(negotiation_id: str) -> Response:
    """Read one, with the plan that came of it"""
    return _answer(negotiations.get(g.borrower_id, negotiation_id))


@blueprint.post("/negotiations/<negotiation_id>/outcome")
@blueprint.arguments(NegotiationOutcome)
@blueprint.response(200, NegotiationSchema)
@idempotent
def tell_outcome(data: NegotiationOutcomeData, negotiation_id: str) -> Response:
    """Say that nothing came of it: refused, not answered, or dropped"""
    row = negotiations.get(g.borrower_id, negotiation_id)
    on = data["on"] or today_of(row.account, g.now)
    return _answer(negotiations.close(row, state=data["outcome"], on=on, note=data["note"], now=g.now))


@blueprint.post("/negotiations/<negotiation_id>/agreement")
@blueprint.arguments(NewAgreement)
@blueprint.response(201, NegotiationSchema)
@idempotent
def agree(data: NewAgreementData, negotiation_id: str) -> Response:
    """Take down the plan that was agreed

    Its instalments become the account's deadlines. What the contract had open is cancelled, and kept; statements typed
    meanwhile are kept too, and wake nothing. A plan in force before it ends as renegotiated.
    """
    row = negotiations.get(g.borrower_id, negotiation_id)
    _check_contents(row, data)
    negotiations.agree(row, _facts(row, data), now=g.now)
    return _answer(negotiations.get(g.borrower_id, negotiation_id), 201)


@blueprint.post("/negotiations/<negotiation_id>/agreement/end")
@blueprint.arguments(EndedAgreement)
@blueprint.response(200, NegotiationSchema)
@idempotent
def end_agreement(data: EndedData, negotiation_id: str) -> Response:
    """Say that a plan was broken, or was never in force

    The contract's own dues count again, with all that was paid. What the plan's instalments received stays as history.
    """
    row = negotiations.get(g.borrower_id, negotiation_id)
    negotiations.end_agreement(row, state=data["how"], on=data["on"], now=g.now)
    return _answer(negotiations.get(g.borrower_id, negotiation_id))


@blueprint.post("/negotiations/<negotiation_id>/agreement/cannot-pay")
@blueprint.arguments(CannotPayThis)
@blueprint.response(201, CannotPaySchema)
@idempotent
def cannot_pay(data: CannotPayData, negotiation_id: str) -> Response:
    """Say, before its due date, that you cannot pay an instalment

    Opens the talks about another plan, once, and says what follows. The instalment stays due meanwhile.
    """
    row = negotiations.get(g.borrower_id, negotiation_id)
    found = negotiations.cannot_pay(row, number=data["number"], reason=data["reason"], now=g.now)
    plan = negotiations.plan_of(row)
    law = kind_law(row.account.country, row.kind, plan.starts_on, account_kind=row.account.kind)
    said = what_follows(
        g.borrower.locale, due_on=found.instalment.due_on, law=law, liability=plan.heard.get("liability")
    )
    body = {
        "number": found.instalment.number,
        "due_on": iso(found.instalment.due_on),
        "follows": list(said),
        "negotiation": _json(found.talks),
    }
    return json_answer(body, 201, location=f"{_UNDER}/{found.talks.id}")


def _check_contents(row: Negotiation, data: NewAgreementData) -> None:
    """What an agreement must say is named as the country's data names it."""
    on = data["starts_on"] or today_of(row.account, g.now)
    law = kind_law(row.account.country, row.kind, on, account_kind=row.account.kind)
    known = [each.name for each in law.contents]
    for name in data["contents"]:
        if name not in known:
            raise Invalid("agreement-content-unknown", known=known or ["-"], field=f"contents.{name}")


def _facts(row: Negotiation, data: NewAgreementData) -> PlanFacts:
    parts = [AgreedInstalment(part["due_on"], part["amount"]) for part in data["instalments"] or ()]
    if data["repeats"] is not None:
        parts = [AgreedInstalment(*part) for part in repeated(**data["repeats"])]
    return PlanFacts(
        instalments=parts,
        starts_on=data["starts_on"] or negotiations.default_start(row.account, parts[0].due_on, now=g.now),
        review_on=data["review_on"],
        contract_resumes_on=data["contract_resumes_on"],
        agreed_how=data["agreed_how"],
        contents=data["contents"],
        note=data["note"],
        settles=row.kind == "settlement",
    )
