"""What a comparison of pay-off plans answers. Money in minor units of its `currency`; what is not known is null."""

from typing import get_args

from marshmallow import Schema, fields, validate

from backend.actions.relief.payoff.own_debts import Note, Reason
from backend.domain.relief.payoff.comparison import Step
from backend.domain.relief.payoff.debts import Kind


def _minor(text: str, *, null: bool = False) -> fields.Integer:
    return fields.Integer(required=True, allow_none=null, metadata={"description": f"{text} Minor units."})


def _count(text: str, *, null: bool = False) -> fields.Integer:
    return fields.Integer(required=True, allow_none=null, metadata={"description": text})


def _day(text: str, *, null: bool = False) -> fields.Date:
    return fields.Date(required=True, allow_none=null, metadata={"description": text})


class PayOffDebtTaken(Schema):
    """A debt as it went into the plans, and what is not certain of it."""

    id = fields.String(required=True, metadata={"description": "An account's id or a typed key."})
    name = fields.String(required=True, metadata={"description": "What it is called."})
    kind = fields.String(required=True, validate=validate.OneOf(get_args(Kind)))
    own = fields.Boolean(required=True, metadata={"description": "Whether it is an account of yours."})
    balance = _minor("What is owed today, or on the day it begins.")
    rate_bp = _count("The highest rate of any part today, basis points a year.")
    notes = fields.List(
        fields.String(validate=validate.OneOf(get_args(Note))),
        required=True,
        metadata={"description": "What was estimated, assumed or not counted of it."},
    )


class PayOffLeftOutSchema(Schema):
    """An account that is in no plan: its minimum is not paid from this money."""

    account_id = fields.String(required=True, metadata={"description": "Which."})
    name = fields.String(required=True, metadata={"description": "What you call it."})
    reason = fields.String(
        required=True,
        validate=validate.OneOf(get_args(Reason)),
        metadata={"description": "Why; say `balance` or `rate_bp` in `accounts`, or `assumed_rate_bp`."},
    )


class PayOffDebtEnd(Schema):
    id = fields.String(required=True, metadata={"description": "The debt."})
    ends_on = _day("When nothing is owed any more; null: not within the months looked at.", null=True)


class PayOffMissedDue(Schema):
    id = fields.String(required=True, metadata={"description": "The debt."})
    on = _day("The due day.")
    missing = _minor("What the money did not reach.")


class PayOffStrainSchema(Schema):
    month = fields.String(required=True, metadata={"description": 'A calendar month, "2027-03".'})
    amount = _minor("What minimums ask for in it.")


class PayOffOwed(Schema):
    on = _day("The last day of that month on which anything happened.")
    owed = _minor("What all debts together owe then.")


class PayOffFaster(Schema):
    """The same plan with so much more a month."""

    amount = _minor("More each month.")
    ends_on = _day("When nothing is owed any more; null: not within the months.", null=True)
    months = _count("How many months that takes; null: not within the months.", null=True)
    saves = _minor("Interest and fees less; null where one of both does not end.", null=True)


class PayOffWayOutSchema(Schema):
    """What would end a plan that does not end."""

    interest_a_month = _minor("What the debts bear in a month as they stand; less than that only grows them.")
    more_a_month = _minor(
        "So much more each month ends it, in whole units of the currency. Where `not_reached` names `way_out` it may "
        "be more than is needed, or null though a sum would do.",
        null=True,
    )
    ends_on = _day("When, with that.", null=True)
    months = _count("In how many months, with that.", null=True)


class PayOffLived(Schema):
    """One plan played through. `money_in` is `paid` + `in_hand` + `left_over`."""

    paid_off = fields.Boolean(required=True, metadata={"description": "Whether nothing is owed at the end."})
    months = _count("Months until then; null where it does not come.", null=True)
    ends_on = _day("The day of the last payment; null where it does not come.", null=True)
    debts = fields.List(
        fields.Nested(PayOffDebtEnd), required=True, metadata={"description": "When each debt ends."}
    )
    interest = _minor("Interest charged until then, or within the months looked at.")
    fees = _minor("Fees charged, late fees among them.")
    paid = _minor("All that was paid.")
    owed = _minor("What is still owed at the end of the months looked at.")
    money_in = _minor("The money that came.")
    in_hand = _minor("What was held for dues to come at the end.")
    left_over = _minor("What no debt needed when it came.")
    strain = fields.Nested(
        PayOffStrainSchema,
        required=True,
        allow_none=True,
        metadata={"description": "The hardest month; null: none asked."},
    )
    missed_count = _count("How many dues the money does not reach.")
    first_missed = fields.Nested(
        PayOffMissedDue,
        required=True,
        allow_none=True,
        metadata={"description": "The first of them; null: none."},
    )
    month_ends = fields.List(
        fields.Nested(PayOffOwed), required=True, metadata={"description": "What is owed, by month."}
    )
    too_large_on = _day(
        "The day on which a sum would pass 9,007,199,254,740,991: all is told as it is before it. Null: on none.",
        null=True,
    )


