"""Routes of applications: loans and cards that the borrower means to apply for."""

from datetime import date
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.bureau import applications
from backend.api.http.answers import iso, row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match
from backend.api.http.fields import Country, Day, Text
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, PageQuery, cursor_day_and_id, page_answer, page_schema
from backend.store.bureau import checkpoints
from backend.store.bureau.checkpoints import Application

blueprint = Blueprint(
    "applications", __name__, url_prefix="/v1/applications", description="What you mean to apply for"
)

STATES = ("planned", "made", "refused", "dropped")


class NewApplication(Schema):
    """`country` is the borrower's where nothing else is said."""

    title = Text(80, required=True)
    apply_on = Day(required=True)
    country = Country(load_default=None, allow_none=True)


class NewApplicationData(TypedDict):
    title: str
    apply_on: date
    country: str | None


_REFUSED_ON = "The day of the notice of refusal; a free report of its own may follow from it for some days."


class ChangedApplication(Schema):
    """`refused_on` goes with the state refused; today where nothing else is said."""

    title = Text(80)
    apply_on = Day()
    state = fields.String(validate=validate.OneOf(STATES))
    refused_on = Day(metadata={"description": _REFUSED_ON})


class ChangedApplicationData(TypedDict, total=False):
    title: str
    apply_on: date
    state: str
    refused_on: date


class ApplicationSchema(Schema):
    """A planned application; the reports of its country are looked at in good time before."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    country = fields.String(required=True)
    apply_on = fields.Date(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    refused_on = fields.Date(required=True, allow_none=True, metadata={"description": _REFUSED_ON})
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


def application_json(row: Application) -> dict[str, object]:
    return {
        "id": row.id,
        "title": row.title,
        "country": row.country,
        "apply_on": row.apply_on.isoformat(),
        "state": row.state,
        "refused_on": iso(row.refused_on),
        "created_at": iso(row.created_at),
        "updated_at": iso(row.updated_at),
    }


def application_answer(row: Application, status: int = 200) -> Response:
    return row_answer(application_json(row), row, status, made_under="/v1/applications")


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(ApplicationSchema))
def list_applications(query: PageQuery) -> Response:
    """List what you mean to apply for, the earliest first"""
    after, limit = cursor_day_and_id(query["cursor"]), query["limit"]
    rows = checkpoints.applications_page(g.borrower_id, limit=limit + 1, after=after)
    return page_answer(rows, limit, item=application_json, sort_key=lambda row: (row.apply_on, row.id))


@blueprint.post("")
@blueprint.arguments(NewApplication)
@blueprint.response(201, ApplicationSchema)
@idempotent
def add_application(data: NewApplicationData) -> Response:
    """Plan an application; you are reminded to look at your reports in good time before it"""
    row = applications.add(
        g.borrower_id,
        title=data["title"],
        country=data["country"] or g.borrower.country,
        on=data["apply_on"],
        now=g.now,
    )
    return application_answer(row, 201)


@blueprint.get("/<application_id>")
@blueprint.response(200, ApplicationSchema)
def get_application(application_id: str) -> Response:
    """Read one"""
    return application_answer(applications.get(g.borrower_id, application_id))


@blueprint.patch("/<application_id>")
@blueprint.arguments(ChangedApplication)
@blueprint.response(200, ApplicationSchema)
@with_borrower_lock
def change_application(data: ChangedApplicationData, application_id: str) -> Response:
    """Change its day or its state; the looks that were for it are moved or withdrawn"""
    row = applications.get(g.borrower_id, application_id)
    check_if_match(row)
    changed = applications.change(
        row,
        title=data.get("title"),
        on=data.get("apply_on"),
        state=data.get("state"),
        refused_on=data.get("refused_on"),
        now=g.now,
    )
    return application_answer(changed)
