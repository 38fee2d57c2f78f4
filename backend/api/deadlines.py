"""Deadlines: the home screen, the borrower's own deadlines, and what can be done with any of them."""

from datetime import date, datetime, time
from typing import Any

from flask import Response, g, jsonify
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from backend.actions import deadlines
from backend.api.forms import WallTime, iso
from backend.api.http.blueprint import Blueprint
from backend.api.http.etag import check_if_match, exclusive, set_etag
from backend.api.http.fields import Choices, Country, Currency, Instant, Minor, Text, Zone
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, cursor_of, page_schema, read_cursor
from backend.domain.calendar import local_time
from backend.domain.credit.delinquency import days_past_due
from backend.store import deadlines as stored
from backend.store.deadlines import Deadline

blueprint = Blueprint("deadlines", __name__, url_prefix="/v1/deadlines", description="What falls due")

STATES = ("open", "missed", "met", "waived", "cancelled")


class DeadlineSchema(Schema):
    """One thing that falls due. `state` missed: open, and its last chance has passed."""

    id = fields.String(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)
    account_id = fields.String(required=True, allow_none=True)
    statement_id = fields.String(required=True, allow_none=True)
    instalment = fields.Integer(required=True, allow_none=True)
    series_id = fields.String(required=True, allow_none=True)
    nominal_due_on = fields.Date(required=True)
    due_on = fields.Date(required=True)
    pay_by_at = fields.AwareDateTime(required=True)
    last_chance_on = fields.Date(required=True)
    last_chance_at = fields.AwareDateTime(required=True)
    zone = fields.String(required=True)
    country = fields.String(required=True)
    owed = fields.Boolean(required=True)
    amount = fields.Integer(required=True, allow_none=True)
    allocated = fields.Integer(required=True)
    outstanding = fields.Integer(required=True, allow_none=True)
    currency = fields.String(required=True, allow_none=True)
    source = fields.String(required=True)
    sure = fields.Boolean(required=True)
    autopay = fields.Boolean(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    days_past_due = fields.Integer(required=True)
    closed_by = fields.String(required=True, allow_none=True)
    closed_at = fields.AwareDateTime(required=True, allow_none=True)
    late = fields.Boolean(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    muted = fields.Boolean(required=True)
    snoozed_until = fields.AwareDateTime(required=True, allow_none=True)
    next_reminder_at = fields.AwareDateTime(required=True, allow_none=True)


class DeadlineQuery(PageArgs):
    """Filters of the home screen; `state` and `kind` take several values, separated by commas."""

    state = Choices(STATES, load_default=frozenset())
    kind = Choices(None, load_default=frozenset())
    account_id = fields.String(load_default=None, validate=validate.Length(max=40))
    due_from = fields.Date(load_default=None)
    due_to = fields.Date(load_default=None)


class NewDeadline(Schema):
    """A deadline of the borrower's own."""

    title = Text(120, required=True)
    due_on = fields.Date(required=True)
    zone = Zone(load_default=None, allow_none=True)
    country = Country(load_default=None, allow_none=True)
    cut_off = WallTime(load_default=None, allow_none=True)
    amount = Minor(load_default=None, allow_none=True)
    currency = Currency(load_default=None, allow_none=True)
    owed = fields.Boolean(load_default=False, truthy={True}, falsy={False})

    @validates_schema
    def _money(self, data: dict[str, Any], **kwargs: Any) -> None:
        if (data.get("amount") is None) != (data.get("currency") is None):
            raise ValidationError("Give the amount and its currency, or neither.", "currency")


class ChangedDeadline(Schema):
    """What may change; a deadline that follows from an account can only be muted here."""

    title = Text(120)
    due_on = fields.Date()
    amount = Minor(allow_none=True)
    muted = fields.Boolean(truthy={True}, falsy={False})


class Reason(Schema):
    reason = Text(500, load_default=None, allow_none=True)


class Until(Schema):
    until = Instant(required=True, allow_none=True)


class Paid(Schema):
    """What was paid and when; by default all that is open, now."""

    amount = Minor(load_default=None, allow_none=True, low=1)
    paid_at = Instant(load_default=None, allow_none=True)


def deadline_json(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    """A row of `store.deadlines.page` as DeadlineSchema says."""
    amount, state = row["amount"], row["state"]
    if state == "open" and row["last_chance_at"] < now:
        state = "missed"
    late_days = 0
    if row["state"] == "open" and row["pay_by_at"] < now:
        late_days = days_past_due(row["due_on"], local_time.local_date(now, row["zone"]))
    subject = row["subject_id"]
    return {
        "id": row["id"],
        "kind": row["kind"],
        "name": row["title"] or row["nickname"] or row["issuer"] or "",
        "account_id": row["account"],
        "statement_id": subject if row["kind"] == "card_minimum" else None,
        "instalment": int(subject) if row["kind"] == "loan_instalment" else None,
        "series_id": row["series_id"],
        "nominal_due_on": row["nominal_due_on"].isoformat(),
        "due_on": row["due_on"].isoformat(),
        "pay_by_at": iso(row["pay_by_at"]),
        "last_chance_on": row["last_chance_on"].isoformat(),
        "last_chance_at": iso(row["last_chance_at"]),
        "zone": row["zone"],
        "country": row["country"],
        "owed": row["owed"],
        "amount": amount,
        "allocated": row["allocated"],
        "outstanding": None if amount is None else max(0, amount - row["allocated"]),
        "currency": row["currency"],
        "source": row["source"],
        "sure": row["sure"],
        "autopay": row["autopay"],
        "state": state,
        "days_past_due": late_days,
        "closed_by": row["closed_by"],
        "closed_at": iso(row["closed_at"]),
        "late": None if row["state"] != "met" else row["closed_at"] > row["last_chance_at"],
        "reason": row["reason"],
        "muted": row["muted"],
        "snoozed_until": iso(row["snoozed_until"]),
        "next_reminder_at": iso(row["next_reminder_at"]),
    }


def one_json(row: Deadline) -> dict[str, Any]:
    account = row.account if row.account_id else None
    data = {name: row.__data__.get(name) for name in Deadline._meta.fields}
    data["issuer"], data["nickname"] = (account.issuer, account.nickname) if account else (None, None)
    return deadline_json(data, g.now)


def _shown(row: Deadline, status: int = 200) -> Response:
    answer = jsonify(one_json(row))
    answer.status_code = status
    set_etag(answer, row)
    return answer


@blueprint.get("")
@blueprint.arguments(DeadlineQuery, location="query")
@blueprint.response(200, page_schema(DeadlineSchema))
def list_deadlines(query: dict[str, Any]) -> Response:
    """List deadlines, earliest due first

    The app's home screen. Filter by state (several, with commas), kind, account and due date range.
    """
    after = read_cursor(query["cursor"], date.fromisoformat, str)
    limit = query["limit"]
    rows = stored.page(
        g.borrower_id,
        now=g.now,
        limit=limit + 1,
        after=after,
        states=query["state"],
        kinds=query["kind"],
        account_id=query["account_id"],
        due_from=query["due_from"],
        due_to=query["due_to"],
    )
    last = rows[limit - 1] if len(rows) > limit else None
    cursor = cursor_of(last["due_on"].isoformat(), last["id"]) if last else None
    return jsonify(items=[deadline_json(row, g.now) for row in rows[:limit]], next_cursor=cursor)


@blueprint.post("")
@blueprint.arguments(NewDeadline)
@blueprint.response(201, DeadlineSchema)
@idempotent
def add_deadline(data: dict[str, Any]) -> Response:
    """Add a deadline of your own

    Zone and country default to the borrower's.
    """
    data["cut_off"] = data["cut_off"] or time.max
    data["zone"] = data["zone"] or g.borrower.zone
    data["country"] = data["country"] or g.borrower.country
    return _shown(deadlines.add_deadline(g.borrower_id, now=g.now, **data), 201)


@blueprint.get("/<deadline_id>")
@blueprint.response(200, DeadlineSchema)
def get_deadline(deadline_id: str) -> Response:
    """Read one deadline"""
    return _shown(deadlines.get(g.borrower_id, deadline_id))


@blueprint.patch("/<deadline_id>")
@blueprint.arguments(ChangedDeadline)
@blueprint.response(200, DeadlineSchema)
@exclusive
def change_deadline(data: dict[str, Any], deadline_id: str) -> Response:
    """Change your own deadline, or mute any"""
    row = deadlines.get(g.borrower_id, deadline_id)
    check_if_match(row)
    return _shown(deadlines.change_deadline(row, now=g.now, **data))


@blueprint.post("/<deadline_id>/acknowledge")
@blueprint.arguments(Paid)
@blueprint.response(200, DeadlineSchema)
@idempotent
def acknowledge_deadline(data: dict[str, Any], deadline_id: str) -> Response:
    """Say "I have paid"

    Records a payment of the amount (all that is open, if none is given) and stops the rest of the reminders.
    """
    row = deadlines.get(g.borrower_id, deadline_id)
    return _shown(deadlines.acknowledge(row, now=g.now, **data))


@blueprint.post("/<deadline_id>/snooze")
@blueprint.arguments(Until)
@blueprint.response(200, DeadlineSchema)
@idempotent
def snooze_deadline(data: dict[str, Any], deadline_id: str) -> Response:
    """Snooze until an instant; null takes the snooze back"""
    row = deadlines.get(g.borrower_id, deadline_id)
    return _shown(deadlines.snooze(row, until=data["until"], now=g.now))


@blueprint.post("/<deadline_id>/waive")
@blueprint.arguments(Reason)
@blueprint.response(200, DeadlineSchema)
@idempotent
def waive_deadline(data: dict[str, Any], deadline_id: str) -> Response:
    """Waive: the issuer gave it up"""
    return _close(deadline_id, "waived", "waiver", data["reason"])


@blueprint.post("/<deadline_id>/cancel")
@blueprint.arguments(Reason)
@blueprint.response(200, DeadlineSchema)
@idempotent
def cancel_deadline(data: dict[str, Any], deadline_id: str) -> Response:
    """Cancel: it does not apply"""
    return _close(deadline_id, "cancelled", "borrower", data["reason"])


@blueprint.post("/<deadline_id>/meet")
@blueprint.arguments(Reason)
@blueprint.response(200, DeadlineSchema)
@idempotent
def meet_deadline(data: dict[str, Any], deadline_id: str) -> Response:
    """Mark as done without a payment"""
    return _close(deadline_id, "met", "borrower", data["reason"])


@blueprint.post("/<deadline_id>/reopen")
@blueprint.response(200, DeadlineSchema)
@idempotent
def reopen_deadline(deadline_id: str) -> Response:
    """Open again what was waived, cancelled or marked as done"""
    return _shown(deadlines.reopen(deadlines.get(g.borrower_id, deadline_id), now=g.now))


def _close(deadline_id: str, state: str, closed_by: str, reason: str | None) -> Response:
    row = deadlines.get(g.borrower_id, deadline_id)
    return _shown(deadlines.close(row, state=state, closed_by=closed_by, reason=reason, at=g.now, now=g.now))