class PayOffPlanOf(PayOffLived):
    """One order of the debts."""

    strategy = fields.String(
        required=True,
        validate=validate.OneOf(("avalanche", "snowball", "cash_flow_relief", "custom")),
        metadata={"description": "Highest rate first; smallest first; most minimum freed first; your own."},
    )
    one_more = fields.Nested(
        PayOffFaster,
        required=True,
        allow_none=True,
        metadata={"description": "Null where `not_reached` names it."},
    )
    way_out = fields.Nested(
        PayOffWayOutSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Null where the plan ends."},
    )


class PayOffLeastPlan(PayOffLived):
    """The plan of least interest that was found, and what is proven of it."""

    proof = fields.String(
        required=True,
        validate=validate.OneOf(("exact", "gap", "none")),
        metadata={
            "description": "None costs less; none costs less by more than `gap`; or nothing was proven."
        },
    )
    gap = _minor("How much less another plan could cost at most; null where that was not proven.", null=True)
    by_model = fields.Boolean(required=True, metadata={"description": "Whether it beats every order above."})
    saves = _minor("What it costs less than the best order.")


class PayOffOfferAnswer(Schema):
    """Fee against saving, both worlds paid by the highest rate first. No issuer is named and none recommended."""

    key = fields.String(required=True, metadata={"description": "The offer's key."})
    amount = _minor("What would be moved.")
    fee = _minor("The offer's fee for that.")
    saves = _minor(
        "Interest and fees less, this fee counted; below 0 it costs more. Null: not comparable.", null=True
    )
    months_without = _count("Months without it; null: no end.", null=True)
    months_with = _count("Months with it; null: no end.", null=True)
    rate_turns_on = _day("When its rate changes for the first time; null: never.", null=True)
    left_at_turn = _minor("What it still owes then; null: its rate does not change.", null=True)
    misses_more = fields.Boolean(
        required=True, metadata={"description": "Whether more dues would be missed with it."}
    )


class PayOffComparisonSchema(Schema):
    """All plans side by side."""

    as_of = _day("The day from which interest runs, by your own clock.")
    currency = fields.String(required=True, metadata={"description": "ISO 4217."})
    certainty = fields.String(
        required=True,
        validate=validate.OneOf(("known", "estimated")),
        metadata={"description": "estimated: something was guessed or left out; the debts say what."},
    )
    complete = fields.Boolean(required=True, metadata={"description": "Whether no account was left out."})
    debts = fields.List(
        fields.Nested(PayOffDebtTaken), required=True, metadata={"description": "As they were taken."}
    )
    left_out = fields.List(
        fields.Nested(PayOffLeftOutSchema), required=True, metadata={"description": "In no plan."}
    )
    plans = fields.List(fields.Nested(PayOffPlanOf), required=True, metadata={"description": "Each order."})
    best = fields.String(
        required=True, metadata={"description": "The order that misses least, then costs least."}
    )
    custom_costs_more = _minor(
        "What your own order costs over the best; null without one, or where one of both does not end.",
        null=True,
    )
    least_cost = fields.Nested(PayOffLeastPlan, required=True)
    offers = fields.List(
        fields.Nested(PayOffOfferAnswer),
        required=True,
        metadata={"description": "Each offer, as far as `not_reached` does not name them."},
    )
    not_reached = fields.List(
        fields.String(validate=validate.OneOf(get_args(Step))),
        required=True,
        metadata={
            "description": "What the seconds did not suffice for: look_ahead (holding more back where dues are "
            "missed), one_more, way_out, offers, least_cost. Empty: all was worked out."
        },
    )
