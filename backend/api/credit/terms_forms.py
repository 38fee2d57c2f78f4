"""The terms of a card or a loan as a request says them and an answer shows them; reading them gives domain terms."""

from dataclasses import asdict
from datetime import date, time
from typing import Literal, TypedDict

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from backend.api.http.fields import LAST_YEAR, Bounded, Day, Minor, WallTime
from backend.domain.calendar.business_day import WeekendRule
from backend.domain.credit.card_and_loan_terms import (
    CardTerms,
    DayCount,
    DueRule,
    InterestOn,
    Interval,
    LateFeeRule,
    LoanTerms,
    MinimumRule,
    OddFirstPeriod,
    Repayment,
)
from backend.domain.credit.loan_schedule import nominal_due_on

WEEKEND_RULES = ("none", "next", "previous")
INTEREST_ON = ("whole", "unpaid")
_INTEREST_ON = {
    "description": "What bears interest once a statement is not paid in full: its whole balance, or what is unpaid."
}
_PENALTY = {
    "description": "The annual rate after a long lateness, in basis points; 0: none; null: nobody has said."
}
DAY_COUNTS = ("nominal", "30/360", "actual/365", "actual/360")


class DueRuleData(TypedDict):
    fixed_day: int | None
    days_after: int | None


class MinimumRuleData(TypedDict):
    percent_bp: int
    floor: int
    base: Literal["balance", "principal"]
    plus_interest_and_fees: bool
    plus_over_limit: bool
    plus_past_due: bool


class LateFeeData(TypedDict):
    flat: int
    percent_bp: int
    minimum: int
    cap: int | None


class TermsData(TypedDict):
    """What TermsSchema reads. A `cut_off` of null is the day's end, and replaced before anybody sees it."""

    weekend_rule: WeekendRule
    cut_off: time
    grace_days: int
    tolerance: int
    late_fee: LateFeeRule | None
    daily_rate_ppm: int | None
    penalty_apr_bp: int | None


class CardTermsData(TermsData):
    statement_day: int
    due: DueRule
    minimum: MinimumRule
    refund_counts_as_payment: bool
    interest_on: InterestOn | None


class LoanTermsData(TermsData):
    principal: int
    rate_bp: int
    instalments: int
    first_due_on: date
    repayment: Repayment
    interval: Interval
    interval_count: int
    anchor_day: int | None
    day_count: DayCount
    drawn_on: date | None
    odd_first_period: OddFirstPeriod
    prepayment_fee_bp: int | None


class DueRuleSchema(Schema):
    """When a statement falls due: exactly one of the two."""

    fixed_day = Bounded(1, 31, load_default=None, allow_none=True)
    days_after = Bounded(1, 92, load_default=None, allow_none=True)

    @validates_schema
    def exactly_one(self, data: DueRuleData, **kwargs: object) -> None:
        if (data["fixed_day"] is None) == (data["days_after"] is None):
            raise ValidationError("Give either fixed_day or days_after.", "fixed_day")

    @post_load
    def build(self, data: DueRuleData, **kwargs: object) -> DueRule:
        return DueRule(**data)


class MinimumRuleSchema(Schema):
    """The issuer's minimum: the greater of a floor and a share of the balance, with additions."""

    percent_bp = Bounded(0, 10_000, required=True)
    floor = Minor(load_default=0)
    base = fields.String(load_default="principal", validate=validate.OneOf(("balance", "principal")))
    plus_interest_and_fees = fields.Boolean(load_default=True, truthy={True}, falsy={False})
    plus_over_limit = fields.Boolean(load_default=True, truthy={True}, falsy={False})
    plus_past_due = fields.Boolean(load_default=True, truthy={True}, falsy={False})

    @post_load
    def build(self, data: MinimumRuleData, **kwargs: object) -> MinimumRule:
        return MinimumRule(**data)


class LateFeeSchema(Schema):
    """What a late minimum costs."""

    flat = Minor(load_default=0)
    percent_bp = Bounded(0, 10_000, load_default=0)
    minimum = Minor(load_default=0)
    cap = Minor(load_default=None, allow_none=True)

    @post_load
    def build(self, data: LateFeeData, **kwargs: object) -> LateFeeRule:
        return LateFeeRule(**data)


