"""Routes of transactions, imported or typed, each with its category and its role in the household."""

from datetime import date
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, ValidationError, fields, validate

from backend.actions.spending import recategorise, reconcile, repayments, transactions
from backend.api.credit.payment_forms import AnotherData, AnotherField
from backend.api.credit.payments import PaymentSchema, payment_answer
from backend.api.http.answers import json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import MAX_MINOR, Bounded, Choices, Day, Text
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import (
    PageArgs,
    PageQuery,
    cursor_day_and_id,
    list_answer,
    page_schema,
    split_page,
)
from backend.api.spending.transaction_answers import (
    ChangedSchema,
    TransactionSchema,
    transaction_json,
    transactions_json,
)
from backend.domain.spending.categories.category_lookup import is_category
from backend.store.spending import transactions as stored

blueprint = Blueprint(
    "transactions", __name__, url_prefix="/v1/transactions", description="What was spent and earned"
)

ROLES = ("spending", "income", "transfer", "exchange", "repayment", "refund", "dead", "split")


def known_category(value: str) -> None:
    if not is_category(value):
        raise ValidationError("There is no such category; GET /v1/categories lists them.")


class NewTransaction(Schema):
    """One transaction. `amount` in minor units of the account's currency: negative was paid, positive came in."""

    account_id = fields.String(required=True, validate=validate.Length(1, 40))
    booked_on = Day(required=True)
    amount = Bounded(-MAX_MINOR, MAX_MINOR, required=True)
    counterparty = Text(200, load_default=None, allow_none=True)
    text = Text(500, load_default=None, allow_none=True)
    category = fields.String(load_default=None, allow_none=True, validate=known_category)
    pending = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        metadata={
            "description": "Whether it is not booked yet: what it becomes may have another day and amount."
        },
    )


class NewTransactionData(TypedDict):
    account_id: str
    booked_on: date
    amount: int
    counterparty: str | None
    text: str | None
    category: str | None
    pending: bool


class Recategorised(Schema):
    """`always` makes a rule of it, and applies it to what is there already."""

    category = fields.String(required=True, validate=known_category)
    always = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class RecategorisedData(TypedDict):
    category: str
    always: bool


class Repayment(AnotherField):
    """Which card or loan was paid; the one that the import found, if not given."""

    account_id = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 40))


class RepaymentData(AnotherData):
    account_id: str | None


class TransactionQuery(PageArgs):
    account_id = fields.String(load_default=None, validate=validate.Length(max=40))
    category = fields.String(load_default=None, validate=validate.Length(max=40))
    role = Choices(ROLES, load_default=frozenset())
    since = fields.Date(load_default=None)
    until = fields.Date(load_default=None)


class TransactionQueryData(PageQuery):
    account_id: str | None
    category: str | None
    role: frozenset[str]
    since: date | None
    until: date | None


@blueprint.post("")
@blueprint.arguments(NewTransaction)
@blueprint.response(201, TransactionSchema)
@idempotent
def add_transaction(data: NewTransactionData) -> Response:
    """Type a transaction; without a category the rules choose one"""
    row = transactions.add_entry(g.borrower_id, now=g.now, **data)
    reconcile.match_window(g.borrower_id, row.booked_on, row.booked_on, now=g.now)
    return json_answer(transaction_json(transactions.get(g.borrower_id, row.id)), 201)


@blueprint.get("")
@blueprint.arguments(TransactionQuery, location="query")
@blueprint.response(200, page_schema(TransactionSchema))
def list_transactions(query: TransactionQueryData) -> Response:
    """List transactions, newest first"""
    rows = stored.page(
        g.borrower_id,
        limit=query["limit"] + 1,
        before=cursor_day_and_id(query["cursor"]),
        account_id=query["account_id"],
        category=query["category"],
        roles=query["role"],
        since=query["since"],
        until=query["until"],
    )
    page, next_cursor = split_page(rows, query["limit"], lambda row: (row.booked_on, row.id))
    return list_answer(transactions_json(page), next_cursor)


@blueprint.get("/<transaction_id>")
@blueprint.response(200, TransactionSchema)
def get_transaction(transaction_id: str) -> Response:
    """Read one transaction"""
    return json_answer(transaction_json(transactions.get(g.borrower_id, transaction_id)))


@blueprint.post("/<transaction_id>/category")
@blueprint.arguments(Recategorised)
@blueprint.response(200, ChangedSchema)
@idempotent
def change_category(data: RecategorisedData, transaction_id: str) -> Response:
    """Correct a category, for this one or from now on and backwards"""
    row = transactions.get(g.borrower_id, transaction_id)
    changed = recategorise.change_category(row, category=data["category"], always=data["always"], now=g.now)
    transaction = transaction_json(transactions.get(g.borrower_id, row.id))
    return json_answer({"transaction": transaction, "changed": changed})


@blueprint.post("/<transaction_id>/payment")
@blueprint.arguments(Repayment)
@blueprint.response(201, PaymentSchema)
@idempotent
def record_repayment(data: RepaymentData, transaction_id: str) -> Response:
    """Take a repayment as a payment of a card or a loan"""
    row = transactions.get(g.borrower_id, transaction_id)
    payment = repayments.record_repayment(row, now=g.now, **data)
    return payment_answer(payment, 201)


@blueprint.post("/<transaction_id>/refund")
@blueprint.arguments(AnotherField)
@blueprint.response(201, PaymentSchema)
@idempotent
def record_refund(data: AnotherData, transaction_id: str) -> Response:
    """Take what a shop returned to a card as a refund

    It lowers the card's balance and its next estimates; without this, no line of a card's file does.
    """
    row = transactions.get(g.borrower_id, transaction_id)
    return payment_answer(repayments.record_refund(row, now=g.now, **data), 201)
