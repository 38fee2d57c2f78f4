"""Routes of payments, which are recorded and reversed, never deleted."""

import functools
from datetime import datetime

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.credit import payments
from backend.actions.credit.credit_accounts import get_account
from backend.actions.credit.unplaced_money import BillsOf, open_bills_of
from backend.api.credit.payment_forms import AnotherData, AnotherField, Reversal, ReversalData
from backend.api.credit.payment_meaning_forms import MeaningQuestionSchema, question_json
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import Instant, Minor, Text
from backend.api.http.idempotency import idempotent
from backend.api.http.named_things import named_in
from backend.api.http.pagination import (
    PageArgs,
    PageQuery,
    cursor_instant_and_id,
    list_answer,
    page_schema,
    split_page,
)
from backend.api.reminders.meaning_fields import EFFECTS, MEANINGS, MeaningData, MeaningFields, meaning_in
from backend.errors import NotFound
from backend.store.credit import payments as stored
from backend.store.credit.payments import Allocation, Payment

blueprint = Blueprint("payments", __name__, url_prefix="/v1/payments", description="Payments")

KINDS = ("payment", "refund")


class NewPayment(MeaningFields, AnotherField):
    """What was paid, in minor units of the account's currency; `paid_at` defaults to now."""

    account_id = fields.String(required=True, validate=validate.Length(1, 40))
    amount = Minor(required=True, low=1)
    paid_at = Instant(load_default=None, allow_none=True)
    note = Text(2000, load_default=None, allow_none=True)
    kind = fields.String(
        load_default="payment",
        validate=validate.OneOf(KINDS),
        metadata={
            "description": "payment: you paid. refund: a shop returned it to the card; it lowers the balance and "
            "the next estimates, and pays no minimum unless the card's terms say so (refund_counts_as_payment)."
        },
    )


class NewPaymentData(MeaningData, AnotherData):
    account_id: str
    amount: int
    paid_at: datetime | None
    note: str | None
    kind: str


class AllocationSchema(Schema):
    deadline_id = fields.String(required=True)
    amount = fields.Integer(required=True)


class PaymentSchema(Schema):
    """A payment and what it was allocated to; `unallocated` waits for the next due to open."""

    id = fields.String(required=True)
    account_id = fields.String(
        required=True,
        metadata={
            "description": "Whose bill it paid: of cards that share one bill, the card that is billed."
        },
    )
    kind = fields.String(
        required=True,
        validate=validate.OneOf(KINDS),
        metadata={"description": "payment, or refund: what a shop returned to a card."},
    )
    amount = fields.Integer(required=True)
    currency = fields.String(required=True)
    paid_at = fields.AwareDateTime(required=True)
    note = fields.String(required=True, allow_none=True)
    reversed_at = fields.AwareDateTime(required=True, allow_none=True)
    reversal_reason = fields.String(required=True, allow_none=True)
    allocations = fields.List(fields.Nested(AllocationSchema), required=True)
    unallocated = fields.Integer(required=True)
    meant_as = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf(MEANINGS),
        metadata={
            "description": "How money paid on a loan was meant, as the borrower said it; null: not said."
        },
    )
    effect = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf(EFFECTS),
        metadata={
            "description": "What extra principal makes the loan, as the borrower said it; null: not said."
        },
    )
    extra_amount = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "Minor units that the borrower said are extra principal; null: not said."},
    )
    extra_principal = fields.Integer(
        required=True,
        metadata={
            "description": "Minor units of it that repaid principal beyond the schedule, said or assumed."
        },
    )
    earlier_instalments = fields.Integer(
        required=True,
        metadata={
            "description": "Minor units of it that belong to instalments that were taken as paid before."
        },
    )
    deadline_id = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The card's bill that the borrower meant it for; null: not said."},
    )
    question = fields.Nested(
        MeaningQuestionSchema,
        required=True,
        allow_none=True,
        metadata={"description": "What to ask the borrower about it; null where nothing is unclear."},
    )
    created_at = fields.AwareDateTime(required=True)


