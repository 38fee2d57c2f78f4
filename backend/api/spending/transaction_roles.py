"""Routes of the roles that a borrower says: of one transaction, and as rules for those like it."""

from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.spending import transaction_parts, transaction_roles, transactions
from backend.actions.spending.transaction_parts import Part
from backend.actions.spending.transaction_roles import SAYABLE, Scope
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import MAX_MINOR, Bounded, Text
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
from backend.api.spending.transaction_answers import (
    ChangedSchema,
    TransactionSchema,
    transaction_json,
    transactions_json,
)
from backend.api.spending.transactions import known_category
from backend.store.spending import role_rules
from backend.store.spending.role_rules import RoleRule

blueprint = Blueprint(
    "transaction roles", __name__, url_prefix="/v1", description="What a transaction is, by your word"
)


class SaidRole(Schema):
    """What a transaction is for the household."""

    role = fields.String(
        required=True,
        validate=validate.OneOf(SAYABLE),
        metadata={"description": "What it is; dead is a trade that never came to be."},
    )
    scope = fields.String(
        load_default="this",
        validate=validate.OneOf(["this", "account", "everywhere"]),
        metadata={
            "description": "Whether it holds for this one, or from now on and backwards for those like it, in this "
            "account or in every one."
        },
    )


class SaidRoleData(TypedDict):
    role: str
    scope: Scope


class RoleRuleSchema(Schema):
    """A rule that was learned from a correction: what is like that has this role."""

    id = fields.String(required=True, metadata={"description": "The rule's id."})
    field = fields.String(
        required=True, metadata={"description": "What it looks at: merchant, text or amount."}
    )
    op = fields.String(required=True, metadata={"description": "How it compares."})
    value = fields.String(required=True, metadata={"description": "The words that it looks for."})
    sign = fields.String(
        required=True, metadata={"description": "out for money that left, in for what came."}
    )
    role = fields.String(required=True, metadata={"description": "The role that it gives."})
    account_id = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The only account it holds in; null for all."},
    )
    created_at = fields.AwareDateTime(required=True, metadata={"description": "When it was learned."})


class NewPart(Schema):
    """One part of a split."""

    amount = Bounded(
        -MAX_MINOR,
        MAX_MINOR,
        required=True,
        metadata={"description": "Minor units with their sign; the parts sum to the transaction exactly."},
    )
    category = fields.String(
        load_default=None,
        allow_none=True,
        validate=known_category,
        metadata={"description": "The part's category; the rules choose one where it is left out."},
    )
    role = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(SAYABLE),
        metadata={"description": "What the part is; follows from its category where it is left out."},
    )
    text = Text(
        500, load_default=None, allow_none=True, metadata={"description": "What the part is for, in words."}
    )


class NewPartData(TypedDict):
    amount: int
    category: str | None
    role: str | None
    text: str | None


class NewParts(Schema):
    """The parts of a transaction."""

    parts = fields.List(
        fields.Nested(NewPart),
        required=True,
        validate=validate.Length(2, 50),
        metadata={"description": "At least two parts."},
    )


class NewPartsData(TypedDict):
    parts: list[NewPartData]


def rule_json(row: RoleRule) -> dict[str, object]:
    plain = ("id", "field", "op", "value", "sign", "role", "account_id")
    return {name: getattr(row, name) for name in plain} | {"created_at": iso(row.created_at)}


@blueprint.post("/transactions/<transaction_id>/role")
@blueprint.arguments(SaidRole)
@blueprint.response(200, ChangedSchema)
@idempotent
def say_role(data: SaidRoleData, transaction_id: str) -> Response:
    """Correct what a transaction is, for this one or from now on and backwards"""
    row = transactions.get(g.borrower_id, transaction_id)
    changed = transaction_roles.say_role(row, role=data["role"], scope=data["scope"], now=g.now)
    found = transactions.get(g.borrower_id, row.id)
    return json_answer({"transaction": transaction_json(found), "changed": changed})


@blueprint.delete("/transactions/<transaction_id>/role")
@blueprint.response(204)
def unsay_role(transaction_id: str) -> None:
    """Take back what you said of a transaction's role"""
    transaction_roles.unsay_role(transactions.get(g.borrower_id, transaction_id), now=g.now)


@blueprint.get("/role-rules")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(RoleRuleSchema))
def list_role_rules(query: PageQuery) -> Response:
    """List your rules on roles, newest first"""
    before = cursor_id(query["cursor"])
    rows = [row for row in role_rules.of_borrower(g.borrower_id) if before is None or row.id < before]
    return page_answer(rows, query["limit"], item=rule_json, sort_key=id_key)


@blueprint.delete("/role-rules/<role_rule_id>")
@blueprint.response(204)
def remove_role_rule(role_rule_id: str) -> None:
    """Remove a rule; what it decided is worked out anew"""
    transaction_roles.remove_rule(g.borrower_id, role_rule_id, now=g.now)


@blueprint.post("/transactions/<transaction_id>/split")
@blueprint.arguments(NewParts)
@blueprint.response(201, page_schema(TransactionSchema))
@idempotent
def split_transaction(data: NewPartsData, transaction_id: str) -> Response:
    """Split a transaction into parts that sum to it exactly; each counts for itself"""
    row = transactions.get(g.borrower_id, transaction_id)
    made = transaction_parts.split(row, [Part(**part) for part in data["parts"]], now=g.now)
    answer = list_answer(transactions_json([transactions.get(g.borrower_id, each.id) for each in made]))
    answer.status_code = 201
    return answer


@blueprint.delete("/transactions/<transaction_id>/split")
@blueprint.response(204)
def join_transaction(transaction_id: str) -> None:
    """Take a split back: the parts go, and the transaction counts as a whole again"""
    transaction_parts.join(transactions.get(g.borrower_id, transaction_id), now=g.now)
