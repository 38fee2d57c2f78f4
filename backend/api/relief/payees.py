"""Routes of what to find out before one pays somebody who asks for a debt."""

from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.credit.credit_accounts import get_account
from backend.actions.relief import payees
from backend.api.http.answers import iso, json_answer, row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import ByName, Country, Text
from backend.api.http.idempotency import idempotent
from backend.api.http.named_things import named_in
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.api.relief.payee_answers import AnsweredStepSchema, PayeeStepSchema, step_json
from backend.countries.owed import owed_law, owed_places
from backend.domain.relief.payee import ANSWERS, OUTCOMES, Answer
from backend.store.relief import payee_checks as stored
from backend.store.relief.payee_checks import PayeeCheck

blueprint = Blueprint(
    "payee checks", __name__, url_prefix="/v1", description="Whether who asks for a debt may be paid"
)


class StepsQuery(Schema):
    country = Country(load_default=None, metadata={"description": "ISO 3166; your own."})


class StepsQueryData(TypedDict):
    country: str | None


class PayeeStepsSchema(Schema):
    country = fields.String(required=True)
    known = fields.Boolean(
        required=True, metadata={"description": "False: only what holds in every place; no data of its own."}
    )
    steps = fields.List(fields.Nested(PayeeStepSchema), required=True)


class NewPayeeCheck(Schema):
    """Of whom, and of which account if you know."""

    firm = Text(120, required=True)
    account_id = Text(40, load_default=None, allow_none=True)
    country = Country(
        load_default=None, allow_none=True, metadata={"description": "The account's, else your own."}
    )


class NewPayeeCheckData(TypedDict):
    firm: str
    account_id: str | None
    country: str | None


class PayeeAnswers(Schema):
    answers = ByName(
        keys=fields.String(validate=validate.Length(1, 40)),
        values=fields.String(validate=validate.OneOf(ANSWERS)),
        required=True,
        validate=validate.Length(1, 40),
        metadata={"description": "By the id of each step; what is left out stays."},
    )


class PayeeAnswersData(TypedDict):
    answers: dict[str, Answer]


class PayeeCheckSchema(Schema):
    """What you found out of a firm. Signs of fraud are signs: nothing here says that it is one."""

    id = fields.String(required=True)
    firm = fields.String(required=True)
    account_id = fields.String(required=True, allow_none=True)
    country = fields.String(required=True)
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    missing = fields.List(
        fields.String(), required=True, metadata={"description": "The steps not yet found to be so, by id."}
    )
    signs = fields.List(
        fields.String(), required=True, metadata={"description": "What you noted and is a sign of fraud."}
    )
    steps = fields.List(fields.Nested(AnsweredStepSchema), required=True)
    begun_at = fields.AwareDateTime(required=True)


def check_json(row: PayeeCheck) -> dict[str, object]:
    locale, found, given = g.borrower.locale, payees.verdict_of(row), row.given
    return {
        "id": row.id,
        "firm": row.firm,
        "account_id": row.account_id,
        "country": row.country,
        "outcome": found.outcome,
        "missing": [check.id for check in found.missing],
        "signs": [check.sign[locale] for check in found.signs],
        "steps": [
            {**step_json(check, locale), "answer": given.get(check.id, "unknown")}
            for check in owed_law(row.country).checks
        ],
        "begun_at": iso(row.created_at),
    }


@blueprint.get("/relief/payee-steps")
@blueprint.arguments(StepsQuery, location="query")
@blueprint.response(200, PayeeStepsSchema)
def list_payee_steps(query: StepsQueryData) -> Response:
    """What to find out in a place before you pay somebody who asks for a debt"""
    country = query["country"] or g.borrower.country
    steps = [step_json(check, g.borrower.locale) for check in owed_law(country).checks]
    return json_answer({"country": country, "known": country in owed_places(), "steps": steps})


@blueprint.get("/payee-checks")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(PayeeCheckSchema))
def list_payee_checks(query: PageQuery) -> Response:
    """List the firms that you checked, the newest first"""
    rows = stored.page(g.borrower_id, limit=query["limit"] + 1, before=cursor_id(query["cursor"]))
    return page_answer(rows, query["limit"], item=check_json, sort_key=id_key)


@blueprint.post("/payee-checks")
@blueprint.arguments(NewPayeeCheck)
@blueprint.response(201, PayeeCheckSchema)
@idempotent
def begin_payee_check(data: NewPayeeCheckData) -> Response:
    """Begin to check a firm before you pay it; the answer lists the steps of the place"""
    country = data["country"]
    if data["account_id"]:
        with named_in("account_id"):
            country = country or get_account(g.borrower_id, data["account_id"]).country
    row = payees.begin(
        g.borrower_id,
        firm=data["firm"],
        account_id=data["account_id"],
        country=country or g.borrower.country,
        now=g.now,
    )
    return row_answer(check_json(row), row, 201, made_under="/v1/payee-checks")


@blueprint.get("/payee-checks/<payee_check_id>")
@blueprint.response(200, PayeeCheckSchema)
def get_payee_check(payee_check_id: str) -> Response:
    """Read one: verified, not yet, or signs of fraud, and what is missing"""
    row = payees.get(g.borrower_id, payee_check_id)
    return row_answer(check_json(row), row)


@blueprint.post("/payee-checks/<payee_check_id>/answers")
@blueprint.arguments(PayeeAnswers)
@blueprint.response(200, PayeeCheckSchema)
@idempotent
def answer_payee_check(data: PayeeAnswersData, payee_check_id: str) -> Response:
    """Answer some of the steps: yes, no or unknown"""
    row = payees.answer(payees.get(g.borrower_id, payee_check_id), data["answers"], now=g.now)
    return row_answer(check_json(row), row)


@blueprint.delete("/payee-checks/<payee_check_id>")
@blueprint.response(204)
def remove_payee_check(payee_check_id: str) -> None:
    """Take one back"""
    payees.remove(payees.get(g.borrower_id, payee_check_id), now=g.now)
