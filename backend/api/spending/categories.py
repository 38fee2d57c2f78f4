"""Categories: the tree, how far each may be cut, and the borrower's own rules."""

from typing import Any

from flask import Response, g, jsonify
from marshmallow import Schema, fields, validate

from backend.actions.spending import categories
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import Bounded, Minor
from backend.api.http.forms import iso
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, cursor_of, page_schema, read_cursor
from backend.domain.spending.categories import category_tree
from backend.domain.spending.categories.category_lookup import name
from backend.store.spending import category_settings as stored

blueprint = Blueprint("categories", __name__, url_prefix="/v1", description="Categories and their rules")

NEEDS = ("essential", "adjustable", "discretionary")


class CategorySchema(Schema):
    """One leaf. `need` null: no spending. `unit`: the step in which it can be cut, null where it is not."""

    key = fields.String(required=True)
    group = fields.String(required=True)
    name = fields.String(required=True)
    group_name = fields.String(required=True)
    need = fields.String(required=True, allow_none=True)
    unit = fields.String(required=True, allow_none=True)
    protected = fields.Boolean(required=True)
    floor = fields.Integer(required=True)
    largest_share_bp = fields.Integer(required=True, allow_none=True)
    step = fields.Integer(required=True, allow_none=True)


class CategoryEdit(Schema):
    """How far a category may be cut. `floor`: minor units that stay in 30 days; null inherits the default."""

    protected = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    floor = Minor(load_default=0)
    largest_share_bp = Bounded(0, 10_000, load_default=None, allow_none=True)
    step = Minor(load_default=None, allow_none=True, low=1)
    need = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(NEEDS))


class CategoryRuleSchema(Schema):
    """A rule of the borrower's own, made from a correction; it comes before the defaults."""

    id = fields.String(required=True)
    field = fields.String(required=True)
    op = fields.String(required=True)
    value = fields.String(required=True)
    category = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)


@blueprint.get("/categories")
@blueprint.response(200, page_schema(CategorySchema))
def list_categories() -> Response:
    """List the tree of categories, as it holds for you"""
    settings = stored.settings_of(g.borrower_id)
    return jsonify(
        items=[_json(leaf, settings.get(leaf.key)) for leaf in category_tree.LEAVES], next_cursor=None
    )


@blueprint.put("/categories/<key>")
@blueprint.arguments(CategoryEdit)
@blueprint.response(200, CategorySchema)
@idempotent
def change_category_setting(data: dict[str, Any], key: str) -> Response:
    """Say how far a category may be cut"""
    leaf = categories.leaf_of(key)
    categories.set_category(g.borrower_id, leaf, now=g.now, **data)
    return jsonify(_json(leaf, stored.settings_of(g.borrower_id)[key]))


@blueprint.get("/category-rules")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(CategoryRuleSchema))
def list_rules(query: dict[str, Any]) -> Response:
    """List your own rules, newest first"""
    before = read_cursor(query["cursor"], str)
    rows = [row for row in stored.rules_of(g.borrower_id) if before is None or row.id < before[0]]
    page, rest = rows[: query["limit"]], rows[query["limit"] :]
    plain = ("id", "field", "op", "value", "category")
    return jsonify(
        items=[
            {each: getattr(row, each) for each in plain} | {"created_at": iso(row.created_at)} for row in page
        ],
        next_cursor=cursor_of(page[-1].id) if rest else None,
    )


@blueprint.delete("/category-rules/<rule_id>")
@blueprint.response(204)
def remove_rule(rule_id: str) -> None:
    """Remove a rule; what it sorted stays as it is"""
    categories.remove_rule(g.borrower_id, rule_id)


def _json(leaf: category_tree.Leaf, setting: Any) -> dict[str, Any]:
    locale, group = g.borrower.locale, leaf.key.partition(".")[0]
    return {
        "key": leaf.key,
        "group": group,
        "name": name(leaf.key, locale),
        "group_name": name(group, locale),
        "need": (setting.need if setting and setting.need else leaf.need),
        "unit": leaf.unit.key if leaf.unit else None,
        "protected": bool(setting and setting.protected),
        "floor": setting.floor if setting else 0,
        "largest_share_bp": setting.largest_share_bp if setting else None,
        "step": setting.step if setting else None,
    }
