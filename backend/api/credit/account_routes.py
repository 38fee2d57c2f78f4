"""The four routes that cards and loans have alike: add one, list them, read one, change one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import Response, g
from marshmallow import Schema

from backend.actions.credit.credit_accounts import get_account
from backend.api.credit.account_forms import ChangedAccountData, NewAccountData, account_json
from backend.api.http.answers import row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.store.credit import credit_accounts
from backend.store.credit.credit_accounts import Account

NewData = TypeVar("NewData", bound=NewAccountData)
ChangedData = TypeVar("ChangedData", bound=ChangedAccountData)


@dataclass(frozen=True, kw_only=True)
class AccountKind(Generic[NewData, ChangedData]):
    """What differs between cards and loans: the schemas, the actions, and what the API's document says."""

    name: str
    new: type[Schema]
    changed: type[Schema]
    answered: type[Schema]
    add: Callable[[NewData], Account]
    change: Callable[[Account, ChangedData], Account]
    about_adding: str
    about_changing: str


def account_answer(row: Account, status: int = 200) -> Response:
    return row_answer(account_json(row), row, status, made_under=f"/v1/{row.kind}s")


def register_account_routes(blueprint: Blueprint, kind: AccountKind[NewData, ChangedData]) -> None:
    """Add the four routes of a kind to its blueprint; operations are named after it (add_card, list_cards, ...)."""
    _register_collection(blueprint, kind)
    _register_single(blueprint, kind)


def _register_collection(blueprint: Blueprint, kind: AccountKind[NewData, ChangedData]) -> None:
    @blueprint.post("")
    @blueprint.arguments(kind.new)
    @blueprint.response(201, kind.answered)
    @idempotent
    @_documented(f"add_{kind.name}", kind.about_adding)
    def add_account(data: NewData) -> Response:
        return account_answer(kind.add(data), 201)

    @blueprint.get("")
    @blueprint.arguments(PageArgs, location="query")
    @blueprint.response(200, page_schema(kind.answered))
    @_documented(f"list_{kind.name}s", f"List your {kind.name}s")
    def list_accounts(query: PageQuery) -> Response:
        after = cursor_id(query["cursor"])
        rows = credit_accounts.page(g.borrower_id, kind.name, limit=query["limit"] + 1, after=after)
        return page_answer(rows, query["limit"], item=account_json, sort_key=id_key)


def _register_single(blueprint: Blueprint, kind: AccountKind[NewData, ChangedData]) -> None:
    path, path_parameter = f"/<{kind.name}_id>", f"{kind.name}_id"

    @blueprint.get(path)
    @blueprint.response(200, kind.answered)
    @_documented(f"get_{kind.name}", f"Read one {kind.name}")
    def get_one(**path_values: str) -> Response:
        return account_answer(get_account(g.borrower_id, path_values[path_parameter], kind.name))

    @blueprint.patch(path)
    @blueprint.arguments(kind.changed)
    @blueprint.response(200, kind.answered)
    @with_borrower_lock
    @_documented(f"change_{kind.name}", kind.about_changing)
    def change_account(data: ChangedData, **path_values: str) -> Response:
        row = get_account(g.borrower_id, path_values[path_parameter], kind.name)
        check_if_match(row)
        return account_answer(kind.change(row, data))


View = TypeVar("View", bound=Callable[..., Response])


def _documented(name: str, about: str) -> Callable[[View], View]:
    """Give a view the name and the docstring that the OpenAPI document shows as operationId and summary."""

    def document(view: View) -> View:
        view.__name__, view.__doc__ = name, about
        return view

    return document
