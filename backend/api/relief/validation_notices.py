"""Routes of a collector's notices of a debt: what each says, and until when the debt can be disputed."""

from datetime import date
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.relief import validation_notices
from backend.actions.relief.validation_notices import Said
from backend.api.http.answers import iso, row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.http.fields import Country, Currency, Day, Minor, Text
from backend.api.http.idempotency import idempotent
from backend.api.http.named_things import named_in
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.api.relief.payee_answers import OwedSourceSchema, source_json
from backend.domain.relief.validation_window import SUMS, difference, sums
from backend.store.relief import validation_notices as stored
from backend.store.relief.validation_notices import STATES, ValidationNotice

blueprint = Blueprint(
    "validation notices",
    __name__,
    url_prefix="/v1/validation-notices",
    description="What a collector's notice of a debt says",
)
_SUMS = "Minor units, as of `itemized_on`."
_DAYS = ("provided_on", "received_on", "printed_on", "itemized_on")
_MONEY = ("amount", "interest", "fees", "payments", "credits", "claimed")
WINDOW_STATES = ("open", "over", "unknown")


class NewValidationNotice(Schema):
    """What the notice says; leave out what it does not."""

    firm = Text(120, required=True, metadata={"description": "Who sent it."})
    account_id = Text(40, load_default=None, allow_none=True)
    country = Country(
        load_default=None, allow_none=True, metadata={"description": "The account's, else your own."}
    )
    original_creditor = Text(120, load_default=None, allow_none=True)
    reference = Text(60, load_default=None, allow_none=True)
    provided_on = Day(
        load_default=None,
        allow_none=True,
        metadata={"description": "When it was sent: its date or postmark."},
    )
    received_on = Day(load_default=None, allow_none=True)
    printed_on = Day(
        load_default=None,
        allow_none=True,
        metadata={"description": "The last day to dispute that it prints."},
    )
    itemized_on = Day(
        load_default=None, allow_none=True, metadata={"description": "The day from which it counts its sums."}
    )
    currency = Currency(load_default=None, allow_none=True)
    amount = Minor(load_default=None, allow_none=True, metadata={"description": _SUMS})
    interest = Minor(load_default=None, allow_none=True, metadata={"description": "Minor units, since then."})
    fees = Minor(load_default=None, allow_none=True, metadata={"description": "Minor units, since then."})
    payments = Minor(load_default=None, allow_none=True, metadata={"description": "Minor units, since then."})
    credits = Minor(load_default=None, allow_none=True, metadata={"description": "Minor units, since then."})
    claimed = Minor(load_default=None, allow_none=True, metadata={"description": "What is asked for now."})


class NewValidationNoticeData(TypedDict):
    firm: str
    account_id: str | None
    country: str | None
    original_creditor: str | None
    reference: str | None
    provided_on: date | None
    received_on: date | None
    printed_on: date | None
    itemized_on: date | None
    currency: str | None
    amount: int | None
    interest: int | None
    fees: int | None
    payments: int | None
    credits: int | None
    claimed: int | None


class WindowSchema(Schema):
    """Until when the debt can be disputed so that the collector must stop for it."""

    state = fields.String(
        required=True,
        validate=validate.OneOf(WINDOW_STATES),
        metadata={
            "description": "over: after `latest_on`. unknown: no day is known, or the place has no such rule."
        },
    )
    ends_on = fields.Date(
        required=True, allow_none=True, metadata={"description": "The day to keep to: the earliest reading."}
    )
    latest_on = fields.Date(
        required=True, allow_none=True, metadata={"description": "The last day that any reading gives."}
    )
    assumed_received_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "From when it may be taken to have come, by the day of sending."},
    )
    printed_too_early = fields.Boolean(
        required=True,
        allow_none=True,
        metadata={
            "description": "It prints an earlier day than the rule gives; that shortens nothing. null: unknown."
        },
    )
    rule = fields.Nested(OwedSourceSchema, required=True, allow_none=True)


