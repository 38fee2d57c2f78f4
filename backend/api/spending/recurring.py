"""Routes of recurring income and charges, found in the transactions; the borrower confirms, denies or ends them."""

import json
from datetime import date
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.spending import recurring
from backend.api.http.answers import iso, row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match
from backend.api.http.fields import Choices
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import (
    PageArgs,
    PageQuery,
    cursor_day_and_id,
    list_answer,
    page_answer,
    page_schema,
)
from backend.domain.calendar import business_day
from backend.domain.spending.categories import category_lookup
from backend.store.spending import recurring as stored
from backend.store.spending.recurring import Cancellable, Recurring

blueprint = Blueprint(
    "recurring", __name__, url_prefix="/v1/recurring", description="Subscriptions, rent, salary and bills"
)

CANCELLABLE = ("yes", "no", "unknown")
_CANCELLABLE = "Whether the contract can be cancelled before its end; unknown until you say"
_ENDS_ON = (
    "The last day of the contract: a cancellation saves only what is charged later; null where it has none"
)
STATES = ("found", "confirmed", "denied", "ended")


class RecurringQuery(PageArgs):
    """`state` takes several values, separated by commas."""

    state = Choices(STATES, load_default=frozenset())


class RecurringQueryData(PageQuery):
    state: frozenset[str]


class ChangeSchema(Schema):
    """A price that rose, or a trial that turned paid."""

    kind = fields.String(required=True, validate=validate.OneOf(("price_rise", "trial_turned_paid")))
    was = fields.Integer(required=True)
    now = fields.Integer(required=True)
    on = fields.Date(required=True)


class RecurringSchema(Schema):
    """A series. Amounts in minor units without a sign; `direction` in or out. `counted`: forecasts reckon with it."""

    id = fields.String(required=True)
    label = fields.String(required=True)
    kind = fields.String(required=True)
    cadence = fields.String(required=True)
    direction = fields.String(required=True)
    expected = fields.Integer(required=True)
    low = fields.Integer(required=True)
    high = fields.Integer(required=True)
    currency = fields.String(required=True)
    category = fields.String(required=True)
    category_name = fields.String(required=True)
    next_on = fields.Date(required=True)
    last_on = fields.Date(required=True)
    overdue_on = fields.Date(required=True, allow_none=True)
    missed = fields.Integer(
        required=True, metadata={"description": "Expected days since the last one that passed without it"}
    )
    weekend_rule = fields.String(
        required=True,
        validate=validate.OneOf(("none", "next", "previous")),
        metadata={
            "description": "Where it goes when its day is not worked, as its history shows; with anchor day 31 and "
            "previous it comes on the last working day"
        },
    )
    next_paid_on = fields.Date(
        required=True, metadata={"description": "`next_on` moved to a working day where the rule says so"}
    )
    seen = fields.Integer(required=True)
    confidence = fields.Integer(required=True)
    changes = fields.List(fields.Nested(ChangeSchema), required=True)
    paid_by_card = fields.Boolean(required=True)
    cancellable = fields.String(
        required=True, validate=validate.OneOf(CANCELLABLE), metadata={"description": _CANCELLABLE}
    )
    contract_ends_on = fields.Date(required=True, allow_none=True, metadata={"description": _ENDS_ON})
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    counted = fields.Boolean(required=True)
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


def recurring_json(row: Recurring) -> dict[str, object]:
    plain = ("id", "label", "kind", "cadence", "direction", "expected", "low", "high", "currency", "category")
    return {name: getattr(row, name) for name in plain} | {
        "category_name": category_lookup.name(row.category, g.borrower.locale),
        "next_on": row.next_on.isoformat(),
        "last_on": row.last_on.isoformat(),
        "overdue_on": iso(row.overdue_on),
        "missed": row.missed,
        "weekend_rule": row.weekend_rule,
        "next_paid_on": business_day.adjust(row.next_on, g.borrower.country, row.weekend_rule).isoformat(),
        "seen": row.seen,
        "confidence": row.confidence,
        "changes": json.loads(row.changes),
        "paid_by_card": not row.from_cash,
        "cancellable": row.cancellable,
        "contract_ends_on": iso(row.contract_ends_on),
        "state": row.state,
        "counted": recurring.counts(row),
        "created_at": iso(row.created_at),
        "updated_at": iso(row.updated_at),
    }


class ChangedRecurring(Schema):
    """What you know of the contract behind a charge: a plan proposes to cancel only what can be cancelled."""

    cancellable = fields.String(validate=validate.OneOf(CANCELLABLE), metadata={"description": _CANCELLABLE})
    contract_ends_on = fields.Date(allow_none=True, metadata={"description": _ENDS_ON})


class ChangedRecurringData(TypedDict, total=False):
    cancellable: Cancellable
    contract_ends_on: date | None


def recurring_answer(row: Recurring) -> Response:
    return row_answer(recurring_json(row), row)


def _judged(series_id: str, state: str) -> Response:
    row = recurring.confirm_or_deny(recurring.get(g.borrower_id, series_id), state, now=g.now)
    return recurring_answer(row)


@blueprint.get("")
@blueprint.arguments(RecurringQuery, location="query")
@blueprint.response(200, page_schema(RecurringSchema))
def list_recurring(query: RecurringQueryData) -> Response:
    """List what repeats, the next expected first"""
    rows = stored.page(
        g.borrower_id,
        limit=query["limit"] + 1,
        after=cursor_day_and_id(query["cursor"]),
        states=query["state"],
    )
    return page_answer(rows, query["limit"], item=recurring_json, sort_key=lambda row: (row.next_on, row.id))


@blueprint.get("/<recurring_id>")
@blueprint.response(200, RecurringSchema)
def get_recurring(recurring_id: str) -> Response:
    """Read one"""
    return recurring_answer(recurring.get(g.borrower_id, recurring_id))


@blueprint.patch("/<recurring_id>")
@blueprint.arguments(ChangedRecurring)
@blueprint.response(200, RecurringSchema)
@with_borrower_lock
def change_recurring(data: ChangedRecurringData, recurring_id: str) -> Response:
    """Say whether it can be cancelled, and when its contract ends"""
    row = recurring.get(g.borrower_id, recurring_id)
    check_if_match(row)
    return recurring_answer(recurring.change_contract(row, now=g.now, **data))


@blueprint.post("/search")
@blueprint.response(200, page_schema(RecurringSchema))
@idempotent
def search_recurring() -> Response:
    """Search your transactions again; what you confirmed or denied stays so"""
    recurring.refresh(g.borrower_id, now=g.now)
    rows = stored.page(g.borrower_id, limit=200, states=frozenset({"found", "confirmed"}))
    return list_answer([recurring_json(row) for row in rows])


@blueprint.post("/<recurring_id>/confirm")
@blueprint.response(200, RecurringSchema)
@idempotent
def confirm_recurring(recurring_id: str) -> Response:
    """Say that it does repeat"""
    return _judged(recurring_id, "confirmed")


@blueprint.post("/<recurring_id>/deny")
@blueprint.response(200, RecurringSchema)
@idempotent
def deny_recurring(recurring_id: str) -> Response:
    """Say that it does not repeat; it is not counted again"""
    return _judged(recurring_id, "denied")


@blueprint.post("/<recurring_id>/end")
@blueprint.response(200, RecurringSchema)
@idempotent
def end_recurring(recurring_id: str) -> Response:
    """Say that it has ended; a later payment brings it back"""
    return _judged(recurring_id, "ended")
