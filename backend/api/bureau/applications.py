"""A loan or a card that the borrower means to apply for."""

from datetime import date
from typing import Any

from flask import Response, g, jsonify
from marshmallow import Schema, fields, validate

from backend.actions.bureau import applications
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match, set_etag
from backend.api.http.fields import Country, Day, Text
from backend.api.http.forms import iso
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, cursor_of, page_schema, read_cursor, word
from backend.store.bureau import checkpoints as stored
from backend.store.bureau.checkpoints import Application

blueprint = Blueprint(
    "applications", __name__, url_prefix="/v1/applications", description="What you mean to apply for"
)

STATES = ("planned", "made", "dropped")


class NewApplication(Schema):
    """`country` is the borrower's where nothing else is said."""

    title = Text(80, required=True)
    apply_on = Day(required=True)
    country = Country(load_default=None, allow_none=True)


class ChangedApplication(Schema):
    title = Text(80)
    apply_on = Day()
    state = fields.String(validate=validate.OneOf(STATES))


class ApplicationSchema(Schema):
    """A planned application; the reports of its country are looked at in good time before."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    country = fields.String(required=True)
    apply_on = fields.Date(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


def _json(row: Application) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "country": row.country,
        "apply_on": row.apply_on.isoformat(),
        "state": row.state,
        "created_at": iso(row.created_at),
        "updated_at": iso(row.updated_at),
    }


def _shown(row: Application, status: int = 200) -> Response:
    answer = jsonify(_json(row))
    answer.status_code = status
    if status == 201:
        answer.headers["Location"] = f"/v1/applications/{row.id}"
    return set_etag(answer, row)


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(ApplicationSchema))
def list_applications(query: dict[str, Any]) -> Response:
    """List what you mean to apply for, the earliest first"""
    after = read_cursor(query["cursor"], date.fromisoformat, word)
    rows = stored.applications_page(g.borrower_id, limit=query["limit"] + 1, after=after)
    page = rows[: query["limit"]]
    cursor = cursor_of(page[-1].apply_on.isoformat(), page[-1].id) if len(rows) > query["limit"] else None
    return jsonify(items=[_json(row) for row in page], next_cursor=cursor)


@blueprint.post("")
@blueprint.arguments(NewApplication)
@blueprint.response(201, ApplicationSchema)
@idempotent
def add_application(data: dict[str, Any]) -> Response:
    """Plan an application; you are reminded to look at your reports in good time before it"""
    row = applications.add(
        g.borrower_id,
        title=data["title"],
        country=data["country"] or g.borrower.country,
        on=data["apply_on"],
        now=g.now,
    )
    return _shown(row, 201)


@blueprint.get("/<application_id>")
@blueprint.response(200, ApplicationSchema)
def get_application(application_id: str) -> Response:
    """Read one"""
    return _shown(applications.get(g.borrower_id, application_id))


@blueprint.patch("/<application_id>")
@blueprint.arguments(ChangedApplication)
@blueprint.response(200, ApplicationSchema)
@with_borrower_lock
def change_application(data: dict[str, Any], application_id: str) -> Response:
    """Change its day or its state; the looks that were for it are moved or withdrawn"""
    row = applications.get(g.borrower_id, application_id)
    check_if_match(row)
    data["on"] = data.pop("apply_on", None)
    return _shown(applications.change(row, now=g.now, **data))
