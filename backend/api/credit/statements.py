"""Card statements: estimated until the borrower enters or confirms them."""

from datetime import date
from typing import Any

from flask import Response, g, jsonify
from marshmallow import Schema, fields, validate

from backend.actions.credit import statements
from backend.actions.credit.accounts import get_account
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match, set_etag
from backend.api.http.fields import MAX_MINOR, Day, Minor
from backend.api.http.forms import iso
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, cursor_of, page_schema, read_cursor, word
from backend.errors import NotFound
from backend.store.credit import statements as stored
from backend.store.credit.statements import Statement

blueprint = Blueprint("statements", __name__, url_prefix="/v1/statements", description="Card statements")

SOURCES = ("entered", "confirmed")


class NewStatement(Schema):
    """A statement as the issuer wrote it; a credit balance is negative.

    An unknown due date is predicted from the closing date.
    """

    card_id = fields.String(required=True, validate=validate.Length(1, 40))
    closes_on = Day(required=True)
    due_on = Day(load_default=None, allow_none=True)
    balance = Minor(low=-MAX_MINOR, required=True)
    minimum_due = Minor(required=True)
    past_due_included = Minor(load_default=None, allow_none=True)
    interest_and_fees = Minor(load_default=None, allow_none=True)
    source = fields.String(load_default="entered", validate=validate.OneOf(SOURCES))


class ChangedStatement(Schema):
    closes_on = Day()
    due_on = Day()
    balance = Minor(low=-MAX_MINOR)
    minimum_due = Minor()
    past_due_included = Minor()
    interest_and_fees = Minor(allow_none=True)
    source = fields.String(validate=validate.OneOf(SOURCES))


class StatementSchema(Schema):
    """One cycle of a card. `source`: estimated (ours), entered (typed) or confirmed (read off the paper)."""

    id = fields.String(required=True)
    card_id = fields.String(required=True)
    period_key = fields.String(required=True)
    closes_on = fields.Date(required=True)
    due_on = fields.Date(required=True)
    balance = fields.Integer(required=True, allow_none=True)
    minimum_due = fields.Integer(required=True, allow_none=True)
    past_due_included = fields.Integer(required=True)
    interest_and_fees = fields.Integer(required=True, allow_none=True)
    source = fields.String(required=True)
    updated_at = fields.AwareDateTime(required=True)


class StatementQuery(PageArgs):
    card_id = fields.String(load_default=None, validate=validate.Length(max=40))


def statement_json(row: Statement) -> dict[str, Any]:
    return {
        "id": row.id,
        "card_id": row.account_id,
        "period_key": row.period_key,
        "closes_on": row.closes_on.isoformat(),
        "due_on": row.nominal_due_on.isoformat(),
        "balance": row.balance,
        "minimum_due": row.minimum_due,
        "past_due_included": row.past_due_included,
        "interest_and_fees": row.interest_and_fees,
        "source": row.source,
        "updated_at": iso(row.updated_at),
    }


def _shown(row: Statement, status: int = 200) -> Response:
    answer = jsonify(statement_json(row))
    answer.status_code = status
    return set_etag(answer, row)


def _get(statement_id: str) -> Statement:
    row = stored.find(g.borrower_id, statement_id)
    if row is None:
        raise NotFound()
    return row


@blueprint.post("")
@blueprint.arguments(NewStatement)
@blueprint.response(201, StatementSchema)
@idempotent
def enter_statement(data: dict[str, Any]) -> Response:
    """Enter a statement; it replaces the estimate of the same cycle"""
    account = get_account(g.borrower_id, data.pop("card_id"), "card")
    return _shown(statements.enter_statement(account, now=g.now, **data), 201)


@blueprint.get("")
@blueprint.arguments(StatementQuery, location="query")
@blueprint.response(200, page_schema(StatementSchema))
def list_statements(query: dict[str, Any]) -> Response:
    """List statements, newest first"""
    before = read_cursor(query["cursor"], date.fromisoformat, word)
    limit = query["limit"]
    rows = stored.page(g.borrower_id, limit=limit + 1, before=before, account_id=query["card_id"])
    page = rows[:limit]
    cursor = cursor_of(page[-1].closes_on.isoformat(), page[-1].id) if len(rows) > limit else None
    return jsonify(items=[statement_json(row) for row in page], next_cursor=cursor)


@blueprint.get("/<statement_id>")
@blueprint.response(200, StatementSchema)
def get_statement(statement_id: str) -> Response:
    """Read one statement"""
    return _shown(_get(statement_id))


@blueprint.patch("/<statement_id>")
@blueprint.arguments(ChangedStatement)
@blueprint.response(200, StatementSchema)
@with_borrower_lock
def change_statement(data: dict[str, Any], statement_id: str) -> Response:
    """Correct or confirm a statement"""
    row = _get(statement_id)
    check_if_match(row)
    if "due_on" in data:
        data["nominal_due_on"] = data.pop("due_on")
    return _shown(statements.change_statement(row, now=g.now, **data))
