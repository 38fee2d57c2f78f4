"""Routes of cut plans: the least painful cuts that fund every minimum, judged line by line, then followed."""

from dataclasses import asdict
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.spending import cut_plans, envelopes, plan_making
from backend.actions.spending.cut_plans import Acceptable
from backend.actions.spending.plan_lines import shown_line, shown_lines
from backend.actions.spending.plan_making import PreparedPlan
from backend.actions.spending.plan_outcome import outcome_of
from backend.actions.spending.plan_standing import Facts, standing_of
from backend.api.http.answers import iso, json_answer, row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match
from backend.api.http.fields import Bounded, Currency
from backend.api.http.idempotency import idempotent, idempotent_after
from backend.api.http.pagination import (
    PageArgs,
    PageQuery,
    cursor_id,
    id_key,
    list_answer,
    page_schema,
    split_page,
)
from backend.api.http.pictures import PictureQuery, PictureQueryData, svg_answer
from backend.api.spending.cut_plan_forms import PlanSchema, PlanSummarySchema
from backend.api.spending.cut_plan_json import cut_of, plan_json, summary_json, summary_text
from backend.domain.spending.categories import category_lookup
from backend.domain.spending.forecast.cash_flow import LONGEST
from backend.rendering.svg.cut_plan import cut_plan_svg
from backend.store.spending import cut_plans as stored
from backend.store.spending.cut_plans import CutPlan

blueprint = Blueprint(
    "cut plans",
    __name__,
    url_prefix="/v1/cut-plans",
    description="What to leave out so that minimums are paid",
)


class NewPlan(Schema):
    """`currency` may be left out where all your accounts have the same; `days` is how far the plan looks."""

    currency = Currency(load_default=None, allow_none=True)
    days = Bounded(1, LONGEST, load_default=30)


class NewPlanData(TypedDict):
    currency: str | None
    days: int


class ChangedLine(Schema):
    """Accept a line, with fewer or more steps where told, or refuse it."""

    state = fields.String(required=True, validate=validate.OneOf(("accepted", "refused")))
    steps = Bounded(1, 10_000, load_default=None, allow_none=True)


class ChangedLineData(TypedDict):
    state: str
    steps: int | None


class DueOutcomeSchema(Schema):
    """How a due went: met, late, missed, waived, cancelled, or still ahead."""

    due_id = fields.String(required=True)
    name = fields.String(required=True)
    on = fields.Date(required=True)
    amount = fields.Integer(required=True)
    promised = fields.Boolean(required=True)
    happened = fields.String(
        required=True, validate=validate.OneOf(("met", "late", "missed", "waived", "cancelled", "ahead"))
    )


class CategoryOutcomeSchema(Schema):
    """What was usual up to today, what the plan meant to save of it, what was spent and what that saved."""

    category = fields.String(required=True)
    category_name = fields.String(required=True)
    usual = fields.Integer(required=True)
    promised_saving = fields.Integer(required=True)
    spent = fields.Integer(required=True)
    saved = fields.Integer(required=True)


class SubscriptionOutcomeSchema(Schema):
    recurring_id = fields.String(required=True)
    label = fields.String(required=True)
    promised_saving = fields.Integer(required=True)
    charged_since = fields.Boolean(required=True)


class OutcomeSchema(Schema):
    """What was promised and what happened."""

    dues = fields.List(fields.Nested(DueOutcomeSchema), required=True)
    categories = fields.List(fields.Nested(CategoryOutcomeSchema), required=True)
    subscriptions = fields.List(fields.Nested(SubscriptionOutcomeSchema), required=True)


def plan_answer(plan: CutPlan, status: int = 200, *, facts: Facts | None = None) -> Response:
    return row_answer(plan_json(plan, facts or Facts(g.borrower, g.now)), plan, status)


def _solved(data: NewPlanData) -> PreparedPlan:
    return plan_making.prepare(g.borrower_id, now=g.now, **data)


def _acceptable(plan_id: str) -> Acceptable:
    return cut_plans.prepare_accepting(g.borrower, plan_id, now=g.now)


