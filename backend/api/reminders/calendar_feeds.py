"""Routes of calendar feeds: secret addresses that any calendar client can read, and that can be revoked."""

from datetime import date, timedelta
from typing import TypedDict

from flask import Response, current_app, g
from marshmallow import Schema, fields

from backend.actions.reminders import calendar_feeds
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.api.http.sign_in import public
from backend.api.reminders.deadline_forms import deadline_name
from backend.store.credit.credit_accounts import names_of
from backend.store.people import borrowers
from backend.store.reminders import calendar_feeds as stored
from backend.store.reminders import deadlines
from backend.store.reminders.calendar_feeds import CalendarFeed
from backend.words.reminders.calendar_feed import CalendarEntry, feed

blueprint = Blueprint("calendar", __name__, description="Calendar feeds")


class NewFeed(Schema):
    """`detailed` shows names and amounts; otherwise every event reads "Reminder"."""

    detailed = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class NewFeedData(TypedDict):
    detailed: bool


class FeedSchema(Schema):
    """A feed. `url` holds the secret and is shown once, in the answer that creates it."""

    id = fields.String(required=True)
    detailed = fields.Boolean(required=True)
    url = fields.String(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    revoked_at = fields.AwareDateTime(required=True, allow_none=True)


def feed_json(row: CalendarFeed, url: str | None = None) -> dict[str, object]:
    return {
        "id": row.id,
        "detailed": row.detailed,
        "url": url,
        "created_at": iso(row.created_at),
        "revoked_at": iso(row.revoked_at),
    }


@blueprint.post("/v1/calendar-feeds")
@blueprint.arguments(NewFeed)
@blueprint.response(201, FeedSchema)
@idempotent
def add_feed(data: NewFeedData) -> Response:
    """Make a calendar address; it is shown this once"""
    row, token = calendar_feeds.add_feed(g.borrower_id, detailed=data["detailed"], now=g.now)
    base = current_app.config["GRACEDAY"].public_url.rstrip("/")
    return json_answer(feed_json(row, f"{base}/calendar/{token}.ics"), 201)


@blueprint.get("/v1/calendar-feeds")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(FeedSchema))
def list_feeds(query: PageQuery) -> Response:
    """List your calendar addresses, without their secrets"""
    after = cursor_id(query["cursor"])
    rows = [row for row in stored.of_borrower(g.borrower_id) if after is None or row.id > after]
    return page_answer(rows, query["limit"], item=feed_json, sort_key=id_key)


@blueprint.get("/v1/calendar-feeds/<feed_id>")
@blueprint.response(200, FeedSchema)
def get_feed(feed_id: str) -> Response:
    """Read one calendar address, without its secret"""
    return json_answer(feed_json(calendar_feeds.get(g.borrower_id, feed_id)))


@blueprint.delete("/v1/calendar-feeds/<feed_id>")
@blueprint.response(204)
@with_borrower_lock
def revoke_feed(feed_id: str) -> None:
    """Revoke a calendar address for good"""
    calendar_feeds.revoke_feed(calendar_feeds.get(g.borrower_id, feed_id), now=g.now)


def _entries(borrower_id: str, since: date) -> list[CalendarEntry]:
    rows = deadlines.calendar_of(borrower_id, since=since)
    names = names_of([row.account_id for row in rows])
    return [
        CalendarEntry(
            id=row.id,
            pay_by_at=row.pay_by_at,
            name=deadline_name(row, names.get(row.account_id)),
            outstanding=row.outstanding,
            currency=row.currency,
            updated_at=row.updated_at,
            version=row.version,
            kind=row.kind,
        )
        for row in rows
    ]


@blueprint.get("/calendar/<token>.ics")
@blueprint.response(200, content_type="text/calendar")
@public
def read_feed(token: str) -> Response:
    """Read a calendar"""
    row = calendar_feeds.open_feed(token)
    borrower = borrowers.get(row.borrower_id)
    entries = _entries(row.borrower_id, (g.now - timedelta(days=400)).date())
    answer = Response(
        feed(entries, detailed=row.detailed, locale=borrower.locale, zone=borrower.zone),
        content_type="text/calendar; charset=utf-8",
    )
    answer.headers["Cache-Control"] = "private, max-age=900"
    return answer