class TermsSchema(Schema):
    """What the terms of cards and loans share."""

    weekend_rule = fields.String(load_default="none", validate=validate.OneOf(WEEKEND_RULES))
    cut_off = WallTime(load_default=time.max, allow_none=True)
    grace_days = Bounded(0, 31, load_default=0)
    tolerance = Minor(load_default=0)
    late_fee = fields.Nested(LateFeeSchema, load_default=None, allow_none=True)
    daily_rate_ppm = Bounded(0, 1_000_000, load_default=None, allow_none=True)
    penalty_apr_bp = Bounded(0, 100_000, load_default=None, allow_none=True, metadata=_PENALTY)


class CardTermsSchema(TermsSchema):
    """A card's terms. Amounts in minor units, rates in basis points, daily_rate_ppm in millionths a day."""

    statement_day = Bounded(1, 31, required=True)
    due = fields.Nested(DueRuleSchema, required=True)
    minimum = fields.Nested(MinimumRuleSchema, required=True)
    refund_counts_as_payment = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        metadata={
            "description": "Whether a shop's refund pays the minimum too; as a rule it only lowers the balance."
        },
    )
    interest_on = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf(INTEREST_ON), metadata=_INTEREST_ON
    )

    @post_load
    def build(self, data: CardTermsData, **kwargs: object) -> CardTerms:
        data["cut_off"] = data["cut_off"] or time.max
        return CardTerms(**data)


class LoanTermsSchema(TermsSchema):
    """A loan's terms; the schedule is derived from them."""

    principal = Minor(required=True, low=1)
    rate_bp = Bounded(0, 100_000, required=True)
    instalments = Bounded(1, 600, required=True)
    first_due_on = Day(required=True)
    repayment = fields.String(
        load_default="equal_instalment",
        validate=validate.OneOf(("equal_instalment", "equal_principal", "interest_only", "bullet")),
    )
    interval = fields.String(load_default="month", validate=validate.OneOf(("month", "week", "day")))
    interval_count = Bounded(1, 366, load_default=1)
    anchor_day = Bounded(1, 31, load_default=None, allow_none=True)
    day_count = fields.String(
        load_default="nominal",
        validate=validate.OneOf(DAY_COUNTS),
        metadata={
            "description": "nominal: a month bears a twelfth of the annual rate, a week 7/365, a day 1/365; "
            "the others count the days between the contract's dates."
        },
    )
    drawn_on = Day(
        load_default=None,
        allow_none=True,
        metadata={
            "description": "The day the money came, where the first period is longer or shorter than the others."
        },
    )
    odd_first_period = fields.String(
        load_default="added",
        validate=validate.OneOf(("added", "spread")),
        metadata={
            "description": "What an odd first period bears is in the first instalment (added), or all are equal."
        },
    )
    prepayment_fee_bp = Bounded(
        0,
        10_000,
        load_default=None,
        allow_none=True,
        metadata={
            "description": "What the lender takes of principal repaid early, basis points; null: not known."
        },
    )

    @validates_schema
    def drawn_before_due(self, data: LoanTermsData, **kwargs: object) -> None:
        if data["drawn_on"] is not None and data["drawn_on"] >= data["first_due_on"]:
            raise ValidationError("The money comes before the first instalment falls due.", "drawn_on")

    @post_load
    def build(self, data: LoanTermsData, **kwargs: object) -> LoanTerms:
        data["cut_off"] = data["cut_off"] or time.max
        terms = LoanTerms(**data)
        if not _ends_in_time(terms):
            raise ValidationError(f"The last instalment would fall due after {LAST_YEAR}.", "instalments")
        return terms


def _ends_in_time(terms: LoanTerms) -> bool:
    try:
        return nominal_due_on(terms, terms.instalments).year < LAST_YEAR
    except ValueError:
        return False


def terms_json(terms: CardTerms | LoanTerms) -> dict[str, object]:
    """Terms as the schemas above read them."""
    data = asdict(terms)
    data["cut_off"] = None if terms.cut_off == time.max else terms.cut_off.strftime("%H:%M")
    if isinstance(terms, LoanTerms):
        data["first_due_on"] = terms.first_due_on.isoformat()
        data["drawn_on"] = terms.drawn_on.isoformat() if terms.drawn_on else None
    return data
