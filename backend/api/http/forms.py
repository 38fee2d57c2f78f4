"""Shapes that several rooms share: a card's or a loan's terms as JSON, and instants as text."""

from dataclasses import asdict
from datetime import datetime, time
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from backend.api.http.fields import LAST_YEAR, Bounded, Day, Minor
from backend.domain.credit.loan_schedule import nominal_due_on
from backend.domain.credit.terms import CardTerms, DueRule, LateFeeRule, LoanTerms, MinimumRule

WEEKEND_RULES = ("none", "next", "previous")


def iso(instant: datetime | None) -> str | None:
    """An instant as 2026-11-24T09:00:00Z, or None."""
    return None if instant is None else instant.isoformat().replace("+00:00", "Z")


class WallTime(fields.String):
    """A local wall time as HH:MM; null is the day's end."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            found = time.fromisoformat(text)
        except ValueError:
            raise ValidationError("Give a local time as HH:MM.") from None
        if found.tzinfo or found.second or found.microsecond or len(text) != 5:
            raise ValidationError("Give a local time as HH:MM.")
        return found


class DueRuleSchema(Schema):
    """When a statement falls due: exactly one of the two."""

    fixed_day = Bounded(1, 31, load_default=None, allow_none=True)
    days_after = Bounded(1, 92, load_default=None, allow_none=True)

    @validates_schema
    def _one(self, data: dict[str, Any], **kwargs: Any) -> None:
        if (data["fixed_day"] is None) == (data["days_after"] is None):
            raise ValidationError("Give either fixed_day or days_after.", "fixed_day")

    @post_load
    def _build(self, data: dict[str, Any], **kwargs: Any) -> DueRule:
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
    def _build(self, data: dict[str, Any], **kwargs: Any) -> MinimumRule:
        return MinimumRule(**data)


class LateFeeSchema(Schema):
    """What a late minimum costs."""

    flat = Minor(load_default=0)
    percent_bp = Bounded(0, 10_000, load_default=0)
    minimum = Minor(load_default=0)
    cap = Minor(load_default=None, allow_none=True)

    @post_load
    def _build(self, data: dict[str, Any], **kwargs: Any) -> LateFeeRule:
        return LateFeeRule(**data)


class TermsSchema(Schema):
    """What the terms of cards and loans share."""

    weekend_rule = fields.String(load_default="none", validate=validate.OneOf(WEEKEND_RULES))
    cut_off = WallTime(load_default=time.max, allow_none=True)
    grace_days = Bounded(0, 31, load_default=0)
    tolerance = Minor(load_default=0)
    late_fee = fields.Nested(LateFeeSchema, load_default=None, allow_none=True)
    daily_rate_ppm = Bounded(0, 1_000_000, load_default=None, allow_none=True)


class CardTermsSchema(TermsSchema):
    """A card's terms. Amounts in minor units, rates in basis points, daily_rate_ppm in millionths a day."""

    statement_day = Bounded(1, 31, required=True)
    due = fields.Nested(DueRuleSchema, required=True)
    minimum = fields.Nested(MinimumRuleSchema, required=True)

    @post_load
    def _build(self, data: dict[str, Any], **kwargs: Any) -> CardTerms:
        return CardTerms(**{**data, "cut_off": data["cut_off"] or time.max})


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

    @post_load
    def _build(self, data: dict[str, Any], **kwargs: Any) -> LoanTerms:
        terms = LoanTerms(**{**data, "cut_off": data["cut_off"] or time.max})
        if not _ends_in_time(terms):
            raise ValidationError(f"The last instalment would fall due after {LAST_YEAR}.", "instalments")
        return terms


def _ends_in_time(terms: LoanTerms) -> bool:
    try:
        return nominal_due_on(terms, terms.instalments).year < LAST_YEAR
    except ValueError:
        return False


def terms_json(terms: CardTerms | LoanTerms) -> dict[str, Any]:
    """Terms as the schemas above read them."""
    data = asdict(terms)
    data["cut_off"] = None if terms.cut_off == time.max else terms.cut_off.strftime("%H:%M")
    if isinstance(terms, LoanTerms):
        data["first_due_on"] = terms.first_due_on.isoformat()
    return data
