"""Cash accounts: where the money for the minimums is."""

from typing import Any

from flask import Response, g, jsonify
from marshmallow import Schema, fields, validate

from backend.actions.spending import cash_accounts
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match, set_etag
from backend.api.http.fields import MAX_MINOR, Bounded, Currency, Minor, Text
from backend.api.http.forms import iso
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, cursor_of, page_schema, read_cursor
from backend.domain.calendar.local_time import local_date
from backend.store.spending import cash_accounts as stored
from backend.store.spending.cash_accounts import CashAccount

blueprint = Blueprint(
    "cash accounts", __name__, url_prefix="/v1/cash-accounts", description="Bank accounts and wallets"
)

KINDS = ("bank", "wallet", "cash")


def _balance(**kwargs: Any) -> fields.Integer:
    """Minor units; an overdrawn account is below zero."""
    return Bounded(-MAX_MINOR, MAX_MINOR, **kwargs)


class NewCashAccount(Schema):
    """`balance` in minor units at the end of `balance_on` (today, if not given); `reserve` is what must stay."""

    name = Text(80, required=True)
    kind = fields.String(load_default="bank", validate=validate.OneOf(KINDS))
    currency = Currency(required=True)
    last4 = fields.String(load_default=None, allow_none=True, validate=validate.Regexp(r"^[0-9]{1,4}\Z"))
    balance = _balance(load_default=None, allow_none=True)
    balance_on = fields.Date(load_default=None, allow_none=True)
    reserve = Minor(load_default=0)


class ChangedCashAccount(Schema):
    """What may change; the currency is the account's, and stays. A balance of null leaves it out of the forecast."""

    name = Text(80)
    kind = fields.String(validate=validate.OneOf(KINDS))
    last4 = fields.String(allow_none=True, validate=validate.Regexp(r"^[0-9]{1,4}\Z"))
    balance = _balance(allow_none=True)
    balance_on = fields.Date()
    reserve = Minor()


class CashAccountSchema(Schema):
    """A cash account; `balance_now` adds what was booked since `balance_on`."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    currency = fields.String(required=True)
    last4 = fields.String(required=True, allow_none=True)
    balance = fields.Integer(required=True, allow_none=True)
    balance_on = fields.Date(required=True, allow_none=True)
    balance_now = fields.Integer(required=True, allow_none=True)
    reserve = fields.Integer(required=True)
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


def _json(row: CashAccount) -> dict[str, Any]:
    plain = ("id", "name", "kind", "currency", "last4", "balance", "reserve")
    return {name: getattr(row, name) for name in plain} | {
        "balance_on": row.balance_on.isoformat() if row.balance_on else None,
        "balance_now": cash_accounts.balance_at(row, _today()),
        "created_at": iso(row.created_at),
        "updated_at": iso(row.updated_at),
    }


def _today() -> Any:
    return local_date(g.now, g.borrower.zone)


def _shown(row: CashAccount, status: int = 200) -> Response:
    answer = jsonify(_json(row))
    answer.status_code = status
    return set_etag(answer, row)


@blueprint.post("")
@blueprint.arguments(NewCashAccount)
@blueprint.response(201, CashAccountSchema)
@idempotent
def add_cash_account(data: dict[str, Any]) -> Response:
    """Add a bank account or a wallet"""
    return _shown(cash_accounts.add_cash_account(g.borrower_id, today=_today(), now=g.now, **data), 201)


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(CashAccountSchema))
def list_cash_accounts(query: dict[str, Any]) -> Response:
    """List your bank accounts and wallets"""
    after = read_cursor(query["cursor"], str)
    rows = stored.page(g.borrower_id, limit=query["limit"] + 1, after=after[0] if after else None)
    page = rows[: query["limit"]]
    cursor = cursor_of(page[-1].id) if len(rows) > query["limit"] else None
    return jsonify(items=[_json(row) for row in page], next_cursor=cursor)


@blueprint.get("/<account_id>")
@blueprint.response(200, CashAccountSchema)
def get_cash_account(account_id: str) -> Response:
    """Read one"""
    return _shown(cash_accounts.get(g.borrower_id, account_id))


@blueprint.patch("/<account_id>")
@blueprint.arguments(ChangedCashAccount)
@blueprint.response(200, CashAccountSchema)
@with_borrower_lock
def change_cash_account(data: dict[str, Any], account_id: str) -> Response:
    """Change one, or say its balance"""
    row = cash_accounts.get(g.borrower_id, account_id)
    check_if_match(row)
    return _shown(cash_accounts.change_cash_account(row, today=_today(), now=g.now, **data))


@blueprint.delete("/<account_id>")
@blueprint.response(204)
def remove_cash_account(account_id: str) -> None:
    """Remove one that holds no transactions"""
    cash_accounts.remove_cash_account(cash_accounts.get(g.borrower_id, account_id))
