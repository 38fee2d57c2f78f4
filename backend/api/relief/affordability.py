"""The route that holds a new monthly payment against one's own books, before credit is asked for."""

from datetime import date
from typing import TypedDict, get_args

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.relief.affordability import Checked, FlowUnknown, NewPayment, check
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import Currency, Day, Minor
from backend.api.http.idempotency import idempotent_after
from backend.api.relief.guidance_forms import OriginSchema
from backend.countries.relief import guidance_of
from backend.domain.relief.affordability import Fit
from backend.domain.relief.guidance import IncomeLimit

blueprint = Blueprint(
    "affordability", __name__, url_prefix="/v1/relief", description="Whether a new payment fits"
)
_FITS = [*Fit]


class CreditWantedSchema(Schema):
    payment = Minor(
        low=1, required=True, metadata={"description": "What would be paid each month, in minor units."}
    )
    currency = Currency(required=True, metadata={"description": "ISO 4217."})
    first_on = Day(
        load_default=None,
        metadata={
            "description": "The first payment, a year ahead at most; in 30 days where nothing else is said."
        },
    )
    monthly_income = Minor(
        load_default=None,
        allow_none=True,
        metadata={"description": "A month's income after tax, in minor units; from your books if left out."},
    )


class CreditWantedData(TypedDict):
    payment: int
    currency: str
    first_on: date | None
    monthly_income: int | None


class IncomeLimitSchema(OriginSchema):
    """The share of income that is held to pass."""

    limit_bp = fields.Integer(required=True, metadata={"description": "In hundredths of a per cent."})
    law = fields.String(required=True, metadata={"description": "The rule; empty: custom alone."})


class AffordabilitySchema(Schema):
    """The screens that lenders use, on your own figures. It does not say what a lender decides."""

    whole = fields.String(
        required=True,
        validate=validate.OneOf(_FITS),
        metadata={"description": "over if one screen is over, else unknown if one is, else within."},
    )
    payment_to_income = fields.String(
        required=True,
        validate=validate.OneOf(_FITS),
        metadata={"description": "All credit payments of a month against a month's income."},
    )
    share_bp = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "That share in hundredths of a per cent, rounded up; at least so much while "
            "`dues_unknown` is above 0; null: income is not known, or 0."
        },
    )
    limit = fields.Nested(
        IncomeLimitSchema, required=True, metadata={"description": "What the share is held against."}
    )
    income = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Minor units a month; null: not known."}
    )
    income_from = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf(("typed", "books")),
        metadata={"description": "books: the low case of the coming 30 days, an estimate; null: not known."},
    )
    dues = fields.Integer(
        required=True, metadata={"description": "Minor units due on credit in the coming 30 days, as known."}
    )
    dues_unknown = fields.Integer(
        required=True, metadata={"description": "How many dues more have no known sum in this currency."}
    )
    cash_flow = fields.String(
        required=True,
        validate=validate.OneOf(_FITS),
        metadata={"description": "Whether the low case of 90 days keeps the reserve with the new payment."},
    )
    cash_flow_unknown = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf(get_args(FlowUnknown)),
        metadata={
            "description": "Why `cash_flow` is unknown: no balance is known, the first payment lies behind its 90 "
            "days, or something owed has no known sum. Null: it is not unknown."
        },
    )
    past_due = fields.String(
        required=True, validate=validate.OneOf(_FITS), metadata={"description": "Whether nothing is late."}
    )
    first_on = fields.Date(required=True, metadata={"description": "The first payment that was reckoned."})


def _check(data: CreditWantedData) -> dict[str, object]:
    limit = guidance_of(g.borrower.country).income_limit
    new = NewPayment(data["payment"], data["currency"], data["first_on"], data["monthly_income"])
    found = check(g.borrower, new, limit_bp=limit.limit_bp, now=g.now)
    return _affordability_json(found, limit)


@blueprint.post("/affordability")
@blueprint.arguments(CreditWantedSchema)
@blueprint.response(200, AffordabilitySchema)
@idempotent_after(_check)
def check_affordability(checked: dict[str, object]) -> Response:
    """Hold a new monthly payment against your own income, dues and cash flow; nothing is kept"""
    return json_answer(checked)


def _affordability_json(done: Checked, limit: IncomeLimit) -> dict[str, object]:
    return {
        "whole": done.found.whole.value,
        "payment_to_income": done.found.payment_to_income.value,
        "share_bp": done.found.share_bp,
        "limit": {
            "limit_bp": limit.limit_bp,
            "law": limit.law,
            "source": limit.source,
            "checked_on": iso(limit.checked_on),
            "confirmed": limit.confirmed,
        },
        "income": done.own.income,
        "income_from": done.income_from,
        "dues": done.own.dues,
        "dues_unknown": done.own.dues_unknown,
        "cash_flow": done.found.cash_flow.value,
        "cash_flow_unknown": done.flow_unknown,
        "past_due": done.found.past_due.value,
        "first_on": iso(done.first_on),
    }
