"""The route that says where the borrower stands: days past due, stage and what to do next."""

from typing import get_args

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.credit.card_questions import CardQuestion, QuestionCode
from backend.actions.credit.standing import AccountStanding, standing_of
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.store.credit.credit_accounts import Account
from backend.words.credit.card_questions import card_question_text
from backend.words.credit.payment_questions import question_text

QUESTION_CODES = get_args(QuestionCode)

blueprint = Blueprint("standing", __name__, url_prefix="/v1/standing", description="Where you stand")


class StrategySchema(Schema):
    """What to do next, how closely to be reminded (a policy preset), and the tone."""

    next_action = fields.String(required=True)
    cadence = fields.String(required=True)
    tone = fields.String(required=True)


class CardQuestionSchema(Schema):
    """What only the borrower can say about a card's bills, and of a loan whether it is paid off."""

    code = fields.String(
        required=True,
        validate=validate.OneOf(QUESTION_CODES),
        metadata={
            "description": "past_due_included: PATCH the statement's `past_due_included`, or mark the older minimum as "
            "paid; payment_meant_for: answer the payment's `question`; minimum_unknown: enter the statement, or mark "
            "the deadline as paid (an `amount` of 0: nothing is known to be paid, and it looks late); "
            "statement_untold: PATCH the statement, with 0 where it asks for nothing; bill_untold: enter the "
            "statement (`deadline_id` is the due of the one before it)."
        },
    )
    text = fields.String(required=True, metadata={"description": "In the borrower's language."})
    amount = fields.Integer(required=True, metadata={"description": "Minor units that it is about."})
    deadline_id = fields.String(required=True, metadata={"description": "The due that it is about."})
    statement_id = fields.String(
        required=True, allow_none=True, metadata={"description": "The statement to correct, if one."}
    )
    payment_id = fields.String(
        required=True, allow_none=True, metadata={"description": "The payment to place, if one."}
    )


class AccountStandingSchema(Schema):
    """One account. `trade_name` is the lenders' M0-M6 term and unconfirmed: variants exist."""

    account_id = fields.String(required=True)
    name = fields.String(required=True)
    currency = fields.String(required=True)
    days_past_due = fields.Integer(required=True)
    stage = fields.String(required=True)
    trade_name = fields.String(required=True)
    past_due = fields.Integer(required=True)
    past_due_estimated = fields.Integer(
        required=True, metadata={"description": "Minor units of `past_due` that are only estimated."}
    )
    sure = fields.Boolean(
        required=True,
        metadata={
            "description": "False where stage and days past due are those of an estimated due alone, or an "
            "older bill is missed that nobody told, and where no statement of a card is known yet, or the "
            "newest, after one of nothing, is out and not told; also where a later bill fell due that nobody told: "
            "`past_due` is then at least so much."
        },
    )
    due_soon = fields.Integer(required=True)
    remaining = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "Minor units left of a card's last known balance; null where no statement has told one, and "
            "for loans."
        },
    )
    next_due_on = fields.Date(required=True, allow_none=True)
    strategy = fields.Nested(StrategySchema, required=True)
    questions = fields.List(fields.Nested(CardQuestionSchema), required=True)


class StandingSchema(Schema):
    """The worst stage of all accounts, and what is past due by currency in minor units."""

    stage = fields.String(required=True)
    days_past_due = fields.Integer(required=True)
    at_risk = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    accounts = fields.List(fields.Nested(AccountStandingSchema), required=True)


def account_standing_json(one: AccountStanding) -> dict[str, object]:
    return {
        "account_id": one.account.id,
        "name": one.name,
        "currency": one.account.currency,
        "days_past_due": one.days_past_due,
        "stage": one.stage.value,
        "trade_name": one.stage.trade_name,
        "past_due": one.past_due,
        "past_due_estimated": one.past_due_estimated,
        "sure": one.sure,
        "due_soon": one.due_soon,
        "remaining": one.remaining,
        "next_due_on": iso(one.next_due_on),
        "strategy": {
            "next_action": one.strategy.next_action,
            "cadence": one.strategy.cadence,
            "tone": one.strategy.tone,
        },
        "questions": [_question_json(asked, one.account) for asked in one.questions],
    }


def _question_json(asked: CardQuestion, account: Account) -> dict[str, object]:
    locale, currency = g.borrower.locale, account.currency
    text = card_question_text(locale, asked.code, asked.amount, currency, asked.due_on or asked.due.due_on)
    if account.kind == "loan":
        text = question_text(locale, asked.amount, currency)
    return {
        "code": asked.code,
        "text": text,
        "amount": asked.amount,
        "deadline_id": asked.due.id,
        "statement_id": asked.statement_id,
        "payment_id": asked.payment_id,
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
