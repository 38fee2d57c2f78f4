"""Routes of the history of a debt: who lent, who bought, who collects, and to whom it is owed today."""

from datetime import date
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.credit.credit_accounts import get_account
from backend.actions.relief import ownership
from backend.actions.relief.ownership import Told
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import Day, Text
from backend.api.http.idempotency import idempotent
from backend.api.http.named_things import named_in
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.api.relief.payee_answers import OwedSourceSchema, source_json
from backend.countries.owed import owed_law, owed_places
from backend.domain.relief.ownership import (
    BECAUSE,
    CERTAINTIES,
    KINDS,
    NOTICES,
    PROOFS,
    Holder,
    Kind,
    Notice,
    Proof,
)
from backend.store.relief import ownership_changes as stored
from backend.store.relief.ownership_changes import OwnershipChange

blueprint = Blueprint("ownership", __name__, url_prefix="/v1", description="To whom a debt is owed")
_UNDER = "/v1/ownership-changes"
_KIND = (
    "lent: by the original creditor; sold, assigned: to another owner; placed: with an agency that collects; "
    "servicer_changed; recalled: an agency collects no more."
)
_PROOF = (
    "What you hold: firm_letter (of who says it owns or collects), lender_letter (of the owner before), agreement (the "
    "assignment itself), called_lender (it said so on its own number). The last three prove."
)


class ChangeQuery(PageArgs):
    account_id = Text(40, load_default=None)


class ChangeQueryData(PageQuery):
    account_id: str | None


class NewOwnershipChange(Schema):
    """One change; leave out what you do not know."""

    account_id = Text(40, required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS), metadata={"description": _KIND})
    firm = Text(
        120, load_default=None, allow_none=True, metadata={"description": "To whom; null: not known."}
    )
    on = Day(load_default=None, allow_none=True, metadata={"description": "null: not known."})
    notice = fields.String(
        load_default="unknown",
        validate=validate.OneOf(NOTICES),
        metadata={"description": "Whether you were told of it."},
    )
    noticed_on = Day(load_default=None, allow_none=True, metadata={"description": "When you were told."})
    proof = fields.String(
        load_default="none", validate=validate.OneOf(PROOFS), metadata={"description": _PROOF}
    )
    note = Text(2000, load_default=None, allow_none=True)


class NewOwnershipChangeData(TypedDict):
    account_id: str
    kind: Kind
    firm: str | None
    on: date | None
    notice: Notice
    noticed_on: date | None
    proof: Proof
    note: str | None


class OwnershipChangeSchema(Schema):
    """One change of who owns or collects a debt."""

    id = fields.String(required=True)
    account_id = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS), metadata={"description": _KIND})
    firm = fields.String(required=True, allow_none=True)
    on = fields.Date(required=True, allow_none=True)
    notice = fields.String(required=True, validate=validate.OneOf(NOTICES))
    noticed_on = fields.Date(required=True, allow_none=True)
    proof = fields.String(required=True, validate=validate.OneOf(PROOFS), metadata={"description": _PROOF})
    note = fields.String(required=True, allow_none=True)


class HolderSchema(Schema):
    """A firm, and how well it is known that it is the one."""

    firm = fields.String(required=True, allow_none=True, metadata={"description": "null: unknown."})
    certainty = fields.String(
        required=True,
        validate=validate.OneOf(CERTAINTIES),
        metadata={"description": "known: you hold proof; estimated: by what is typed, without proof."},
    )
    because = fields.String(required=True, validate=validate.OneOf(BECAUSE))
    since = fields.Date(required=True, allow_none=True)
    change_id = fields.String(required=True, allow_none=True)


class TransferRuleSchema(OwedSourceSchema):
    id = fields.String(required=True)
    says = fields.String(required=True)


class OwnersSchema(Schema):
    """To whom an account's debt is owed today."""

    account_id = fields.String(required=True)
    original_creditor = fields.Nested(HolderSchema, required=True)
    owner = fields.Nested(HolderSchema, required=True)
    collector = fields.Nested(HolderSchema, required=True)
    known = fields.Boolean(
        required=True, metadata={"description": "Whether anything is known of the place's rules."}
    )
    rules = fields.List(
        fields.Nested(TransferRuleSchema),
        required=True,
        metadata={"description": "What the account's country says of a debt that changes hands."},
    )


class OwnersQuery(Schema):
    account_id = Text(40, required=True)


class OwnersQueryData(TypedDict):
    account_id: str


def change_json(row: OwnershipChange) -> dict[str, object]:
    return {
        "id": row.id,
        "account_id": row.account_id,
        "kind": row.kind,
        "firm": row.firm,
        "on": iso(row.happened_on),
        "notice": row.notice,
        "noticed_on": iso(row.noticed_on),
        "proof": row.proof,
        "note": row.note,
    }


def _holder_json(holder: Holder) -> dict[str, object]:
    return {**holder._asdict(), "firm": holder.firm or None, "since": iso(holder.since)}


@blueprint.get("/ownership-changes")
@blueprint.arguments(ChangeQuery, location="query")
@blueprint.response(200, page_schema(OwnershipChangeSchema))
def list_ownership_changes(query: ChangeQueryData) -> Response:
    """List what happened to your debts, the first typed first"""
    rows = stored.page(
        g.borrower_id,
        limit=query["limit"] + 1,
        after=cursor_id(query["cursor"]),
        account_id=query["account_id"],
    )
    return page_answer(rows, query["limit"], item=change_json, sort_key=id_key)


@blueprint.post("/ownership-changes")
@blueprint.arguments(NewOwnershipChange)
@blueprint.response(201, OwnershipChangeSchema)
@idempotent
def add_ownership_change(data: NewOwnershipChangeData) -> Response:
    """Keep that a debt was sold, assigned, placed with an agency or taken back, or who lent it"""
    with named_in("account_id"):
        account = get_account(g.borrower_id, data["account_id"])
    told = Told(
        data["kind"],
        data["firm"],
        data["on"],
        data["notice"],
        data["noticed_on"],
        data["proof"],
        data["note"],
    )
    row = ownership.add(account, told, now=g.now)
    return json_answer(change_json(row), 201, location=f"{_UNDER}/{row.id}")


@blueprint.get("/ownership-changes/<ownership_change_id>")
@blueprint.response(200, OwnershipChangeSchema)
def get_ownership_change(ownership_change_id: str) -> Response:
    """Read one"""
    return json_answer(change_json(ownership.get(g.borrower_id, ownership_change_id)))


@blueprint.delete("/ownership-changes/<ownership_change_id>")
@blueprint.response(204)
def remove_ownership_change(ownership_change_id: str) -> None:
    """Take one back that was typed by mistake"""
    ownership.remove(ownership.get(g.borrower_id, ownership_change_id), now=g.now)


@blueprint.get("/relief/owners")
@blueprint.arguments(OwnersQuery, location="query")
@blueprint.response(200, OwnersSchema)
def read_owners(query: OwnersQueryData) -> Response:
    """Read who lent, who owns and who collects an account's debt today; what is not known is said to be unknown"""
    with named_in("account_id"):
        account = get_account(g.borrower_id, query["account_id"])
    found, law = ownership.owners(account, now=g.now), owed_law(account.country)
    body = {
        "account_id": account.id,
        "original_creditor": _holder_json(found.original),
        "owner": _holder_json(found.owner),
        "collector": _holder_json(found.collector),
        "known": account.country in owed_places(),
        "rules": [
            {"id": rule.id, "says": rule.words(g.borrower.locale), **source_json(rule.origin)}
            for rule in law.transfers
        ],
    }
    return json_answer(body)
