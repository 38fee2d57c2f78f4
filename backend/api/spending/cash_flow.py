"""Routes of the cash flow: each day's balance to the horizon, and whether each minimum is funded on its day."""

from dataclasses import asdict
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.spending import cash_flow
from backend.actions.spending.cash_flow import CashFlowFacts
from backend.api.http.answers import json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import Currency
from backend.api.http.pictures import PictureQuery, PictureQueryData, svg_answer
from backend.domain.spending.forecast.cash_flow import LONGEST, Forecast, Funding
from backend.rendering.svg.cash_flow import cash_flow_svg

blueprint = Blueprint("cash flow", __name__, url_prefix="/v1", description="The balance day by day")

FUNDED = ("yes", "at_risk", "no")


class CashFlowQuery(Schema):
    """`currency` may be left out where all your accounts have the same; `days` from today."""

    currency = Currency(load_default=None)
    days = fields.Integer(load_default=LONGEST, validate=validate.Range(1, LONGEST))


class CashFlowQueryData(TypedDict):
    currency: str | None
    days: int


class CashFlowPictureQuery(PictureQuery, CashFlowQuery):
    """`theme` auto follows the viewer's own preference."""


class CashFlowPictureData(CashFlowQueryData, PictureQueryData):
    """What CashFlowPictureQuery reads."""


class DaySchema(Schema):
    """A day's end: the balance as expected, the least and the most, and the signed parts of the expected one."""

    on = fields.Date(required=True)
    low = fields.Integer(required=True)
    expected = fields.Integer(required=True)
    high = fields.Integer(required=True)
    income = fields.Integer(required=True)
    fixed = fields.Integer(required=True)
    typical = fields.Integer(required=True)
    dues = fields.Integer(required=True)


class FundingSchema(Schema):
    """Whether a due is funded: yes, at_risk (only as expected, not at the least) or no."""

    due_id = fields.String(required=True)
    name = fields.String(required=True)
    on = fields.Date(required=True)
    amount = fields.Integer(required=True)
    sure = fields.Boolean(required=True)
    funded = fields.String(required=True, validate=validate.OneOf(FUNDED))
    shortfall = fields.Integer(required=True)
    shortfall_low = fields.Integer(required=True)


class FlowSchema(Schema):
    """Income (positive) or a cost (negative) that comes by itself; `low` is the worst case."""

    on = fields.Date(required=True)
    amount = fields.Integer(required=True)
    low = fields.Integer(required=True)
    high = fields.Integer(required=True)
    kind = fields.String(required=True)
    label = fields.String(required=True)
    recurring_id = fields.String(required=True)


class TypicalSchema(Schema):
    """What a category usually takes in 30 days."""

    category = fields.String(required=True)
    low = fields.Integer(required=True)
    expected = fields.Integer(required=True)
    high = fields.Integer(required=True)


class UnknownSchema(Schema):
    """A deadline without an amount: it is in no sum until somebody says it."""

    deadline_id = fields.String(required=True)
    name = fields.String(required=True)
    on = fields.Date(required=True)


class CashFlowSchema(Schema):
    """Minor units of one currency. `balance` is what is there now, `reserve` what must stay."""

    currency = fields.String(required=True)
    balance = fields.Integer(required=True)
    reserve = fields.Integer(required=True)
    shortfall = fields.Integer(required=True)
    days = fields.List(fields.Nested(DaySchema), required=True)
    fundings = fields.List(fields.Nested(FundingSchema), required=True)
    flows = fields.List(fields.Nested(FlowSchema), required=True)
    typical = fields.List(fields.Nested(TypicalSchema), required=True)
    amount_unknown = fields.List(fields.Nested(UnknownSchema), required=True)


def cash_flow_json(facts: CashFlowFacts, seen: Forecast) -> dict[str, object]:
    return {
        "currency": facts.currency,
        "balance": facts.balance,
        "reserve": facts.reserve,
        "shortfall": seen.shortfall,
        "days": [asdict(day) | {"on": day.on.isoformat()} for day in seen.days],
        "fundings": [_funding(each, facts) for each in seen.fundings],
        "flows": [
            {
                "on": flow.on.isoformat(),
                "amount": flow.amount,
                "low": flow.low,
                "high": flow.high,
                "kind": flow.kind,
                "label": flow.label,
                "recurring_id": flow.source_id,
            }
            for flow in sorted(facts.flows, key=lambda flow: (flow.on, flow.source_id))
        ],
        "typical": [asdict(habit) for habit in facts.typical],
        "amount_unknown": [
            {"deadline_id": each.deadline_id, "name": each.name, "on": each.on.isoformat()}
            for each in facts.unknown
        ],
    }


def _funding(funding: Funding, facts: CashFlowFacts) -> dict[str, object]:
    open_ = next(each for each in facts.dues if each.due.id == funding.due_id)
    return asdict(funding) | {
        "on": funding.on.isoformat(),
        "name": open_.due.name,
        "amount": open_.due.amount,
        "sure": open_.sure,
    }


@blueprint.get("/cash-flow")
@blueprint.arguments(CashFlowQuery, location="query")
@blueprint.response(200, CashFlowSchema)
def read_cash_flow(query: CashFlowQueryData) -> Response:
    """Read the balance day by day, and which minimum is funded"""
    facts = cash_flow.gather(g.borrower, query["currency"], days=query["days"], now=g.now)
    return json_answer(cash_flow_json(facts, facts.forecast()))


@blueprint.get("/cash-flow.svg")
@blueprint.arguments(CashFlowPictureQuery, location="query")
@blueprint.response(200, content_type="image/svg+xml")
def draw_cash_flow(query: CashFlowPictureData) -> Response:
    """See the balance day by day as a picture"""
    facts = cash_flow.gather(g.borrower, query["currency"], days=query["days"], now=g.now)
    return svg_answer(
        cash_flow_svg(
            facts.forecast(),
            facts.names,
            currency=facts.currency,
            reserve=facts.reserve,
            locale=g.borrower.locale,
            theme=query["theme"],
        )
    )
