"""The schemas of what can be offered to an issuer, and of offers side by side."""

from datetime import date
from typing import TypedDict

from marshmallow import Schema, fields, validate

from backend.actions.relief.instalment_offers import MARGIN_PERCENT, REASONS
from backend.api.http.fields import Day, Minor, Text
from backend.api.relief.negotiation_forms import RepeatedInstalmentsSchema, RepeatsData
from backend.api.relief.negotiation_schemas import NegotiationRuleSchema
from backend.domain.relief.repeated_instalments import EVERY, Every
from backend.store.relief.negotiations import KINDS, Kind

MOST_OFFERS = 10


class OfferQuery(Schema):
    first_due_on = Day(
        load_default=None, metadata={"description": "The day of the first instalment; in 30 days."}
    )
    every = fields.String(
        load_default="month",
        validate=validate.OneOf(EVERY),
        metadata={"description": "How far apart they are."},
    )
    margin_percent = fields.Integer(
        load_default=MARGIN_PERCENT,
        validate=validate.Range(0, 100),
        metadata={"description": "Per cent of the instalment that is kept back beside it."},
    )


class OfferQueryData(TypedDict):
    first_due_on: date | None
    every: Every
    margin_percent: int


class WhyNotSchema(Schema):
    """Why nothing can be promised."""

    code = fields.String(
        required=True, validate=validate.OneOf(REASONS), metadata={"description": "The reason, stable."}
    )
    says = fields.String(required=True, metadata={"description": "The reason in words."})


class InstalmentOfferSchema(Schema):
    """What your cash flow carries as an equal instalment. Money in minor units of `currency`."""

    state = fields.String(
        required=True,
        validate=validate.OneOf(("affordable", "not_promised")),
        metadata={"description": "affordable: on every day that is known, in the low case, with the margin."},
    )
    currency = fields.String(required=True, metadata={"description": "ISO 4217."})
    amount = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Minor units of each; null: it cannot be said. 0: nothing is left."},
    )
    expected_amount = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "The same in the expected case: more, and less sure."},
    )
    tightest_on = fields.Date(
        required=True, allow_none=True, metadata={"description": "The day that allows no more."}
    )
    first_due_on = fields.Date(required=True, metadata={"description": "The day of the first."})
    every = fields.String(
        required=True, validate=validate.OneOf(EVERY), metadata={"description": "How far apart they are."}
    )
    margin_percent = fields.Integer(required=True, metadata={"description": "Per cent kept back of each."})
    known_until = fields.Date(
        required=True, allow_none=True, metadata={"description": "The last day of which anything is known."}
    )
    debt = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Minor units left to repay; null: not known."},
    )
    count = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "How many pay the debt, if it grows no more; null: not known."},
    )
    reasons = fields.List(
        fields.Nested(WhyNotSchema), required=True, metadata={"description": "Why nothing is promised."}
    )


class OfferToCompare(Schema):
    """One offer, yours or the issuer's."""

    name = Text(80, required=True, metadata={"description": "What you call it."})
    kind = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(KINDS),
        metadata={"description": "What it is a case of; that of the talks."},
    )
    repeats = fields.Nested(
        RepeatedInstalmentsSchema, required=True, metadata={"description": "Its instalments."}
    )
    fees = Minor(load_default=0, metadata={"description": "Minor units that are paid beside them."})


class OfferToCompareData(TypedDict):
    name: str
    kind: Kind | None
    repeats: RepeatsData
    fees: int


class OffersToCompare(Schema):
    offers = fields.List(
        fields.Nested(OfferToCompare),
        required=True,
        validate=validate.Length(1, MOST_OFFERS),
        metadata={"description": "The offers, in the order in which they are to stand."},
    )


class OffersToCompareData(TypedDict):
    offers: list[OfferToCompareData]


class MonthlyStrainSchema(Schema):
    month = fields.String(required=True, metadata={"description": "2026-12."})
    lowest = fields.Integer(
        required=True,
        metadata={
            "description": "Minor units of the month's lowest balance above the reserve, in the low case."
        },
    )


class ComparedOfferSchema(Schema):
    """An offer beside the others. Money in minor units; what is not known is null, and named."""

    name = fields.String(required=True, metadata={"description": "As you called it."})
    kind = fields.String(
        required=True, validate=validate.OneOf(KINDS), metadata={"description": "What it is a case of."}
    )
    total = fields.Integer(required=True, metadata={"description": "All instalments and fees."})
    months = fields.Integer(required=True, metadata={"description": "Calendar months from first to last."})
    last_due_on = fields.Date(required=True, metadata={"description": "The day of the last instalment."})
    largest_month = fields.Integer(required=True, metadata={"description": "The most that one month asks."})
    extra = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Paid above the debt of today."}
    )
    forgiven = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Left of the debt of today once all is paid."},
    )
    within_limit = fields.Boolean(
        required=True,
        allow_none=True,
        metadata={"description": "Within the country's limit; null: none is known."},
    )
    holds = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf(("yes", "at_risk", "no")),
        metadata={"description": "Whether your reserve is kept on every day that is known; null: not known."},
    )
    first_below_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "The first day below the reserve, in the low case."},
    )
    lowest_on = fields.Date(required=True, allow_none=True, metadata={"description": "The tightest day."})
    lowest = fields.Integer(
        required=True, allow_none=True, metadata={"description": "What is above the reserve on that day."}
    )
    known_until = fields.Date(
        required=True, allow_none=True, metadata={"description": "Of the days after it nothing is known."}
    )
    strain = fields.List(
        fields.Nested(MonthlyStrainSchema), required=True, metadata={"description": "Month by month."}
    )
    not_known = fields.List(
        fields.Nested(WhyNotSchema), required=True, metadata={"description": "What is not known."}
    )
    notes = fields.List(
        fields.Nested(NegotiationRuleSchema),
        required=True,
        metadata={"description": "Effect, record, tax, fees of its kind in the account's country."},
    )


class ComparedOffersSchema(Schema):
    """Offers side by side, in the order in which they were given: none is recommended."""

    currency = fields.String(required=True, metadata={"description": "ISO 4217."})
    debt = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Minor units left to repay today; null: not known."},
    )
    offers = fields.List(
        fields.Nested(ComparedOfferSchema), required=True, metadata={"description": "Side by side."}
    )
