"""Routes of card statements, which are estimated until the borrower enters or confirms them."""

from datetime import date
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.credit import statement_taking_back, statements
from backend.actions.credit.credit_accounts import get_account
from backend.api.http.answers import iso, row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match
from backend.api.http.fields import MAX_MINOR, Day, Minor
from backend.api.http.idempotency import idempotent
from backend.api.http.named_things import named_in
from backend.api.http.pagination import PageArgs, PageQuery, cursor_day_and_id, page_answer, page_schema
from backend.errors import NotFound
from backend.store.credit import statements as stored
from backend.store.credit.statements import Statement

blueprint = Blueprint("statements", __name__, url_prefix="/v1/statements", description="Card statements")

SOURCES = ("entered", "confirmed")
PAST_DUE_SOURCES = ("none", "said", "presumed", "unsure")
DUE_ON = "The due date as the statement prints it: no weekend rule moves it."
PAST_DUE = (
    "How much of `minimum_due`, in minor units, older minimums ask for already. Left out or null: not said. Then older "
    "minimums that look open are taken out only where the figures leave no other way, and else the whole is due."
)


class NewStatement(Schema):
    """A statement as the issuer wrote it, in minor units of the card's currency; a credit balance is negative.

    A due date that is left out is predicted from the closing date, and moved by the card's weekend rule; one that is
    given stands as it is.
    """

    card_id = fields.String(required=True, validate=validate.Length(1, 40))
    closes_on = Day(required=True)
    due_on = Day(load_default=None, allow_none=True, metadata={"description": DUE_ON})
    balance = Minor(low=-MAX_MINOR, required=True)
    minimum_due = Minor(required=True)
    past_due_included = Minor(load_default=None, allow_none=True, metadata={"description": PAST_DUE})
    interest_and_fees = Minor(load_default=None, allow_none=True)
    source = fields.String(load_default="entered", validate=validate.OneOf(SOURCES))


class NewStatementData(TypedDict):
    card_id: str
    closes_on: date
    due_on: date | None
    balance: int
    minimum_due: int
    past_due_included: int | None
    interest_and_fees: int | None
    source: str


class ChangedStatement(Schema):
    closes_on = Day()
    due_on = Day(attribute="nominal_due_on")
    balance = Minor(low=-MAX_MINOR)
    minimum_due = Minor()
    past_due_included = Minor(allow_none=True, metadata={"description": PAST_DUE})
    interest_and_fees = Minor(allow_none=True)
    source = fields.String(validate=validate.OneOf(SOURCES))


class ChangedStatementData(TypedDict, total=False):
    closes_on: date
    nominal_due_on: date
    balance: int
    minimum_due: int
    past_due_included: int | None
    interest_and_fees: int | None
    source: str


class StatementSchema(Schema):
    """One cycle of a card. `source`: estimated (ours), entered (typed) or confirmed (read off the paper).

    `past_due_source`: none (nothing older is open), said (by the borrower), presumed (the figures leave no other way)
    or unsure: then `past_due_included` is null, the whole minimum is due, and `GET /v1/standing` asks the borrower.
    """

    id = fields.String(required=True)
    card_id = fields.String(required=True)
    period_key = fields.String(required=True)
    closes_on = fields.Date(required=True)
    due_on = fields.Date(required=True)
    balance = fields.Integer(required=True, allow_none=True)
    minimum_due = fields.Integer(required=True, allow_none=True)
    past_due_included = fields.Integer(required=True, allow_none=True, metadata={"description": PAST_DUE})
    past_due_source = fields.String(required=True, validate=validate.OneOf(PAST_DUE_SOURCES))
    due_on_printed = fields.Boolean(required=True, metadata={"description": DUE_ON})
    interest_and_fees = fields.Integer(required=True, allow_none=True)
    source = fields.String(required=True)
    updated_at = fields.AwareDateTime(required=True)


class StatementQuery(PageArgs):
    card_id = fields.String(load_default=None, validate=validate.Length(max=40))


class StatementQueryData(PageQuery):
    card_id: str | None


def statement_json(row: Statement) -> dict[str, object]:
    return {
        "id": row.id,
        "card_id": row.account_id,
        "period_key": row.period_key,
        "closes_on": row.closes_on.isoformat(),
        "due_on": row.nominal_due_on.isoformat(),
        "balance": row.balance,
        "minimum_due": row.minimum_due,
        "past_due_included": None if row.past_due_source == "unsure" else row.past_due_included,
        "past_due_source": row.past_due_source,
        "due_on_printed": row.due_on_printed,
        "interest_and_fees": row.interest_and_fees,
        "source": row.source,
        "updated_at": iso(row.updated_at),
    }


def statement_answer(row: Statement, status: int = 200) -> Response:
    return row_answer(statement_json(row), row, status)


def _get(statement_id: str) -> Statement:
    row = stored.find(g.borrower_id, statement_id)
    if row is None:
        raise NotFound()
    return row


@blueprint.post("")
@blueprint.arguments(NewStatement)
@blueprint.response(201, StatementSchema)
@idempotent
def enter_statement(data: NewStatementData) -> Response:
    """Enter a statement; it replaces the estimate of the same cycle"""
    with named_in("card_id"):
        card = get_account(g.borrower_id, data["card_id"], "card")
    statement = statements.enter_statement(
        card,
        closes_on=data["closes_on"],
        due_on=data["due_on"],
        balance=data["balance"],
        minimum_due=data["minimum_due"],
        past_due_included=data["past_due_included"],
        interest_and_fees=data["interest_and_fees"],
        source=data["source"],
        now=g.now,
    )
    return statement_answer(statement, 201)


@blueprint.get("")
@blueprint.arguments(StatementQuery, location="query")
@blueprint.response(200, page_schema(StatementSchema))
def list_statements(query: StatementQueryData) -> Response:
    """List statements, newest first"""
    before, limit = cursor_day_and_id(query["cursor"]), query["limit"]
    rows = stored.page(g.borrower_id, limit=limit + 1, before=before, account_id=query["card_id"])
    return page_answer(rows, limit, item=statement_json, sort_key=lambda row: (row.closes_on, row.id))


@blueprint.get("/<statement_id>")
@blueprint.response(200, StatementSchema)
def get_statement(statement_id: str) -> Response:
    """Read one statement"""
    return statement_answer(_get(statement_id))


@blueprint.patch("/<statement_id>")
@blueprint.arguments(ChangedStatement)
@blueprint.response(200, StatementSchema)
@with_borrower_lock
def change_statement(data: ChangedStatementData, statement_id: str) -> Response:
    """Correct or confirm a statement"""
    row = _get(statement_id)
    check_if_match(row)
    return statement_answer(statements.change_statement(row, now=g.now, **data))


@blueprint.delete("/<statement_id>")
@blueprint.response(204)
@with_borrower_lock
def take_back_statement(statement_id: str) -> None:
    """Take back a statement that was entered wrongly; its cycle is an estimate again, as it was before"""
    statement_taking_back.take_back_statement(_get(statement_id), now=g.now)
