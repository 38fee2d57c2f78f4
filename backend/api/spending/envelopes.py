"""The route of envelopes: what an accepted plan allows in a category and a period, and what is spent of it."""

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.http.pagination import PageArgs, PageQuery, cursor_day_and_id, page_answer, page_schema
from backend.domain.spending.categories import category_lookup
from backend.store.spending import cut_plans
from backend.store.spending.cut_plans import Envelope

blueprint = Blueprint(
    "envelopes", __name__, url_prefix="/v1/envelopes", description="What an accepted plan leaves to spend"
)


class EnvelopeQuery(PageArgs):
    """`current`: only those whose period holds today."""

    current = fields.Boolean(load_default=False)


class EnvelopeQueryData(PageQuery):
    current: bool


class EnvelopeSchema(Schema):
    """`spent` counts since the plan was accepted, `spent_before` before that in the period; `left` is below zero where
    more was spent than was left then. `state`: ok, near (80 % are spent) or broken."""

    id = fields.String(required=True)
    plan_id = fields.String(required=True)
    category = fields.String(required=True)
    category_name = fields.String(required=True)
    currency = fields.String(required=True)
    from_on = fields.Date(required=True)
    to_on = fields.Date(required=True)
    amount = fields.Integer(required=True)
    spent = fields.Integer(required=True)
    spent_before = fields.Integer(
        required=True,
        metadata={"description": "Spent in the period before the plan was accepted, minor units"},
    )
    left = fields.Integer(required=True)
    state = fields.String(required=True, validate=validate.OneOf(("ok", "near", "broken")))


def envelope_json(row: Envelope) -> dict[str, object]:
    plain = ("id", "plan_id", "category", "currency", "amount", "spent", "spent_before", "state")
    return {name: getattr(row, name) for name in plain} | {
        "category_name": category_lookup.name(row.category, g.borrower.locale),
        "from_on": row.from_on.isoformat(),
        "to_on": row.to_on.isoformat(),
        "left": row.room - row.spent,
    }


@blueprint.get("")
@blueprint.arguments(EnvelopeQuery, location="query")
@blueprint.response(200, page_schema(EnvelopeSchema))
def list_envelopes(query: EnvelopeQueryData) -> Response:
    """List the envelopes of the plans that you follow, the earliest first"""
    rows = cut_plans.envelopes_page(
        g.borrower_id,
        limit=query["limit"] + 1,
        after=cursor_day_and_id(query["cursor"]),
        day=borrower_today() if query["current"] else None,
    )
    return page_answer(rows, query["limit"], item=envelope_json, sort_key=lambda row: (row.from_on, row.id))