@blueprint.post("")
@blueprint.arguments(NewPlan)
@blueprint.response(201, PlanSchema)
@idempotent_after(_solved)
def make_cut_plan(solved: PreparedPlan) -> Response:
    """Make a plan from today's facts; nothing changes until you accept it"""
    plan = plan_making.keep(g.borrower_id, solved, now=g.now)
    return plan_answer(plan, 201, facts=Facts.of(g.borrower, solved.facts, g.now))


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(PlanSummarySchema))
def list_cut_plans(query: PageQuery) -> Response:
    """List your plans, newest first"""
    rows = stored.page(g.borrower_id, limit=query["limit"] + 1, before=cursor_id(query["cursor"]))
    page, next_cursor = split_page(rows, query["limit"], id_key)
    lines = stored.lines_of([row.id for row in page])
    facts = Facts(g.borrower, g.now)
    items = [
        summary_json(row, lines[row.id], row.plan_facts, standing_of(row, lines[row.id], facts))
        for row in page
    ]
    return list_answer(items, next_cursor)


@blueprint.get("/<plan_id>")
@blueprint.response(200, PlanSchema)
def get_cut_plan(plan_id: str) -> Response:
    """Read a plan, each line with its reason"""
    return plan_answer(cut_plans.get(g.borrower_id, plan_id))


@blueprint.patch("/<plan_id>/lines/<position>")
@blueprint.arguments(ChangedLine)
@blueprint.response(200, PlanSchema)
@with_borrower_lock
def change_cut_line(data: ChangedLineData, plan_id: str, position: str) -> Response:
    """Accept, change or refuse one line; If-Match is the plan's ETag"""
    plan = cut_plans.get(g.borrower_id, plan_id)
    shown_line(plan.id, position)
    check_if_match(plan)
    cut_plans.change_line(plan, position, now=g.now, **data)
    return plan_answer(cut_plans.get(g.borrower_id, plan_id))


@blueprint.post("/<plan_id>/accept")
@blueprint.response(200, PlanSchema)
@idempotent_after(_acceptable)
def accept_cut_plan(prepared: Acceptable) -> Response:
    """Follow a plan, if it holds by today's facts; it sets an envelope for each category that is cut"""
    plan = cut_plans.accept(prepared, now=g.now)
    envelopes.track_plans(g.borrower_id, now=g.now)
    return plan_answer(cut_plans.get(g.borrower_id, plan.id))


@blueprint.post("/<plan_id>/refuse")
@blueprint.response(200, PlanSchema)
@idempotent
def refuse_cut_plan(plan_id: str) -> Response:
    """Turn a plan down"""
    return plan_answer(cut_plans.refuse(cut_plans.get(g.borrower_id, plan_id), now=g.now))


@blueprint.get("/<plan_id>/outcome")
@blueprint.response(200, OutcomeSchema)
def read_outcome(plan_id: str) -> Response:
    """Read what an accepted plan promised and what happened"""
    found = outcome_of(cut_plans.get(g.borrower_id, plan_id), g.borrower, now=g.now)
    body = {
        "dues": [asdict(due) | {"on": iso(due.on)} for due in found.dues],
        "categories": [
            asdict(each)
            | {"saved": each.saved, "category_name": category_lookup.name(each.category, g.borrower.locale)}
            for each in found.categories
        ],
        "subscriptions": [asdict(each) for each in found.subscriptions],
    }
    return json_answer(body)


@blueprint.get("/<plan_id>/cut-plan.svg")
@blueprint.arguments(PictureQuery, location="query")
@blueprint.response(200, content_type="image/svg+xml")
def draw_cut_plan(query: PictureQueryData, plan_id: str) -> Response:
    """See a plan as a picture"""
    plan = cut_plans.get(g.borrower_id, plan_id)
    facts = plan.plan_facts
    lines = stored.lines_of([plan.id])[plan.id]
    return svg_answer(
        cut_plan_svg(
            [cut_of(line, facts) for line in shown_lines(lines) if line.state != "refused"],
            list(facts.due_by_id.values()),
            currency=plan.currency,
            summary=summary_text(plan, lines, facts, standing_of(plan, lines, Facts(g.borrower, g.now))),
            locale=g.borrower.locale,
            theme=query["theme"],
        )
    )