class PaymentQuery(PageArgs):
    account_id = fields.String(load_default=None, validate=validate.Length(max=40))


class PaymentQueryData(PageQuery):
    account_id: str | None


def payment_json(
    row: Payment, shares: list[Allocation], bills_of: BillsOf = open_bills_of
) -> dict[str, object]:
    used = sum(share.amount for share in shares)
    unallocated = 0 if row.reversed_at else row.amount - used - row.extra_principal - row.earlier_instalments
    return {
        "id": row.id,
        "account_id": row.account_id,
        "kind": row.kind,
        "amount": row.amount,
        "currency": row.currency,
        "paid_at": iso(row.paid_at),
        "note": row.note,
        "reversed_at": iso(row.reversed_at),
        "reversal_reason": row.reversal_reason,
        "allocations": [{"deadline_id": share.deadline_id, "amount": share.amount} for share in shares],
        "unallocated": unallocated,
        "meant_as": row.meant_as,
        "effect": row.effect,
        "extra_amount": row.extra_amount,
        "deadline_id": row.meant_deadline_id,
        "extra_principal": 0 if row.reversed_at else row.extra_principal,
        "earlier_instalments": 0 if row.reversed_at else row.earlier_instalments,
        "question": question_json(row, unallocated, g.borrower.locale, bills_of),
        "created_at": iso(row.created_at),
    }


def payment_answer(row: Payment, status: int = 200) -> Response:
    return json_answer(payment_json(row, stored.allocations_of([row.id])[row.id]), status)


def _get(payment_id: str) -> Payment:
    row = stored.find(g.borrower_id, payment_id)
    if row is None:
        raise NotFound()
    return row


@blueprint.post("")
@blueprint.arguments(NewPayment)
@blueprint.response(201, PaymentSchema)
@idempotent
def record_payment(data: NewPaymentData) -> Response:
    """Record a payment; it settles the oldest past-due minimum first"""
    with named_in("account_id"):
        account = get_account(g.borrower_id, data["account_id"])
    payment = payments.record_payment(
        account,
        amount=data["amount"],
        paid_at=data["paid_at"] or g.now,
        note=data["note"],
        meaning=meaning_in(data),
        kind=data["kind"],
        is_another=data["is_another"],
        now=g.now,
    )
    return payment_answer(payment, 201)


@blueprint.get("")
@blueprint.arguments(PaymentQuery, location="query")
@blueprint.response(200, page_schema(PaymentSchema))
def list_payments(query: PaymentQueryData) -> Response:
    """List payments, newest first"""
    before, limit = cursor_instant_and_id(query["cursor"]), query["limit"]
    rows = stored.page(g.borrower_id, limit=limit + 1, before=before, account_id=query["account_id"])
    page, next_cursor = split_page(rows, limit, lambda row: (row.paid_at, row.id))
    shares, bills_of = stored.allocations_of([row.id for row in page]), functools.cache(open_bills_of)
    return list_answer([payment_json(row, shares[row.id], bills_of) for row in page], next_cursor)


@blueprint.get("/<payment_id>")
@blueprint.response(200, PaymentSchema)
def get_payment(payment_id: str) -> Response:
    """Read one payment"""
    return payment_answer(_get(payment_id))


@blueprint.post("/<payment_id>/meaning")
@blueprint.arguments(MeaningFields)
@blueprint.response(200, PaymentSchema)
@idempotent
def say_meaning(data: MeaningData, payment_id: str) -> Response:
    """Say how a payment of a loan was meant

    Answers the payment's `question`: send one of its `choices`. What is left out is taken back. The instalments follow
    at once.
    """
    return payment_answer(payments.change_meaning(_get(payment_id), meaning_in(data), now=g.now))


@blueprint.post("/<payment_id>/reverse")
@blueprint.arguments(Reversal)
@blueprint.response(200, PaymentSchema)
@idempotent
def reverse_payment(data: ReversalData, payment_id: str) -> Response:
    """Reverse a payment; what it had settled opens again"""
    return payment_answer(payments.reverse_payment(_get(payment_id), reason=data["reason"], now=g.now))
