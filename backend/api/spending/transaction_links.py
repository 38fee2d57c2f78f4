"""Routes of transactions that belong together: what gives money back, and the two sides of a transfer."""

from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.spending import transaction_links, transactions
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import Choices
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.store.spending import transaction_links as stored
from backend.store.spending.transaction_links import LedgerLink, LinkState

blueprint = Blueprint(
    "transaction links", __name__, url_prefix="/v1", description="Transactions that belong together"
)

KINDS = ("refund", "reimbursement", "transfer", "exchange", "conversion", "posted")
STATES = ("found", "proposed", "confirmed", "refused", "said")


class LinkSchema(Schema):
    """Two transactions that belong together. A `proposed` link is a question: it holds once it is confirmed."""

    id = fields.String(required=True, metadata={"description": "The link's id."})
    kind = fields.String(
        required=True,
        validate=validate.OneOf(KINDS),
        metadata={
            "description": "refund or reimbursement (of the other one), transfer or exchange (what left, and where it "
            "arrived), conversion (what paid for a purchase in another currency), posted (what a pending one "
            "became, or the row of a file that shows one that was typed)."
        },
    )
    transaction_id = fields.String(
        required=True, metadata={"description": "The refund, what left, what paid, or the pending one."}
    )
    other_id = fields.String(
        required=True, metadata={"description": "The purchase, what arrived, or the one that was posted."}
    )
    state = fields.String(
        required=True,
        validate=validate.OneOf(STATES),
        metadata={
            "description": "found (holds), proposed (asked, and does not hold yet), confirmed, refused, said (by you)."
        },
    )
    guess = fields.Boolean(
        required=True, metadata={"description": "Whether nothing in the two transactions proves it."}
    )
    fee = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Minor units that a transfer lost on its way; null where none."},
    )
    created_at = fields.AwareDateTime(required=True, metadata={"description": "When it was found or said."})


class LinkQuery(PageArgs):
    """Which links to list."""

    state = Choices(STATES, load_default=frozenset(), metadata={"description": "Only those in these states."})
    transaction_id = fields.String(
        load_default=None,
        validate=validate.Length(1, 40),
        metadata={"description": "Only those that this transaction is in."},
    )


class LinkQueryData(PageQuery):
    state: frozenset[LinkState]
    transaction_id: str | None


class OtherTransaction(Schema):
    """The other one of the two."""

    transaction_id = fields.String(
        required=True,
        validate=validate.Length(1, 40),
        metadata={"description": "The id of the other transaction."},
    )


class OtherTransactionData(TypedDict):
    transaction_id: str


def link_json(link: LedgerLink) -> dict[str, object]:
    plain = ("id", "kind", "other_id", "state", "guess", "fee")
    return {name: getattr(link, name) for name in plain} | {
        "transaction_id": link.entry_id,
        "created_at": iso(link.created_at),
    }


@blueprint.get("/transaction-links")
@blueprint.arguments(LinkQuery, location="query")
@blueprint.response(200, page_schema(LinkSchema))
def list_links(query: LinkQueryData) -> Response:
    """List what belongs together, newest first; `state=proposed` are the open questions"""
    rows = stored.page(
        g.borrower_id,
        limit=query["limit"] + 1,
        before=cursor_id(query["cursor"]),
        states=query["state"],
        transaction_id=query["transaction_id"],
    )
    return page_answer(rows, query["limit"], item=link_json, sort_key=id_key)


@blueprint.post("/transaction-links/<link_id>/confirm")
@blueprint.response(200, LinkSchema)
@idempotent
def confirm_link(link_id: str) -> Response:
    """Say that what was found or proposed is so"""
    link = transaction_links.link_of(g.borrower_id, link_id)
    return json_answer(link_json(transaction_links.confirm(link, now=g.now)))


@blueprint.post("/transaction-links/<link_id>/refuse")
@blueprint.response(200, LinkSchema)
@idempotent
def refuse_link(link_id: str) -> Response:
    """Say that what was found or proposed is not so; it is not found again"""
    link = transaction_links.link_of(g.borrower_id, link_id)
    return json_answer(link_json(transaction_links.refuse(link, now=g.now)))


@blueprint.delete("/transaction-links/<link_id>")
@blueprint.response(204)
def undo_link(link_id: str) -> None:
    """Take back what you said of two transactions; they are matched as if nothing had been said"""
    transaction_links.undo(transaction_links.link_of(g.borrower_id, link_id), now=g.now)


@blueprint.post("/transactions/<transaction_id>/refund-of")
@blueprint.arguments(OtherTransaction)
@blueprint.response(201, LinkSchema)
@idempotent
def say_refund(data: OtherTransactionData, transaction_id: str) -> Response:
    """Say that this money gives back a purchase, or part of one"""
    row = transactions.get(g.borrower_id, transaction_id)
    return json_answer(link_json(transaction_links.refund(row, data["transaction_id"], now=g.now)), 201)


@blueprint.post("/transactions/<transaction_id>/reimbursed-by")
@blueprint.arguments(OtherTransaction)
@blueprint.response(201, LinkSchema)
@idempotent
def say_reimbursement(data: OtherTransactionData, transaction_id: str) -> Response:
    """Say that somebody else paid this back: an insurer, an employer, a friend"""
    purchase = transactions.get(g.borrower_id, transaction_id)
    link = transaction_links.reimburse(purchase, data["transaction_id"], now=g.now)
    return json_answer(link_json(link), 201)


@blueprint.post("/transactions/<transaction_id>/transferred-to")
@blueprint.arguments(OtherTransaction)
@blueprint.response(201, LinkSchema)
@idempotent
def say_transfer(data: OtherTransactionData, transaction_id: str) -> Response:
    """Say that what left here arrived there, perhaps less a fee, or in another currency"""
    row = transactions.get(g.borrower_id, transaction_id)
    return json_answer(link_json(transaction_links.join(row, data["transaction_id"], now=g.now)), 201)
