"""Credit cards and their terms."""

from typing import Any

from flask import Response, g, jsonify
from marshmallow import Schema, fields, validate

from backend.actions.credit import cards
from backend.actions.credit.accounts import get_account, terms_of
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match, set_etag
from backend.api.http.fields import Bounded, Country, Currency, Day, Minor, Text, Zone
from backend.api.http.forms import CardTermsSchema, iso, terms_json
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, cursor_of, page_schema, read_cursor, word
from backend.store.credit import accounts as stored
from backend.store.credit.accounts import Account

blueprint = Blueprint("cards", __name__, url_prefix="/v1/cards", description="Credit cards")

STATUSES = ("open", "closed", "settled", "charged_off", "sold")


class AccountFields(Schema):
    """What cards and loans share. `last4`: four digits at most; a full number is refused everywhere."""

    issuer = Text(80, required=True)
    nickname = Text(80, load_default=None, allow_none=True)
    last4 = fields.String(load_default=None, allow_none=True, validate=validate.Regexp(r"^[0-9]{1,4}\Z"))
    currency = Currency(required=True)
    zone = Zone(load_default=None, allow_none=True)
    country = Country(load_default=None, allow_none=True)
    apr_bp = Bounded(0, 100_000, load_default=None, allow_none=True)
    note = Text(2000, load_default=None, allow_none=True)
    opened_on = Day(load_default=None, allow_none=True)
    autopay = fields.String(load_default="off", validate=validate.OneOf(("off", "minimum", "full")))
    autopay_funded = fields.String(
        load_default="unknown", validate=validate.OneOf(("unknown", "holds", "short"))
    )


class ChangedAccount(Schema):
    """What may change on any account; currency and zone are the contract's, and stay.

    `ended_on`: the day of any status but open; today where nothing is said.
    """

    issuer = Text(80)
    nickname = Text(80, allow_none=True)
    last4 = fields.String(allow_none=True, validate=validate.Regexp(r"^[0-9]{1,4}\Z"))
    apr_bp = Bounded(0, 100_000, allow_none=True)
    note = Text(2000, allow_none=True)
    opened_on = Day(allow_none=True)
    status = fields.String(validate=validate.OneOf(STATUSES))
    ended_on = Day(allow_none=True)
    autopay = fields.String(validate=validate.OneOf(("off", "minimum", "full")))
    autopay_funded = fields.String(validate=validate.OneOf(("unknown", "holds", "short")))


class NewCard(AccountFields):
    credit_limit = Minor(load_default=None, allow_none=True)
    terms = fields.Nested(CardTermsSchema, required=True)


class ChangedCard(ChangedAccount):
    credit_limit = Minor(allow_none=True)
    terms = fields.Nested(CardTermsSchema)


class AccountSchema(Schema):
    """What is shown of any account."""

    id = fields.String(required=True)
    kind = fields.String(required=True)
    issuer = fields.String(required=True)
    nickname = fields.String(required=True, allow_none=True)
    last4 = fields.String(required=True, allow_none=True)
    currency = fields.String(required=True)
    zone = fields.String(required=True)
    country = fields.String(required=True)
    apr_bp = fields.Integer(required=True, allow_none=True)
    credit_limit = fields.Integer(required=True, allow_none=True)
    status = fields.String(required=True)
    opened_on = fields.Date(required=True, allow_none=True)
    ended_on = fields.Date(required=True, allow_none=True)
    autopay = fields.String(required=True)
    autopay_funded = fields.String(required=True)
    note = fields.String(required=True, allow_none=True)
    terms = fields.Dict(required=True)
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


class CardSchema(AccountSchema):
    """A credit card."""


_PLAIN = (
    "id",
    "kind",
    "issuer",
    "nickname",
    "last4",
    "currency",
    "zone",
    "country",
    "apr_bp",
    "credit_limit",
    "status",
    "autopay",
    "autopay_funded",
    "note",
)


def account_json(row: Account) -> dict[str, Any]:
    """An account as AccountSchema says."""
    data = {name: getattr(row, name) for name in _PLAIN}
    data["terms"] = terms_json(terms_of(row))
    data |= {
        name: day.isoformat() if (day := getattr(row, name)) else None for name in ("opened_on", "ended_on")
    }
    return data | {"created_at": iso(row.created_at), "updated_at": iso(row.updated_at)}


def shown(row: Account, status: int = 200) -> Response:
    answer = jsonify(account_json(row))
    answer.status_code = status
    if status == 201:
        answer.headers["Location"] = f"/v1/{row.kind}s/{row.id}"
    return set_etag(answer, row)


def with_defaults(data: dict[str, Any]) -> dict[str, Any]:
    """Zone and country default to the borrower's."""
    data["zone"] = data["zone"] or g.borrower.zone
    data["country"] = data["country"] or g.borrower.country
    return data


def account_page(kind: str, query: dict[str, Any]) -> Response:
    after = read_cursor(query["cursor"], word)
    limit = query["limit"]
    rows = stored.page(g.borrower_id, kind, limit=limit + 1, after=after[0] if after else None)
    page = rows[:limit]
    cursor = cursor_of(page[-1].id) if len(rows) > limit else None
    return jsonify(items=[account_json(row) for row in page], next_cursor=cursor)


@blueprint.post("")
@blueprint.arguments(NewCard)
@blueprint.response(201, CardSchema)
@idempotent
def add_card(data: dict[str, Any]) -> Response:
    """Add a card; its deadlines open by themselves"""
    return shown(cards.add_card(g.borrower_id, now=g.now, **with_defaults(data)), 201)


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(CardSchema))
def list_cards(query: dict[str, Any]) -> Response:
    """List your cards"""
    return account_page("card", query)


@blueprint.get("/<card_id>")
@blueprint.response(200, CardSchema)
def get_card(card_id: str) -> Response:
    """Read one card"""
    return shown(get_account(g.borrower_id, card_id, "card"))


@blueprint.patch("/<card_id>")
@blueprint.arguments(ChangedCard)
@blueprint.response(200, CardSchema)
@with_borrower_lock
def change_card(data: dict[str, Any], card_id: str) -> Response:
    """Change a card

    New terms move the dates of what is still estimated; typed dates stay as typed.
    """
    row = get_account(g.borrower_id, card_id, "card")
    check_if_match(row)
    return shown(cards.change_card(row, now=g.now, **data))
