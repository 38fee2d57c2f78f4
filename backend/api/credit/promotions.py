"""Routes of a card's promotions, which end on a day: 0 % until then, or interest deferred until then."""

from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.credit import promotion_amounts, promotions
from backend.actions.credit.credit_accounts import get_account
from backend.api.http.answers import iso, row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match
from backend.api.http.fields import Bounded, Day, Minor, Text
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.domain.credit.promotion_end import Range
from backend.store.credit import card_promotions as stored
from backend.store.credit.card_promotions import CardPromotion

blueprint = Blueprint("promotions", __name__, url_prefix="/v1", description="Promotions of a card that end")

RANGE_STATES = ("known", "estimated", "unknown")
_ENDS_ON = (
    "The last day on which it can be cleared without a charge. One that has passed is kept: its deadline is missed, "
    "and nothing reminds of it."
)


class ChangedPromotion(Schema):
    """What may change of a promotion; null takes a value back."""

    ends_on = Day(metadata={"description": _ENDS_ON})
    name = Text(80, allow_none=True, metadata={"description": "What you call it."})
    started_on = Day(allow_none=True, metadata={"description": "When it began, where that is known."})
    principal = Minor(allow_none=True, metadata={"description": "What was bought under it, in minor units."})
    balance = Minor(
        allow_none=True, metadata={"description": "What was left of it on balance_on, in minor units."}
    )
    balance_on = Day(allow_none=True, metadata={"description": "The day of that balance; today."})
    rate_bp = Bounded(
        0, 100_000, allow_none=True, metadata={"description": "Rate a year until the end, in basis points."}
    )
    rate_after_bp = Bounded(
        0,
        100_000,
        allow_none=True,
        metadata={"description": "Rate a year after the end, and of deferred interest, in basis points."},
    )
    accrued = Minor(
        allow_none=True,
        metadata={"description": "Deferred interest so far as the statement says, in minor units."},
    )


class NewPromotion(ChangedPromotion):
    """A promotion of a card. What is left out is unknown, and said to be."""

    kind = fields.String(
        required=True,
        validate=validate.OneOf(promotions.KINDS),
        metadata={
            "description": "promotional_rate: a lower rate until ends_on. deferred_interest: if anything is left then, "
            "interest is charged from the start."
        },
    )
    ends_on = Day(required=True, metadata={"description": _ENDS_ON})


class ClosedPromotion(Schema):
    state = fields.String(
        load_default="cleared",
        validate=validate.OneOf(("cleared", "cancelled")),
        metadata={"description": "cleared: paid off in time. cancelled: it does not apply any more."},
    )


class ClosedPromotionData(TypedDict):
    state: str


class RangeSchema(Schema):
    """An amount in minor units with how it is known; a bound of null is not known."""

    state = fields.String(required=True, validate=validate.OneOf(RANGE_STATES))
    low = fields.Integer(
        required=True, allow_none=True, metadata={"description": "At least, in minor units."}
    )
    high = fields.Integer(
        required=True, allow_none=True, metadata={"description": "At most, in minor units."}
    )


class PromotionSchema(Schema):
    """A promotion and what its end brings. Amounts in minor units of `currency`."""

    id = fields.String(required=True)
    card_id = fields.String(required=True)
    currency = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(promotions.KINDS))
    name = fields.String(required=True, allow_none=True)
    started_on = fields.Date(required=True, allow_none=True)
    ends_on = fields.Date(required=True)
    principal = fields.Integer(required=True, allow_none=True)
    balance = fields.Integer(required=True, allow_none=True)
    balance_on = fields.Date(required=True, allow_none=True)
    rate_bp = fields.Integer(required=True, allow_none=True)
    rate_after_bp = fields.Integer(required=True, allow_none=True)
    accrued = fields.Integer(required=True, allow_none=True)
    remaining = fields.Nested(
        RangeSchema,
        required=True,
        metadata={"description": "What is left of it now; after a payment between two bounds."},
    )
    charged_back = fields.Nested(
        RangeSchema,
        required=True,
        allow_none=True,
        metadata={
            "description": "Deferred interest that is charged if anything is left at its end; null where none is."
        },
    )
    state = fields.String(
        required=True,
        validate=validate.OneOf(("open", "cleared", "cancelled")),
        metadata={
            "description": "open: also past its end, until it is said what became of it. cancelled: it does not apply "
            "any more, or nothing is left and nobody knows whether that was so in time."
        },
    )
    deadline_id = fields.String(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


_PLAIN = ("id", "kind", "name", "principal", "balance", "rate_bp", "rate_after_bp", "accrued", "state")
_MOMENTS = ("started_on", "ends_on", "balance_on", "created_at", "updated_at")


def _promotion_json(row: CardPromotion) -> dict[str, object]:
    return {
        **{name: getattr(row, name) for name in (*_PLAIN, "deadline_id")},
        **{name: iso(getattr(row, name)) for name in _MOMENTS},
        "card_id": row.account_id,
        "currency": row.account.currency,
        "remaining": _range_json(promotion_amounts.left_of(row)),
        "charged_back": _range_json(promotion_amounts.charged_back_of(row)),
    }


def _range_json(found: Range | None) -> dict[str, object] | None:
    return None if found is None else {**found._asdict()}


def _answer(row: CardPromotion, status: int = 200) -> Response:
    return row_answer(_promotion_json(row), row, status, made_under="/v1/promotions")


@blueprint.post("/cards/<card_id>/promotions")
@blueprint.arguments(NewPromotion)
@blueprint.response(201, PromotionSchema)
@idempotent
def add_promotion(data: promotions.NewPromotion, card_id: str) -> Response:
    """Keep a promotion of a card; you are reminded before it ends"""
    account = get_account(g.borrower_id, card_id, "card")
    return _answer(promotions.add_promotion(account, now=g.now, **data), 201)


@blueprint.get("/cards/<card_id>/promotions")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(PromotionSchema))
def list_promotions(query: PageQuery, card_id: str) -> Response:
    """List a card's promotions"""
    account = get_account(g.borrower_id, card_id, "card")
    rows = stored.page(account.id, limit=query["limit"] + 1, after=cursor_id(query["cursor"]))
    return page_answer(rows, query["limit"], item=_promotion_json, sort_key=id_key)


@blueprint.get("/promotions/<promotion_id>")
@blueprint.response(200, PromotionSchema)
def get_promotion(promotion_id: str) -> Response:
    """Read one promotion"""
    return _answer(promotions.get_promotion(g.borrower_id, promotion_id))


@blueprint.patch("/promotions/<promotion_id>")
@blueprint.arguments(ChangedPromotion)
@blueprint.response(200, PromotionSchema)
@with_borrower_lock
def change_promotion(data: promotions.PromotionChanges, promotion_id: str) -> Response:
    """Correct a promotion, or say what is left of it"""
    row = promotions.get_promotion(g.borrower_id, promotion_id)
    check_if_match(row)
    return _answer(promotions.change_promotion(row, now=g.now, **data))


@blueprint.post("/promotions/<promotion_id>/close")
@blueprint.arguments(ClosedPromotion)
@blueprint.response(200, PromotionSchema)
@idempotent
def close_promotion(data: ClosedPromotionData, promotion_id: str) -> Response:
    """Say that a promotion is cleared, or does not apply any more"""
    row = promotions.get_promotion(g.borrower_id, promotion_id)
    return _answer(promotions.close_promotion(row, state=data["state"], now=g.now))
