"""The shapes of what lateness costs: a row for each day, the steps ahead, and what each part of the cost rests on."""

from typing import get_args

from marshmallow import Schema, fields, validate

from backend.api.credit.promotions import RangeSchema
from backend.domain.relief.late_steps import Need, PartName, StepKind

STATES = ("known", "estimated", "unknown")


class LateBasisSchema(Schema):
    """On what a number rests."""

    source = fields.String(
        required=True, metadata={"description": "Who says so; empty where nothing is known."}
    )
    law = fields.String(
        required=True, metadata={"description": "The article; empty: the agreement, custom or practice."}
    )
    confirmed = fields.Boolean(
        required=True, metadata={"description": "False: remembered only, contested, or from a weak source."}
    )


class LateNeedSchema(Schema):
    """What the borrower can type to make a part known."""

    code = fields.String(
        required=True,
        validate=validate.OneOf(get_args(Need)),
        metadata={"description": "Of what is missing."},
    )
    text = fields.String(required=True, metadata={"description": "In the borrower's language."})


class LatePartSchema(Schema):
    """A part of the cost on the last of the days."""

    name = fields.String(
        required=True, validate=validate.OneOf(get_args(PartName)), metadata={"description": "Which part."}
    )
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    from_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "Its first day; null where there is none or it is not known."},
    )
    basis = fields.Nested(LateBasisSchema, required=True)
    needs = fields.List(
        fields.Nested(LateNeedSchema), required=True, metadata={"description": "What would make it known."}
    )


class LateStepSchema(Schema):
    """Something that becomes worse on a day, unless `to_pay` has arrived before it."""

    kind = fields.String(
        required=True,
        validate=validate.OneOf(get_args(StepKind)),
        metadata={
            "description": "What becomes worse: a fee, a penalty rate, the credit report, the write-off."
        },
    )
    on = fields.Date(required=True, metadata={"description": "The first day on which it is so."})
    pay_by = fields.Date(required=True, metadata={"description": "The last day before it."})
    days_past_due = fields.Integer(
        required=True, metadata={"description": "Days since the oldest open due, on that day."}
    )
    to_pay = fields.Nested(
        RangeSchema,
        required=True,
        metadata={"description": "What has to arrive by `pay_by`, in minor units."},
    )
    costs = fields.Nested(
        RangeSchema,
        required=True,
        allow_none=True,
        metadata={"description": "The fee of a fee, in minor units; null of the others."},
    )
    basis = fields.Nested(LateBasisSchema, required=True)
    text = fields.String(required=True, metadata={"description": "In the borrower's language."})


class LateDaySchema(Schema):
    """What has come on top since today by the end of a day, if nothing was paid."""

    on = fields.Date(required=True, metadata={"description": "The day."})
    days_past_due = fields.Integer(
        required=True, metadata={"description": "Days since the oldest open due; 0 before it."}
    )
    interest = fields.Nested(RangeSchema, required=True)
    fees = fields.Nested(RangeSchema, required=True)
    penalty = fields.Nested(
        RangeSchema, required=True, metadata={"description": "What a penalty rate adds to the ordinary one."}
    )
    total = fields.Nested(RangeSchema, required=True)
    reported = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "The furthest step of a credit report reached, in days past due; null: none."
        },
    )


class AboveCapSchema(Schema):
    """A cap of the place that the account's annual rate lies above. Whom it binds is in `text`: it may not be yours."""

    state = fields.String(
        required=True,
        validate=validate.OneOf(("above", "contested")),
        metadata={"description": "contested: above one reading of the cap and not above the other."},
    )
    rate_bp = fields.Integer(
        required=True, metadata={"description": "The account's annual rate, in basis points."}
    )
    cap_bp = fields.Integer(required=True, metadata={"description": "The cap, in basis points a year."})
    cap_high_bp = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "The upper reading of a contested cap, in basis points; null: it is not."},
    )
    text = fields.String(required=True, metadata={"description": "What the cap is, and whom it binds."})
    began_known = fields.Boolean(
        required=True,
        metadata={
            "description": "False: the day on which the credit began is not known; today's cap was asked."
        },
    )
    basis = fields.Nested(LateBasisSchema, required=True)


class CostOfLatenessSchema(Schema):
    """What it costs to pay nothing more on an account. Amounts in minor units of `currency`."""

    account_id = fields.String(required=True, metadata={"description": "The card or loan."})
    currency = fields.String(required=True, metadata={"description": "ISO 4217."})
    country = fields.String(required=True, metadata={"description": "ISO 3166: whose law was asked."})
    today = fields.Date(required=True, metadata={"description": "The day it is where the debt is."})
    due_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={
            "description": "The oldest open due; null where nothing is open, and then there are no days."
        },
    )
    late_from = fields.Date(
        required=True, allow_none=True, metadata={"description": "The first day after its last chance."}
    )
    days_past_due = fields.Integer(required=True, metadata={"description": "Today, in days."})
    past_due = fields.Nested(
        RangeSchema, required=True, metadata={"description": "What is late today, in minor units."}
    )
    bears = fields.Nested(
        RangeSchema,
        required=True,
        metadata={"description": "What bears interest today or from the first late day, in minor units."},
    )
    days = fields.List(
        fields.Nested(LateDaySchema),
        required=True,
        metadata={"description": "From tomorrow on, 180 at least, to the write-off if that is later."},
    )
    steps = fields.List(
        fields.Nested(LateStepSchema), required=True, metadata={"description": "What becomes worse, by day."}
    )
    parts = fields.List(
        fields.Nested(LatePartSchema), required=True, metadata={"description": "On what each part rests."}
    )
    above_caps = fields.List(
        fields.Nested(AboveCapSchema),
        required=True,
        metadata={"description": "The place's caps on the cost of credit that the rate lies above."},
    )
