"""What answers show of cut plans, and a plan as JSON with its sentences in the borrower's language."""

from dataclasses import asdict

from flask import g
from marshmallow import Schema, fields, validate

from backend.actions.spending.plan_facts import savings_of
from backend.api.http.answers import iso
from backend.domain.spending.categories import category_lookup
from backend.domain.spending.cut_plan.plan_facts import PlanDue, PlanFacts, UnfundedDue
from backend.store.spending import cut_plans
from backend.store.spending.cut_plans import CutLine, CutPlan
from backend.words.spending import cut_plan as words

PLAN_STATES = ("proposed", "accepted", "refused", "superseded", "ended")
LINE_STATES = ("proposed", "accepted", "refused")
ASKS = ("ask_later_due_date", "ask_fee_waiver", "ask_minimum_waiver", "ask_hardship_plan")


class LineSchema(Schema):
    """One suggestion. `steps` of `usual` are left out, at most `most`; each saves `step`."""

    position = fields.Integer(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(("steps", "subscription")))
    category = fields.String(required=True)
    category_name = fields.String(required=True)
    recurring_id = fields.String(required=True, allow_none=True)
    unit = fields.String(required=True)
    from_on = fields.Date(required=True)
    to_on = fields.Date(required=True)
    usual = fields.Integer(required=True)
    steps = fields.Integer(required=True)
    most = fields.Integer(required=True)
    step = fields.Integer(required=True)
    saves = fields.Integer(required=True)
    state = fields.String(required=True, validate=validate.OneOf(LINE_STATES))
    text = fields.String(required=True)
    why_not_less = fields.String(required=True)


class PromiseSchema(Schema):
    """A due of the plan; `shortfall` is what is missing for it with the lines as they are now."""

    due_id = fields.String(required=True)
    name = fields.String(required=True)
    on = fields.Date(required=True)
    amount = fields.Integer(required=True)
    sure = fields.Boolean(required=True)
    promised = fields.Boolean(required=True)
    shortfall = fields.Integer(required=True, allow_none=True)


class CostPartSchema(Schema):
    """A part of the cost of being late; `confirmed` is false where the source was not read in print."""

    name = fields.String(required=True)
    label = fields.String(required=True)
    amount = fields.Integer(required=True)
    source = fields.String(required=True)
    confirmed = fields.Boolean(required=True)


class UnfundedSchema(Schema):
    """A due that no acceptable cut funds: what it costs, what is missing from when, whom to ask for what."""

    due_id = fields.String(required=True)
    missing = fields.Integer(required=True)
    from_on = fields.Date(required=True)
    payable_on = fields.Date(required=True, allow_none=True)
    ask = fields.String(required=True, validate=validate.OneOf(ASKS))
    charged = fields.Integer(required=True)
    boundary_days = fields.Integer(required=True, allow_none=True)
    cost = fields.List(fields.Nested(CostPartSchema), required=True)
    text = fields.String(required=True)
    cost_text = fields.String(required=True)
    ask_text = fields.String(required=True)


class PlanSummarySchema(Schema):
    """A plan in short. `saves` counts the lines that are not refused; `holds`: with these, every promise stands."""

    id = fields.String(required=True)
    currency = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(PLAN_STATES))
    feasible = fields.Boolean(required=True)
    made_on = fields.Date(required=True)
    until_on = fields.Date(required=True)
    accepted_on = fields.Date(required=True, allow_none=True)
    needed = fields.Integer(required=True)
    saves = fields.Integer(required=True)
    summary = fields.String(required=True)
    recompute_offered = fields.Boolean(required=True)
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


class PlanSchema(PlanSummarySchema):
    """A plan with every line and due."""

    holds = fields.Boolean(required=True)
    lines = fields.List(fields.Nested(LineSchema), required=True)
    dues = fields.List(fields.Nested(PromiseSchema), required=True)
    unfunded = fields.List(fields.Nested(UnfundedSchema), required=True)


def _saves(lines: list[CutLine]) -> int:
    return sum(line.saves for line in lines if line.state != "refused")


