"""The route of what paying only the minimum of a card costs."""

from datetime import date
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.credit.credit_accounts import get_account
from backend.actions.relief import minimum_only as actions
from backend.actions.relief.minimum_only import MinimumOnly
from backend.api.credit.promotions import RangeSchema
from backend.api.http.answers import json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import Day
from backend.api.relief.lateness import range_json, rule_basis
from backend.api.relief.lateness_forms import LateBasisSchema, LateNeedSchema
from backend.domain.credit.promotion_end import UNKNOWN, Range
from backend.domain.relief.late_steps import NO_BASIS
from backend.words.relief.lateness import need_text

blueprint = Blueprint("minimum only", __name__, url_prefix="/v1/cards", description="Paying the minimum only")


class MinimumOnlyQuery(Schema):
    posted_on = Day(
        load_default=None,
        metadata={"description": "The day from which the purchases bear interest, where it is known."},
    )


class MinimumOnlyQueryData(TypedDict):
    posted_on: date | None


class ThreeYearsSchema(Schema):
    """The equal payment that clears the balance in 36 months."""

    payment = fields.Integer(required=True, metadata={"description": "Each month, in minor units."})
    total = fields.Integer(required=True, metadata={"description": "All 36, in minor units."})


class MinimumOnlySchema(Schema):
    """What it comes to, if only the minimum is paid and nothing new is bought. Amounts in minor units of `currency`."""

    card_id = fields.String(required=True, metadata={"description": "The card."})
    currency = fields.String(required=True, metadata={"description": "ISO 4217."})
    balance = fields.Integer(
        required=True, allow_none=True, metadata={"description": "What it starts from; null: not known."}
    )
    method = fields.String(
        required=True,
        validate=validate.OneOf(("monthly", "daily")),
        metadata={
            "description": "monthly: months of 365/12 days, as Regulation Z counts. daily: each day's rate."
        },
    )
    basis = fields.Nested(
        LateBasisSchema,
        required=True,
        metadata={"description": "Why so; its source is empty where the place has no way of its own."},
    )
    paid_off = fields.Boolean(
        required=True,
        allow_none=True,
        metadata={"description": "False: the minimum does not pay it off in a lifetime; null: not known."},
    )
    months = fields.Nested(
        RangeSchema, required=True, metadata={"description": "Months until nothing is owed."}
    )
    interest = fields.Nested(RangeSchema, required=True, metadata={"description": "In all, in minor units."})
    paid = fields.Nested(RangeSchema, required=True, metadata={"description": "In all, in minor units."})
    first_interest = fields.Nested(
        RangeSchema,
        required=True,
        metadata={"description": "Of the next statement; a payment above it lowers the balance."},
    )
    in_three_years = fields.Nested(ThreeYearsSchema, required=True, allow_none=True)
    promotions_left_out = fields.Integer(
        required=True,
        metadata={
            "description": "Promotions counted at the ordinary rate: no balance or rate known, or deferred."
        },
    )
    needs = fields.List(
        fields.Nested(LateNeedSchema), required=True, metadata={"description": "What would make it known."}
    )


@blueprint.get("/<card_id>/minimum-only")
@blueprint.arguments(MinimumOnlyQuery, location="query")
@blueprint.response(200, MinimumOnlySchema)
def get_minimum_only(query: MinimumOnlyQueryData, card_id: str) -> Response:
    """Read what paying only the minimum of a card costs

    By the card's own rule from what is left of the statement known last. An estimate always: terms and spending change.
    """
    account = get_account(g.borrower_id, card_id, "card")
    found = actions.minimum_only(account, posted_on=query["posted_on"], now=g.now)
    return json_answer(_answer(found))


def _answer(found: MinimumOnly) -> dict[str, object]:
    low, high = found.low, found.high
    basis = rule_basis(found.rule) if found.rule else NO_BASIS
    ends = low is not None and high is not None and low.months is not None and high.months is not None
    needs = [name for name, missing in found.missing._asdict().items() if missing]
    return {
        "card_id": found.account.id,
        "currency": found.account.currency,
        "balance": None if low is None else found.balance,
        "method": found.method,
        "basis": {"source": basis.source, "law": basis.law, "confirmed": basis.confirmed},
        "paid_off": None if low is None else ends,
        "months": _between(low.months, high.months) if low and high and ends else range_json(UNKNOWN),
        "interest": _between(low.interest, high.interest) if low and high and ends else range_json(UNKNOWN),
        "paid": _between(low.paid, high.paid) if low and high and ends else range_json(UNKNOWN),
        "first_interest": _between(low.first_interest, high.first_interest)
        if low and high
        else range_json(UNKNOWN),
        "in_three_years": found.clears._asdict() if found.clears else None,
        "promotions_left_out": found.promotions_left_out,
        "needs": [{"code": need, "text": need_text(need, g.borrower.locale)} for need in needs],
    }


def _between(one: int | None, other: int | None) -> dict[str, object]:
    """Two readings of one number; which of them is less depends on the rule."""
    known = [each for each in (one, other) if each is not None]
    return range_json(Range("estimated", min(known), max(known)))
