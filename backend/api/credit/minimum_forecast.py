"""The route of a card's minimums for the coming months, under the assumptions that the request names."""

from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.credit import minimum_forecast as actions
from backend.actions.credit.credit_accounts import biller_of, get_account
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import MAX_MINOR
from backend.domain.credit.minimum_forecast import Figure, ForecastMonth, Pays

blueprint = Blueprint("minimum forecast", __name__, url_prefix="/v1/cards", description="Minimums to come")

PAYS = ("minimum", "full", "nothing")


class ForecastQuery(Schema):
    """The assumptions, which the answer repeats."""

    pays = fields.String(
        load_default="minimum",
        validate=validate.OneOf(PAYS),
        metadata={"description": "What is paid of each statement by its due date."},
    )
    spending = fields.Integer(
        load_default=0,
        validate=validate.Range(0, MAX_MINOR),
        metadata={
            "description": "What is spent on the card in each cycle, in minor units; 0 is nothing new."
        },
    )


class ForecastQueryData(TypedDict):
    pays: Pays
    spending: int


class FigureSchema(Schema):
    """An amount in minor units. A bound of null is not known: where no rate is known, interest may come on top."""

    state = fields.String(required=True, validate=validate.OneOf(("known", "estimated", "unknown")))
    low = fields.Integer(
        required=True, allow_none=True, metadata={"description": "At least, in minor units."}
    )
    expected = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Most likely, in minor units."}
    )
    high = fields.Integer(
        required=True, allow_none=True, metadata={"description": "At most, in minor units."}
    )


class ForecastMonthSchema(Schema):
    """One statement to come."""

    closes_on = fields.Date(required=True, metadata={"description": "When it closes."})
    due_on = fields.Date(required=True, metadata={"description": "When its minimum is due."})
    dates = fields.String(
        required=True,
        validate=validate.OneOf(("known", "estimated")),
        metadata={"description": "Whether the dates are the statement's own, or by the card's terms."},
    )
    balance = fields.Nested(FigureSchema, required=True)
    minimum = fields.Nested(FigureSchema, required=True)
    interest = fields.Nested(
        FigureSchema,
        required=True,
        metadata={"description": "What this statement charges; by the card's rate."},
    )


class AssumptionsSchema(Schema):
    """What the forecast takes for granted."""

    pays = fields.String(required=True, validate=validate.OneOf(PAYS))
    spending = fields.Integer(
        required=True, metadata={"description": "New spending in each cycle, in minor units."}
    )
    rate_known = fields.Boolean(
        required=True,
        metadata={"description": "Whether the card's rate is known, so that interest is counted."},
    )


class MinimumForecastSchema(Schema):
    """A card's minimums for six months. Amounts in minor units of `currency`."""

    card_id = fields.String(
        required=True,
        metadata={"description": "The card whose bill it is: of one billed with another, that other."},
    )
    currency = fields.String(required=True)
    statement_id = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The statement that it starts from; null where no balance has been said."},
    )
    assumptions = fields.Nested(AssumptionsSchema, required=True)
    months = fields.List(fields.Nested(ForecastMonthSchema), required=True)


def _month_json(month: ForecastMonth) -> dict[str, object]:
    figures: dict[str, Figure] = {
        "balance": month.balance,
        "minimum": month.minimum,
        "interest": month.interest,
    }
    return {
        "closes_on": iso(month.cycle.closes_on),
        "due_on": iso(month.cycle.due_on),
        "dates": "known" if month.balance.state == "known" else "estimated",
        **{name: {**figure._asdict()} for name, figure in figures.items()},
    }


@blueprint.get("/<card_id>/minimum-forecast")
@blueprint.arguments(ForecastQuery, location="query")
@blueprint.response(200, MinimumForecastSchema)
def get_minimum_forecast(query: ForecastQueryData, card_id: str) -> Response:
    """Read what a card's next six minimums come to

    The statement known last, while it can still be paid, stands before them. Bounds differ by how interest is counted.
    """
    account = biller_of(get_account(g.borrower_id, card_id, "card"))
    found = actions.minimum_forecast(account, pays=query["pays"], spending=query["spending"], now=g.now)
    body = {
        "card_id": account.id,
        "currency": account.currency,
        "statement_id": found.known.id if found.known else None,
        "assumptions": {
            "pays": query["pays"],
            "spending": query["spending"],
            "rate_known": found.assumed.daily_rate is not None,
        },
        "months": [_month_json(month) for month in found.months],
    }
    return json_answer(body)