def summary_text(plan: CutPlan, lines: list[CutLine], facts: PlanFacts) -> str:
    """A plan in a sentence."""
    return words.summary(
        feasible=plan.feasible,
        saves=_saves(lines),
        lines=len(lines),
        unfunded=len(facts.unfunded),
        until=plan.until_on,
        currency=plan.currency,
        locale=g.borrower.locale,
    )


def summary_json(plan: CutPlan, lines: list[CutLine], facts: PlanFacts) -> dict[str, object]:
    """A plan in short."""
    return {
        "id": plan.id,
        "currency": plan.currency,
        "state": plan.state,
        "feasible": plan.feasible,
        "made_on": plan.made_on.isoformat(),
        "until_on": plan.until_on.isoformat(),
        "accepted_on": iso(plan.accepted_on),
        "needed": facts.needed,
        "saves": _saves(lines),
        "summary": summary_text(plan, lines, facts),
        "recompute_offered": plan.recompute_offered,
        "created_at": iso(plan.created_at),
        "updated_at": iso(plan.updated_at),
    }


def plan_json(plan: CutPlan) -> dict[str, object]:
    """A plan with every line and due, in the borrower's language."""
    facts, lines = plan.plan_facts, cut_plans.lines_of([plan.id])[plan.id]
    fundings = facts.forecast(savings_of(facts, lines)).fundings
    short = {each.due_id: each.shortfall for each in fundings}
    return summary_json(plan, lines, facts) | {
        "holds": not any(short.values()),
        "lines": [line_json(plan, line, facts) for line in lines],
        "dues": [_due_json(due, short.get(due.id)) for due in facts.due_by_id.values()],
        "unfunded": [_unfunded_json(each, facts, plan.currency) for each in facts.unfunded],
    }


def _due_json(due: PlanDue, shortfall: int | None) -> dict[str, object]:
    return {
        "due_id": due.id,
        "name": due.name,
        "on": due.on.isoformat(),
        "amount": due.amount,
        "sure": due.sure,
        "promised": due.promised,
        "shortfall": shortfall,
    }


def cut_of(line: CutLine, facts: PlanFacts) -> words.CutFacts:
    """A line as its sentences need it."""
    due = facts.due_by_id[line.why_due_id]
    return words.CutFacts(
        line.kind,
        line.category,
        line.label,
        line.unit,
        line.from_on,
        line.to_on,
        line.usual,
        line.steps,
        line.saves,
        due.name,
        due.kind,
        line.why_on,
        line.why_short,
    )


def line_json(plan: CutPlan, line: CutLine, facts: PlanFacts) -> dict[str, object]:
    """One line with its sentences."""
    plain = (
        "position",
        "kind",
        "category",
        "recurring_id",
        "unit",
        "usual",
        "steps",
        "most",
        "step",
        "saves",
        "state",
    )
    cut, locale = cut_of(line, facts), g.borrower.locale
    return {name: getattr(line, name) for name in plain} | {
        "category_name": category_lookup.name(line.category, locale),
        "from_on": line.from_on.isoformat(),
        "to_on": line.to_on.isoformat(),
        "text": words.cut_text(cut, plan.currency, locale),
        "why_not_less": words.why_text(cut, plan.currency, locale),
    }


def _unfunded_json(each: UnfundedDue, facts: PlanFacts, currency: str) -> dict[str, object]:
    due, locale = facts.due_by_id[each.due_id], g.borrower.locale
    return {
        "due_id": each.due_id,
        "missing": each.missing,
        "from_on": each.from_on.isoformat(),
        "payable_on": iso(each.payable_on),
        "ask": each.ask,
        "charged": due.charged,
        "boundary_days": due.boundary_days,
        "cost": [asdict(part) | {"label": words.part_name(part.name, locale)} for part in due.cost_parts],
        "text": words.unfunded_text(due, each.missing, each.from_on, currency, locale),
        "cost_text": words.cost_text(due, currency, locale),
        "ask_text": words.ask_text(due, each.ask, each.payable_on, each.missing, currency, locale),
    }
