"""Routes of categories: their tree, how far each may be cut, and the borrower's own rules."""

from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.spending import categories
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import Bounded, Minor
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import (
    PageArgs,
    PageQuery,
    cursor_id,
    id_key,
    list_answer,
    page_answer,
    page_schema,
)
from backend.domain.spending.categories import category_lookup, category_tree
from backend.store.spending import category_settings
from backend.store.spending.category_settings import CategoryRule, CategorySetting

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


class CategoryEditData(TypedDict):
    protected: bool
    floor: int
    largest_share_bp: int | None
    step: int | None
    need: str | None


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
    settings = category_settings.settings_of(g.borrower_id)
    return list_answer([category_json(leaf, settings.get(leaf.key)) for leaf in category_tree.LEAVES])


@blueprint.put("/categories/<key>")
@blueprint.arguments(CategoryEdit)
@blueprint.response(200, CategorySchema)
@idempotent
def change_category_setting(data: CategoryEditData, key: str) -> Response:
    """Say how far a category may be cut"""
    leaf = categories.leaf_of(key)
    categories.set_category(g.borrower_id, leaf, now=g.now, **data)
    return json_answer(category_json(leaf, category_settings.settings_of(g.borrower_id)[key]))


@blueprint.get("/category-rules")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(CategoryRuleSchema))
def list_rules(query: PageQuery) -> Response:
    """List your own rules, newest first"""
    before = cursor_id(query["cursor"])
    rows = [row for row in category_settings.rules_of(g.borrower_id) if before is None or row.id < before]
    return page_answer(rows, query["limit"], item=rule_json, sort_key=id_key)


@blueprint.delete("/category-rules/<rule_id>")
@blueprint.response(204)
def remove_rule(rule_id: str) -> None:
    """Remove a rule; what it sorted stays as it is"""
    categories.remove_rule(g.borrower_id, rule_id)


def rule_json(row: CategoryRule) -> dict[str, object]:
    plain = ("id", "field", "op", "value", "category")
    return {name: getattr(row, name) for name in plain} | {"created_at": iso(row.created_at)}


def category_json(leaf: category_tree.Leaf, setting: CategorySetting | None) -> dict[str, object]:
    locale, group = g.borrower.locale, leaf.key.partition(".")[0]
    return {
        "key": leaf.key,
        "group": group,
        "name": category_lookup.name(leaf.key, locale),
        "group_name": category_lookup.name(group, locale),
        "need": (setting.need if setting and setting.need else leaf.need),
        "unit": leaf.unit.key if leaf.unit else None,
        "protected": bool(setting and setting.protected),
        "floor": setting.floor if setting else 0,
        "largest_share_bp": setting.largest_share_bp if setting else None,
        "step": setting.step if setting else None,
    }
