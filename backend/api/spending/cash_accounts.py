"""Routes of cash accounts: the bank accounts and wallets that minimums are paid from."""

from datetime import date
from typing import TypedDict, Unpack

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.spending import cash_accounts
from backend.api.http.answers import iso, row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match
from backend.api.http.fields import MAX_MINOR, Bounded, Currency, FieldOptions, Text
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.store.spending import cash_accounts as stored
from backend.store.spending.cash_accounts import CashAccount

blueprint = Blueprint(
    "cash accounts", __name__, url_prefix="/v1/cash-accounts", description="Bank accounts and wallets"
)

KINDS = ("bank", "wallet", "cash")


def _balance(**kwargs: Unpack[FieldOptions]) -> fields.Integer:
    """Minor units; an overdrawn account is below zero, and so is the reserve of an arranged overdraft."""
    return Bounded(-MAX_MINOR, MAX_MINOR, **kwargs)


class NewCashAccount(Schema):
    """`balance` in minor units at the end of `balance_on` (today, if not given); `reserve` is what must stay.

    A reserve below zero is an arranged overdraft: -50000 lets the balance go down to 500.00 below zero.
    """

    name = Text(80, required=True)
    kind = fields.String(load_default="bank", validate=validate.OneOf(KINDS))
    currency = Currency(required=True)
    last4 = fields.String(load_default=None, allow_none=True, validate=validate.Regexp(r"^[0-9]{1,4}\Z"))
    balance = _balance(load_default=None, allow_none=True)
    balance_on = fields.Date(load_default=None, allow_none=True)
    reserve = _balance(load_default=0)


class NewCashAccountData(TypedDict):
    name: str
    kind: str
    currency: str
    last4: str | None
    balance: int | None
    balance_on: date | None
    reserve: int


class ChangedCashAccount(Schema):
    """What may change; the currency is the account's, and stays. A balance of null leaves it out of the forecast."""

    name = Text(80)
    kind = fields.String(validate=validate.OneOf(KINDS))
    last4 = fields.String(allow_none=True, validate=validate.Regexp(r"^[0-9]{1,4}\Z"))
    balance = _balance(allow_none=True)
    balance_on = fields.Date()
    reserve = _balance()


class ChangedCashAccountData(TypedDict, total=False):
    name: str
    kind: str
    last4: str | None
    balance: int | None
    balance_on: date
    reserve: int


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


def cash_account_json(row: CashAccount) -> dict[str, object]:
    plain = ("id", "name", "kind", "currency", "last4", "balance", "reserve")
    return {name: getattr(row, name) for name in plain} | {
        "balance_on": iso(row.balance_on),
        "balance_now": cash_accounts.balance_at(row, borrower_today()),
        "created_at": iso(row.created_at),
        "updated_at": iso(row.updated_at),
    }


def cash_account_answer(row: CashAccount, status: int = 200) -> Response:
    return row_answer(cash_account_json(row), row, status)


@blueprint.post("")
@blueprint.arguments(NewCashAccount)
@blueprint.response(201, CashAccountSchema)
@idempotent
def add_cash_account(data: NewCashAccountData) -> Response:
    """Add a bank account or a wallet"""
    row = cash_accounts.add_cash_account(g.borrower_id, today=borrower_today(), now=g.now, **data)
    return cash_account_answer(row, 201)


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(CashAccountSchema))
def list_cash_accounts(query: PageQuery) -> Response:
    """List your bank accounts and wallets"""
    rows = stored.page(g.borrower_id, limit=query["limit"] + 1, after=cursor_id(query["cursor"]))
    return page_answer(rows, query["limit"], item=cash_account_json, sort_key=id_key)


@blueprint.get("/<account_id>")
@blueprint.response(200, CashAccountSchema)
def get_cash_account(account_id: str) -> Response:
    """Read one"""
    return cash_account_answer(cash_accounts.get(g.borrower_id, account_id))


@blueprint.patch("/<account_id>")
@blueprint.arguments(ChangedCashAccount)
@blueprint.response(200, CashAccountSchema)
@with_borrower_lock
def change_cash_account(data: ChangedCashAccountData, account_id: str) -> Response:
    """Change one, or say its balance"""
    row = cash_accounts.get(g.borrower_id, account_id)
    check_if_match(row)
    changed = cash_accounts.change_cash_account(row, today=borrower_today(), now=g.now, **data)
    return cash_account_answer(changed)


@blueprint.delete("/<account_id>")
@blueprint.response(204)
def remove_cash_account(account_id: str) -> None:
    """Remove one that holds no transactions"""
    cash_accounts.remove_cash_account(cash_accounts.get(g.borrower_id, account_id))
