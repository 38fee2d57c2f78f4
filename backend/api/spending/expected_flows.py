"""Routes of expected income and bills, which the borrower types beside what is found in the transactions."""

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.spending import expected_flows
from backend.actions.spending.expected_flows import FlowChanges
from backend.api.http.answers import iso, row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match
from backend.api.http.fields import MAX_MINOR, Bounded, Currency, Day, Text
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.store.spending import expected_flows as stored
from backend.store.spending.expected_flows import ExpectedFlow

blueprint = Blueprint(
    "expected flows", __name__, url_prefix="/v1/expected-flows", description="Income and bills you expect"
)

DIRECTIONS = ("in", "out")
RHYTHMS = (
    "once",
    "week",
    "fortnight",
    "four_weeks",
    "half_month",
    "month",
    "last_working_day",
    "two_months",
    "quarter",
    "half_year",
    "year",
)
WEEKEND_RULES = ("none", "next", "previous")

_LABEL = {"description": "Who pays or is paid"}
_DIRECTION = {"description": "in: income; out: a bill"}
_RHYTHM = {
    "description": "How often; half_month: on the day of `starts_on` and on `second_day` of each month"
}
_STARTS = {"description": "Its first day, as the contract says it; a month's day clamps at the month's end"}
_ENDS = {"description": "Its last day; null where no end is known"}
_SECOND = {"description": "The other day of the month of half_month, 1 to 31; null for every other rhythm"}
_WEEKEND = {
    "description": "Where it goes when its day is not worked in your country; last_working_day: previous"
}
_AMOUNT = {"description": "Expected, in minor units, without a sign"}
_LOW = {"description": "The least it may be, in minor units; as expected, if not given"}
_HIGH = {"description": "The most it may be, in minor units; as expected, if not given"}
_CATEGORY = {"description": "A category's key (GET /v1/categories)"}
_ESSENTIAL = {"description": "A bill that is to be funded as a due is; by its category, if not given"}
_SECURED = {"description": "Whether something is lost if it is not paid; null: not said"}


class ChangedExpectedFlow(Schema):
    """What may change. A new amount without a new low and high is certain."""

    label = Text(80, metadata=_LABEL)
    rhythm = fields.String(validate=validate.OneOf(RHYTHMS), metadata=_RHYTHM)
    starts_on = Day(metadata=_STARTS)
    ends_on = Day(allow_none=True, metadata=_ENDS)
    second_day = Bounded(1, 31, allow_none=True, metadata=_SECOND)
    weekend_rule = fields.String(validate=validate.OneOf(WEEKEND_RULES), allow_none=True, metadata=_WEEKEND)
    amount = Bounded(1, MAX_MINOR, metadata=_AMOUNT)
    low = Bounded(0, MAX_MINOR, allow_none=True, metadata=_LOW)
    high = Bounded(1, MAX_MINOR, allow_none=True, metadata=_HIGH)
    category = Text(40, allow_none=True, metadata=_CATEGORY)
    essential = fields.Boolean(allow_none=True, metadata=_ESSENTIAL)
    secured = fields.Boolean(allow_none=True, metadata=_SECURED)


class NewExpectedFlow(ChangedExpectedFlow):
    """An income or a bill. `starts_on` is one of its days; money moves on working days where the rule says so."""

    label = Text(80, required=True, metadata=_LABEL)
    direction = fields.String(required=True, validate=validate.OneOf(DIRECTIONS), metadata=_DIRECTION)
    rhythm = fields.String(required=True, validate=validate.OneOf(RHYTHMS), metadata=_RHYTHM)
    starts_on = Day(required=True, metadata=_STARTS)
    amount = Bounded(1, MAX_MINOR, required=True, metadata=_AMOUNT)
    currency = Currency(required=True, metadata={"description": "ISO 4217 code"})


class ExpectedFlowSchema(Schema):
    """An income or a bill that you expect. Amounts in minor units without a sign."""

    id = fields.String(required=True, metadata={"description": "Its identifier; a flow's `recurring_id`"})
    label = fields.String(required=True, metadata=_LABEL)
    direction = fields.String(required=True, validate=validate.OneOf(DIRECTIONS), metadata=_DIRECTION)
    rhythm = fields.String(required=True, validate=validate.OneOf(RHYTHMS), metadata=_RHYTHM)
    starts_on = fields.Date(required=True, metadata=_STARTS)
    ends_on = fields.Date(required=True, allow_none=True, metadata=_ENDS)
    second_day = fields.Integer(required=True, allow_none=True, metadata=_SECOND)
    weekend_rule = fields.String(required=True, validate=validate.OneOf(WEEKEND_RULES), metadata=_WEEKEND)
    amount = fields.Integer(required=True, metadata=_AMOUNT)
    low = fields.Integer(required=True, metadata=_LOW)
    high = fields.Integer(required=True, metadata=_HIGH)
    currency = fields.String(required=True, metadata={"description": "ISO 4217 code"})
    category = fields.String(required=True, metadata=_CATEGORY)
    essential = fields.Boolean(required=True, metadata=_ESSENTIAL)
    secured = fields.Boolean(required=True, allow_none=True, metadata=_SECURED)
    created_at = fields.AwareDateTime(required=True, metadata={"description": "When it was typed"})
    updated_at = fields.AwareDateTime(required=True, metadata={"description": "When it was last changed"})


def expected_flow_json(row: ExpectedFlow) -> dict[str, object]:
    plain = ("id", "label", "direction", "rhythm", "second_day", "weekend_rule", "amount", "low", "high") + (
        ("currency", "category", "essential", "secured")
    )
    return {name: getattr(row, name) for name in plain} | {
        "starts_on": row.starts_on.isoformat(),
        "ends_on": iso(row.ends_on),
        "created_at": iso(row.created_at),
        "updated_at": iso(row.updated_at),
    }


def expected_flow_answer(row: ExpectedFlow, status: int = 200) -> Response:
    return row_answer(expected_flow_json(row), row, status)


@blueprint.post("")
@blueprint.arguments(NewExpectedFlow)
@blueprint.response(201, ExpectedFlowSchema)
@idempotent
def add_expected_flow(data: FlowChanges) -> Response:
    """Type an income or a bill that you expect"""
    return expected_flow_answer(expected_flows.add_flow(g.borrower_id, now=g.now, **data), 201)


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(ExpectedFlowSchema))
def list_expected_flows(query: PageQuery) -> Response:
    """List what you typed"""
    rows = stored.page(g.borrower_id, limit=query["limit"] + 1, after=cursor_id(query["cursor"]))
    return page_answer(rows, query["limit"], item=expected_flow_json, sort_key=id_key)


@blueprint.get("/<expected_flow_id>")
@blueprint.response(200, ExpectedFlowSchema)
def get_expected_flow(expected_flow_id: str) -> Response:
    """Read one"""
    return expected_flow_answer(expected_flows.get(g.borrower_id, expected_flow_id))


@blueprint.patch("/<expected_flow_id>")
@blueprint.arguments(ChangedExpectedFlow)
@blueprint.response(200, ExpectedFlowSchema)
@with_borrower_lock
def change_expected_flow(data: FlowChanges, expected_flow_id: str) -> Response:
    """Change one"""
    row = expected_flows.get(g.borrower_id, expected_flow_id)
    check_if_match(row)
    return expected_flow_answer(expected_flows.change_flow(row, now=g.now, **data))


@blueprint.delete("/<expected_flow_id>")
@blueprint.response(204)
def remove_expected_flow(expected_flow_id: str) -> None:
    """Take one back"""
    expected_flows.remove_flow(expected_flows.get(g.borrower_id, expected_flow_id), now=g.now)
