"""The route that says where the borrower stands: days past due, stage and what to do next."""

from flask import Response, g
from marshmallow import Schema, fields

from backend.actions.credit.standing import AccountStanding, standing_of
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint

blueprint = Blueprint("standing", __name__, url_prefix="/v1/standing", description="Where you stand")


class StrategySchema(Schema):
    """What to do next, how closely to be reminded (a policy preset), and the tone."""

    next_action = fields.String(required=True)
    cadence = fields.String(required=True)
    tone = fields.String(required=True)


class AccountStandingSchema(Schema):
    """One account. `trade_name` is the lenders' M0-M6 term and unconfirmed: variants exist."""

    account_id = fields.String(required=True)
    name = fields.String(required=True)
    currency = fields.String(required=True)
    days_past_due = fields.Integer(required=True)
    stage = fields.String(required=True)
    trade_name = fields.String(required=True)
    past_due = fields.Integer(required=True)
    due_soon = fields.Integer(required=True)
    remaining = fields.Integer(required=True, allow_none=True)
    next_due_on = fields.Date(required=True, allow_none=True)
    strategy = fields.Nested(StrategySchema, required=True)


class StandingSchema(Schema):
    """The worst stage of all accounts, and what is past due by currency in minor units."""

    stage = fields.String(required=True)
    days_past_due = fields.Integer(required=True)
    at_risk = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    accounts = fields.List(fields.Nested(AccountStandingSchema), required=True)


def account_standing_json(one: AccountStanding) -> dict[str, object]:
    return {
        "account_id": one.account.id,
        "name": one.account.name,
        "currency": one.account.currency,
        "days_past_due": one.days_past_due,
        "stage": one.stage.value,
        "trade_name": one.stage.trade_name,
        "past_due": one.past_due,
        "due_soon": one.due_soon,
        "remaining": one.remaining,
        "next_due_on": iso(one.next_due_on),
        "strategy": {
            "next_action": one.strategy.next_action,
            "cadence": one.strategy.cadence,
            "tone": one.strategy.tone,
        },
    }


@blueprint.get("")
@blueprint.response(200, StandingSchema)
def get_standing() -> Response:
    """Read where you stand, by account and as a whole"""
    found = standing_of(g.borrower_id, now=g.now)
    body = {
        "stage": found.stage.value,
        "days_past_due": found.days_past_due,
        "at_risk": found.at_risk,
        "accounts": [account_standing_json(one) for one in found.accounts],
    }
    return json_answer(body)
