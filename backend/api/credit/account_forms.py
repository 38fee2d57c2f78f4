"""The fields that cards and loans share, in a request and in an answer."""

from datetime import date
from typing import TypedDict

from marshmallow import Schema, fields, validate

from backend.actions.credit.credit_accounts import terms_of
from backend.api.credit.terms_forms import terms_json
from backend.api.http.answers import iso
from backend.api.http.borrower_home import HomeDefaults, PlaceData
from backend.api.http.fields import Bounded, Country, Currency, Day, Text, Zone
from backend.store.credit.credit_accounts import Account

_SECURED = "Whether a home, a car or other things are lost if it is not paid; null where nobody has said"
STATUSES = ("open", "closed", "settled", "paid_off", "charged_off", "sold")


class AccountFields(HomeDefaults):
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
    secured = fields.Boolean(
        load_default=None, allow_none=True, truthy={True}, falsy={False}, metadata={"description": _SECURED}
    )


class NewAccountData(PlaceData):
    """What AccountFields reads."""

    issuer: str
    nickname: str | None
    last4: str | None
    currency: str
    apr_bp: int | None
    note: str | None
    opened_on: date | None
    autopay: str
    autopay_funded: str
    secured: bool | None


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
    secured = fields.Boolean(
        allow_none=True, truthy={True}, falsy={False}, metadata={"description": _SECURED}
    )


class ChangedAccountData(TypedDict, total=False):
    """What ChangedAccount reads; a field that was not sent is not there."""

    issuer: str
    nickname: str | None
    last4: str | None
    apr_bp: int | None
    note: str | None
    opened_on: date | None
    status: str
    ended_on: date | None
    autopay: str
    autopay_funded: str
    secured: bool | None


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
    secured = fields.Boolean(required=True, allow_none=True, metadata={"description": _SECURED})
    name = fields.String(
        required=True,
        metadata={
            "description": "What it is called in reminders: with its currency where the card has several."
        },
    )
    card_group = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The same for the sides of one card in several currencies; else null."},
    )
    billed_with = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The card whose statement bills this one too; null where it has its own."},
    )
    note = fields.String(required=True, allow_none=True)
    terms = fields.Dict(required=True)
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


_AS_KEPT = (
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
    "secured",
    "name",
    "card_group",
    "billed_with",
    "note",
)


def account_json(row: Account) -> dict[str, object]:
    """An account as AccountSchema says."""
    moments = ("opened_on", "ended_on", "created_at", "updated_at")
    return (
        {name: getattr(row, name) for name in _AS_KEPT}
        | {"terms": terms_json(terms_of(row))}
        | {name: iso(getattr(row, name)) for name in moments}
    )
