"""The forms of a cash flow: its days, what comes and goes, and what is funded, as schemas and as JSON."""

from dataclasses import asdict

from marshmallow import Schema, fields, validate

from backend.actions.spending.cash_flow import CashFlowFacts
from backend.api.http.answers import iso
from backend.api.spending.cash_flow_doubts import (
    LeftOutSchema,
    MaybePaidSchema,
    StaleBalanceSchema,
    UnknownSchema,
    maybe_paid_json,
    stale_balance_json,
)
from backend.domain.spending.forecast.cash_flow import EssentialFunding, Flow, Forecast, Funding

FUNDED = ("yes", "at_risk", "no")
CERTAINTIES = ("known", "estimated")


class DaySchema(Schema):
    """A day's end: the balance as expected, the least and the most, and the signed parts of the expected one."""

    on = fields.Date(required=True)
    low = fields.Integer(required=True)
    expected = fields.Integer(required=True)
    high = fields.Integer(required=True)
    income = fields.Integer(required=True)
    fixed = fields.Integer(required=True)
    typical = fields.Integer(required=True)
    dues = fields.Integer(required=True)


class FundingSchema(Schema):
    """Whether a due is funded: yes, at_risk (only as expected, not at the least) or no."""

    due_id = fields.String(required=True)
    name = fields.String(required=True)
    on = fields.Date(required=True)
    amount = fields.Integer(required=True)
    sure = fields.Boolean(required=True)
    funded = fields.String(required=True, validate=validate.OneOf(FUNDED))
    shortfall = fields.Integer(required=True)
    shortfall_low = fields.Integer(required=True)


class FlowSchema(Schema):
    """Income (positive) or a cost (negative) that comes by itself; `low` is the worst case."""

    on = fields.Date(required=True)
    amount = fields.Integer(required=True)
    low = fields.Integer(required=True)
    high = fields.Integer(required=True)
    kind = fields.String(required=True)
    label = fields.String(required=True)
    recurring_id = fields.String(required=True)
    certainty = fields.String(
        required=True,
        validate=validate.OneOf(CERTAINTIES),
        metadata={"description": "known: you said day and amount; estimated: read off your history"},
    )
    essential = fields.Boolean(
        required=True, metadata={"description": "Rent or another bill that is to be funded as a due is"}
    )
    secured = fields.Boolean(
        required=True,
        allow_none=True,
        metadata={"description": "Whether something is lost if it is not paid; null where nobody has said"},
    )
    missed = fields.Integer(
        required=True,
        metadata={
            "description": "How many of its last expected days passed without it; after one it is in doubt"
        },
    )


class EssentialSchema(Schema):
    """Whether rent or another essential bill is funded on its day: yes, at_risk or no. Minor units."""

    recurring_id = fields.String(required=True, metadata={"description": "The series or typed bill it is of"})
    label = fields.String(required=True, metadata={"description": "Who is paid"})
    on = fields.Date(required=True, metadata={"description": "The day it is expected on"})
    amount = fields.Integer(required=True, metadata={"description": "Expected amount, minor units, positive"})
    funded = fields.String(
        required=True,
        validate=validate.OneOf(FUNDED),
        metadata={"description": "yes also in the low case, at_risk only as expected, no not even then"},
    )
    shortfall = fields.Integer(required=True, metadata={"description": "Missing as expected, minor units"})
    shortfall_low = fields.Integer(
        required=True, metadata={"description": "Missing in the low case, minor units"}
    )


class FirstBelowSchema(Schema):
    """The first day on which each balance is below the reserve; null where it never is."""

    low = fields.Date(required=True, allow_none=True, metadata={"description": "In the low case"})
    expected = fields.Date(required=True, allow_none=True, metadata={"description": "As expected"})
    high = fields.Date(required=True, allow_none=True, metadata={"description": "In the high case"})


class TypicalSchema(Schema):
    """What a category usually takes in 30 days."""

    category = fields.String(required=True)
    low = fields.Integer(required=True)
    expected = fields.Integer(required=True)
    high = fields.Integer(required=True)


class ConversionSchema(Schema):
    """A rate that this forecast used."""

    currency = fields.String(required=True, metadata={"description": "ISO 4217 code of what was converted"})
    rate = fields.String(
        required=True,
        metadata={"description": "Units of the forecast's currency for one unit, as a fraction"},
    )
    on = fields.Date(required=True, metadata={"description": "The day the rate is of"})
    stale = fields.Boolean(required=True, metadata={"description": "Whether it is older than 30 days"})


