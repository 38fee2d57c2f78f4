"""Routes of the cash flow: each day's balance to the horizon, and whether each minimum is funded on its day."""

from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.spending import cash_flow
from backend.api.http.answers import json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import Currency
from backend.api.http.pictures import PictureQuery, PictureQueryData, svg_answer
from backend.api.spending.cash_flow_forms import CashFlowSchema, cash_flow_json
from backend.domain.spending.forecast.cash_flow import LONGEST
from backend.rendering.svg.cash_flow import cash_flow_svg

blueprint = Blueprint("cash flow", __name__, url_prefix="/v1", description="The balance day by day")


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