class ValidationNoticeSchema(Schema):
    """A collector's notice of a debt."""

    id = fields.String(required=True)
    firm = fields.String(required=True)
    account_id = fields.String(required=True, allow_none=True)
    country = fields.String(required=True)
    original_creditor = fields.String(required=True, allow_none=True)
    reference = fields.String(required=True, allow_none=True)
    provided_on = fields.Date(required=True, allow_none=True)
    received_on = fields.Date(required=True, allow_none=True)
    printed_on = fields.Date(required=True, allow_none=True)
    itemized_on = fields.Date(required=True, allow_none=True)
    currency = fields.String(required=True, allow_none=True)
    amount = fields.Integer(required=True, allow_none=True)
    interest = fields.Integer(required=True, allow_none=True)
    fees = fields.Integer(required=True, allow_none=True)
    payments = fields.Integer(required=True, allow_none=True)
    credits = fields.Integer(required=True, allow_none=True)
    claimed = fields.Integer(required=True, allow_none=True)
    sums = fields.String(
        required=True,
        validate=validate.OneOf(SUMS),
        metadata={"description": "Whether its own sums come to what it claims."},
    )
    difference = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Claimed above its sums, in minor units."}
    )
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    window = fields.Nested(WindowSchema, required=True)
    deadline_id = fields.String(required=True, allow_none=True)


def window_json(row: ValidationNotice) -> dict[str, object]:
    found, rule = validation_notices.window_of(row), validation_notices.rule_of(row)
    state = "unknown" if found is None else "open" if found.next_on(borrower_today()) else "over"
    return {
        "state": state,
        "ends_on": iso(found.ends_on) if found else None,
        "latest_on": iso(found.latest_on) if found else None,
        "assumed_received_on": iso(found.assumed_on) if found else None,
        "printed_too_early": found.printed_too_early if found else None,
        "rule": source_json(rule.origin) if rule else None,
    }


def notice_json(row: ValidationNotice) -> dict[str, object]:
    plain = ("id", "firm", "account_id", "country", "original_creditor", "reference", "currency", "state")
    return {
        **{name: getattr(row, name) for name in (*plain, *_MONEY, "deadline_id")},
        **{name: iso(getattr(row, name)) for name in _DAYS},
        "sums": sums(row.itemized),
        "difference": difference(row.itemized),
        "window": window_json(row),
    }


def _answer(row: ValidationNotice, status: int = 200) -> Response:
    return row_answer(notice_json(row), row, status, made_under="/v1/validation-notices")


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(ValidationNoticeSchema))
def list_validation_notices(query: PageQuery) -> Response:
    """List the notices that you had, the newest first"""
    rows = stored.page(g.borrower_id, limit=query["limit"] + 1, before=cursor_id(query["cursor"]))
    return page_answer(rows, query["limit"], item=notice_json, sort_key=id_key)


@blueprint.post("")
@blueprint.arguments(NewValidationNotice)
@blueprint.response(201, ValidationNoticeSchema)
@idempotent
def add_validation_notice(data: NewValidationNoticeData) -> Response:
    """Keep a collector's notice; the last day to dispute the debt becomes a deadline with reminders before it"""
    with named_in("account_id"):
        row = validation_notices.add(g.borrower_id, Said(**data), now=g.now)
    return _answer(row, 201)


@blueprint.get("/<validation_notice_id>")
@blueprint.response(200, ValidationNoticeSchema)
def get_validation_notice(validation_notice_id: str) -> Response:
    """Read one, and until when the debt can be disputed"""
    return _answer(validation_notices.get(g.borrower_id, validation_notice_id))


@blueprint.post("/<validation_notice_id>/withdraw")
@blueprint.response(200, ValidationNoticeSchema)
@idempotent
def withdraw_validation_notice(validation_notice_id: str) -> Response:
    """Take one back that was typed by mistake, or that you will not dispute; its reminders end"""
    row = validation_notices.get(g.borrower_id, validation_notice_id)
    return _answer(validation_notices.withdraw(row, now=g.now))
