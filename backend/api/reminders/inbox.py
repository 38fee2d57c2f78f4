"""Routes of the inbox: what a borrower was told, how it was delivered and what is true of it now; and receipts."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.reminders import inbox
from backend.actions.reminders.notification_facts import told_lines
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.fields import Instant
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import (
    PageArgs,
    PageQuery,
    cursor_instant_and_id,
    list_answer,
    page_schema,
    split_page,
)
from backend.api.reminders.calm_pause_forms import HELD, HELD_BY
from backend.store.reminders import deliveries, notifications
from backend.store.reminders.deliveries import Delivery
from backend.store.reminders.notifications import Notification
from backend.words.reminders.inbox import inbox_line

blueprint = Blueprint("inbox", __name__, url_prefix="/v1", description="Inbox and receipts")


class LadderStep(Schema):
    """What to pay, and what that prevents."""

    label = fields.String(required=True)
    amount = fields.Integer(required=True)
    text = fields.String(required=True)
    prevents = fields.String(required=True)


class InboxLine(Schema):
    """One deadline of a notification, as it stands now."""

    deadline_id = fields.String(required=True)
    state = fields.String(required=True)
    held_back = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf(HELD_BY),
        metadata={"description": HELD},
    )
    title = fields.String(required=True)
    action = fields.String(required=True)
    ladder = fields.List(fields.Nested(LadderStep), required=True)
    date_note = fields.String(required=True)


class DeliverySchema(Schema):
    """One way it was sent. `accepted` is the provider's word; `shown` and later come from the app."""

    id = fields.String(required=True)
    device_id = fields.String(required=True, allow_none=True)
    provider = fields.String(required=True)
    state = fields.String(required=True)
    attempts = fields.Integer(required=True)
    error = fields.String(required=True, allow_none=True)
    title = fields.String(required=True, allow_none=True)
    body = fields.String(required=True, allow_none=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    shown_at = fields.AwareDateTime(required=True, allow_none=True)
    opened_at = fields.AwareDateTime(required=True, allow_none=True)
    acted_at = fields.AwareDateTime(required=True, allow_none=True)


class NotificationSchema(Schema):
    """One digest. `pushed` false: the day's cap was used up, or all of it was held back, so it is here only."""

    id = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    pushed = fields.Boolean(required=True)
    read_at = fields.AwareDateTime(required=True, allow_none=True)
    lines = fields.List(fields.Nested(InboxLine), required=True)
    deliveries = fields.List(fields.Nested(DeliverySchema), required=True)


class InboxQuery(PageArgs):
    unread = fields.Boolean(load_default=False)


class InboxQueryData(PageQuery):
    unread: bool


class Read(Schema):
    read = fields.Boolean(load_default=True, truthy={True}, falsy={False})


class ReadData(TypedDict):
    read: bool


class ReceiptSchema(Schema):
    """What the app saw happen to a push; `at` defaults to now."""

    event = fields.String(required=True, validate=validate.OneOf(inbox.RECEIPTS))
    at = Instant(load_default=None, allow_none=True)


class ReceiptData(TypedDict):
    event: str
    at: datetime | None


class MarkedSchema(Schema):
    marked = fields.Integer(required=True)


def delivery_json(row: Delivery) -> dict[str, object]:
    plain = ("id", "device_id", "provider", "state", "attempts", "error", "title", "body")
    instants = ("ended_at", "shown_at", "opened_at", "acted_at")
    return {name: getattr(row, name) for name in plain} | {name: iso(getattr(row, name)) for name in instants}


def notifications_json(rows: Sequence[Notification]) -> list[dict[str, object]]:
    ids = [row.id for row in rows]
    told = told_lines(ids, now=g.now) if ids else {}
    sent: dict[str, list[dict[str, object]]] = {key: [] for key in ids}
    for delivery in deliveries.of_notifications(ids) if ids else []:
        sent[delivery.notification_id].append(delivery_json(delivery))
    return [
        {
            "id": row.id,
            "created_at": iso(row.created_at),
            "pushed": row.pushed,
            "read_at": iso(row.read_at),
            "lines": [
                {
                    "deadline_id": each.deadline_id,
                    "state": each.state,
                    "held_back": each.held,
                    **inbox_line(each.line, locale=g.borrower.locale, borrower_zone=g.borrower.zone),
                }
                for each in told[row.id]
            ],
            "deliveries": sent[row.id],
        }
        for row in rows
    ]


@blueprint.get("/inbox")
@blueprint.arguments(InboxQuery, location="query")
@blueprint.response(200, page_schema(NotificationSchema))
def list_inbox(query: InboxQueryData) -> Response:
    """List what you were told, newest first"""
    before, limit = cursor_instant_and_id(query["cursor"]), query["limit"]
    rows = notifications.page(g.borrower_id, limit=limit + 1, before=before, unread_only=query["unread"])
    page, next_cursor = split_page(rows, limit, lambda row: (row.created_at, row.id))
    return list_answer(notifications_json(page), next_cursor)


@blueprint.get("/inbox/<notification_id>")
@blueprint.response(200, NotificationSchema)
def get_notification(notification_id: str) -> Response:
    """Read one, with the whole ladder of what to pay"""
    return json_answer(notifications_json([inbox.get(g.borrower_id, notification_id)])[0])


@blueprint.post("/inbox/<notification_id>/read")
@blueprint.arguments(Read)
@blueprint.response(200, NotificationSchema)
@idempotent
def mark_read(data: ReadData, notification_id: str) -> Response:
    """Mark as read or unread"""
    row = inbox.mark_read(inbox.get(g.borrower_id, notification_id), read=data["read"], now=g.now)
    return json_answer(notifications_json([row])[0])


@blueprint.post("/inbox/read-all")
@blueprint.response(200, MarkedSchema)
@idempotent
def mark_all_read() -> Response:
    """Mark everything as read"""
    return json_answer({"marked": inbox.mark_all_read(g.borrower_id, now=g.now)})


@blueprint.post("/deliveries/<delivery_id>/receipts")
@blueprint.arguments(ReceiptSchema)
@blueprint.response(200, DeliverySchema)
@idempotent
def take_receipt(data: ReceiptData, delivery_id: str) -> Response:
    """Report a push shown, opened or acted on"""
    at = data["at"] or g.now
    row = inbox.take_receipt(g.borrower_id, delivery_id, event=data["event"], at=at, now=g.now)
    return json_answer(delivery_json(row))
