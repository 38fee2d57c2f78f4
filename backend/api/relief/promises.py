"""Routes of promises to pay, each held against the cash flow before and after it is made."""

from datetime import date
from typing import NamedTuple, TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.relief import promises
from backend.actions.relief.payees import Payee, payee_of_promise
from backend.actions.relief.promise_funding import Carry, carry
from backend.actions.relief.promises import Promised
from backend.api.http.answers import iso, json_answer, row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.http.fields import Currency, Day, Minor, Text
from backend.api.http.idempotency import idempotent, idempotent_after
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.api.relief.carry_answers import CarrySchema, carry_json
from backend.api.relief.payee_answers import PayeeSchema, payee_json
from backend.store.relief import promises as stored
from backend.store.relief.promises import Promise

blueprint = Blueprint("promises", __name__, url_prefix="/v1/promises", description="What you promised to pay")

STATES = ("open", "kept", "broken", "withdrawn")
_AMOUNT = "What was promised, in minor units of `currency`."


class NewPromise(Schema):
    """What was promised; to whom it follows from the talk or the account where nothing is said."""

    amount = Minor(low=1, required=True, metadata={"description": _AMOUNT})
    currency = Currency(required=True)
    due_on = Day(required=True, metadata={"description": "The day that was named."})
    firm = Text(120, load_default=None, allow_none=True, metadata={"description": "To whom."})
    account_id = Text(40, load_default=None, allow_none=True)
    contact_id = Text(
        40,
        load_default=None,
        allow_none=True,
        metadata={"description": "The logged talk in which it was made."},
    )

    is_another = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        metadata={
            "description": "True: it is another promise than the one that stands, of the same sum to the same firm by "
            "the same day. By default such a one is refused (409, `promise-told-already`), and a trial counts it once."
        },
    )


class NewPromiseData(TypedDict):
    amount: int
    currency: str
    due_on: date
    firm: str | None
    account_id: str | None
    contact_id: str | None
    is_another: bool


class MadePromiseSchema(Schema):
    """A promise to pay and what became of it."""

    id = fields.String(required=True)
    amount = fields.Integer(required=True, metadata={"description": _AMOUNT})
    currency = fields.String(required=True)
    due_on = fields.Date(required=True)
    firm = fields.String(required=True)
    account_id = fields.String(required=True, allow_none=True)
    contact_id = fields.String(required=True, allow_none=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    closed_on = fields.Date(required=True, allow_none=True)
    deadline_id = fields.String(required=True, allow_none=True)


class TriedPromiseSchema(CarrySchema):
    """Whether the cash flow carries it, and what to know of who would be paid."""

    payee = fields.Nested(
        PayeeSchema, required=True, allow_none=True, metadata={"description": "null: nobody is named."}
    )


class HeldPromiseSchema(MadePromiseSchema):
    """A promise just made, whether the cash flow carries it, and what to know of who would be paid."""

    cash_flow = fields.Nested(CarrySchema, required=True)
    payee = fields.Nested(PayeeSchema, required=True, allow_none=True)


class Held(NamedTuple):
    """A promise to be made and what the cash flow says of it."""

    promised: Promised
    is_another: bool
    carry: Carry
    payee: Payee | None


def promise_json(row: Promise) -> dict[str, object]:
    return {
        "id": row.id,
        "amount": row.amount,
        "currency": row.currency,
        "due_on": iso(row.due_on),
        "firm": row.firm,
        "account_id": row.account_id,
        "contact_id": row.contact_id,
        "state": row.state,
        "closed_on": iso(row.closed_on),
        "deadline_id": row.deadline_id,
    }


def _hold(data: NewPromiseData) -> Held:
    promised = Promised(
        data["amount"],
        data["currency"],
        data["due_on"],
        data["firm"] or "",
        data["account_id"],
        data["contact_id"],
    )
    found = carry(g.borrower, promised, is_another=data["is_another"], now=g.now)
    return Held(
        promised, data["is_another"], found, payee_of_promise(g.borrower_id, promised, on=borrower_today())
    )


def _payee_json(held: Held) -> dict[str, object]:
    return {"payee": payee_json(held.payee, g.borrower.locale) if held.payee else None}


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(MadePromiseSchema))
def list_promises(query: PageQuery) -> Response:
    """List your promises, the newest first"""
    rows = stored.page(g.borrower_id, limit=query["limit"] + 1, before=cursor_id(query["cursor"]))
    return page_answer(rows, query["limit"], item=promise_json, sort_key=id_key)


@blueprint.post("")
@blueprint.arguments(NewPromise)
@blueprint.response(201, HeldPromiseSchema)
@idempotent_after(_hold)
def make_promise(held: Held) -> Response:
    """Keep what you promised as a deadline; the answer warns where the cash flow cannot carry it"""
    row = promises.make(g.borrower_id, held.promised, is_another=held.is_another, now=g.now)
    body = promise_json(row) | {"cash_flow": carry_json(held.carry, g.borrower.locale)} | _payee_json(held)
    return row_answer(body, row, 201, made_under="/v1/promises")


@blueprint.post("/trial")
@blueprint.arguments(NewPromise)
@blueprint.response(200, TriedPromiseSchema)
@idempotent_after(_hold)
def try_promise(held: Held) -> Response:
    """Ask, before you promise, whether the cash flow could carry it; nothing is kept"""
    return json_answer(carry_json(held.carry, g.borrower.locale) | _payee_json(held))


@blueprint.get("/<promise_id>")
@blueprint.response(200, MadePromiseSchema)
def get_promise(promise_id: str) -> Response:
    """Read one"""
    row = promises.get(g.borrower_id, promise_id)
    return row_answer(promise_json(row), row)


def _closed(promise_id: str, state: str) -> Response:
    row = promises.close(promises.get(g.borrower_id, promise_id), state, now=g.now)
    return row_answer(promise_json(row), row)


@blueprint.post("/<promise_id>/keep")
@blueprint.response(200, MadePromiseSchema)
@idempotent
def keep_promise(promise_id: str) -> Response:
    """Say that you paid it"""
    return _closed(promise_id, "kept")


@blueprint.post("/<promise_id>/break")
@blueprint.response(200, MadePromiseSchema)
@idempotent
def break_promise(promise_id: str) -> Response:
    """Say that you did not pay it; nothing follows from that here"""
    return _closed(promise_id, "broken")


@blueprint.post("/<promise_id>/withdraw")
@blueprint.response(200, MadePromiseSchema)
@idempotent
def withdraw_promise(promise_id: str) -> Response:
    """Say that you told them you cannot, or that it was never made"""
    return _closed(promise_id, "withdrawn")