class CashFlowSchema(Schema):
    """Minor units of one currency. `balance` is what is there now, `reserve` what must stay; shortfalls as expected."""

    currency = fields.String(required=True)
    balance = fields.Integer(required=True)
    reserve = fields.Integer(required=True)
    shortfall = fields.Integer(
        required=True, metadata={"description": "Missing on the worst day with a due; 0 if each is funded"}
    )
    worst_shortfall = fields.Integer(
        required=True, metadata={"description": "Missing on the worst of all days to keep the reserve"}
    )
    holds = fields.String(
        required=True,
        validate=validate.OneOf(FUNDED),
        metadata={
            "description": "Whether the reserve is kept on every day: yes, at_risk (only as expected) or no"
        },
    )
    first_below_reserve = fields.Nested(
        FirstBelowSchema,
        required=True,
        metadata={"description": "The first day below the reserve in each case"},
    )
    essentials = fields.List(
        fields.Nested(EssentialSchema),
        required=True,
        metadata={"description": "Rent and other essential bills, each funded or not on its day"},
    )
    days = fields.List(fields.Nested(DaySchema), required=True)
    fundings = fields.List(fields.Nested(FundingSchema), required=True)
    flows = fields.List(fields.Nested(FlowSchema), required=True)
    typical = fields.List(fields.Nested(TypicalSchema), required=True)
    left_out = fields.List(
        fields.Nested(LeftOutSchema),
        required=True,
        metadata={"description": "What is in no sum, for want of a rate"},
    )
    conversions = fields.List(
        fields.Nested(ConversionSchema), required=True, metadata={"description": "The rates that were used"}
    )
    amount_unknown = fields.List(fields.Nested(UnknownSchema), required=True)
    maybe_paid = fields.List(fields.Nested(MaybePaidSchema), required=True)
    balance_stale = fields.Nested(StaleBalanceSchema, required=True, allow_none=True)


def cash_flow_json(facts: CashFlowFacts, seen: Forecast) -> dict[str, object]:
    return {
        "currency": facts.currency,
        "balance": facts.balance,
        "reserve": facts.reserve,
        "shortfall": seen.shortfall,
        "worst_shortfall": seen.worst_shortfall,
        "holds": facts.holds(seen),
        "first_below_reserve": {
            name: iso(on) for name, on in zip(seen.first_below._fields, seen.first_below, strict=True)
        },
        "essentials": [_essential(each) for each in seen.essentials],
        "days": [asdict(day) | {"on": day.on.isoformat()} for day in seen.days],
        "fundings": [_funding(each, facts) for each in seen.fundings],
        "flows": [_flow(flow) for flow in sorted(facts.flows, key=lambda flow: (flow.on, flow.source_id))],
        "typical": [asdict(habit) for habit in facts.typical],
        "left_out": [each._asdict() | {"on": iso(each.on)} for each in facts.left_out],
        "conversions": [
            {
                "currency": rate.currency,
                "rate": str(rate.worth),
                "on": rate.on.isoformat(),
                "stale": rate.stale(facts.today),
            }
            for rate in facts.conversions
        ],
        "amount_unknown": [
            {"deadline_id": each.deadline_id, "name": each.name, "on": each.on.isoformat()}
            for each in facts.unknown
        ],
        "maybe_paid": [maybe_paid_json(each) for each in facts.maybe_paid],
        "balance_stale": stale_balance_json(facts.stale),
    }


def _flow(flow: Flow) -> dict[str, object]:
    plain = ("amount", "low", "high", "kind", "label", "certainty", "essential", "secured", "missed")
    return {name: getattr(flow, name) for name in plain} | {
        "on": flow.on.isoformat(),
        "recurring_id": flow.source_id,
    }


def _essential(each: EssentialFunding) -> dict[str, object]:
    plain = ("label", "amount", "funded", "shortfall", "shortfall_low")
    return {name: getattr(each, name) for name in plain} | {
        "on": each.on.isoformat(),
        "recurring_id": each.source_id,
    }


def _funding(funding: Funding, facts: CashFlowFacts) -> dict[str, object]:
    open_ = next(each for each in facts.dues if each.due.id == funding.due_id)
    return asdict(funding) | {
        "on": funding.on.isoformat(),
        "name": open_.due.name,
        "amount": open_.due.amount,
        "sure": open_.sure,
    }
