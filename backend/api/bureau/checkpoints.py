"""Routes of checkpoints: the days on which to look at each bureau's credit report, and why."""

import json
from datetime import date
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend import countries
from backend.actions.bureau import checkpoints
from backend.api.http.answers import iso, row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.http.fields import Choices, Day
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import (
    PageArgs,
    PageQuery,
    cursor_day_and_id,
    list_answer,
    page_answer,
    page_schema,
)
from backend.domain.bureau.country_law import Bureau
from backend.store.bureau import checkpoints as stored
from backend.store.bureau.checkpoints import Checkpoint

blueprint = Blueprint(
    "checkpoints", __name__, url_prefix="/v1/checkpoints", description="When to look at a credit report"
)

STATES = ("open", "looked", "declined", "withdrawn")


class CheckpointQuery(PageArgs):
    """`state` takes several values, separated by commas."""

    state = Choices(STATES, load_default=frozenset({"open"}))


class CheckpointQueryData(PageQuery):
    state: frozenset[str]


class Looked(Schema):
    """`looked_on` is today where nothing else is said."""

    looked_on = Day(load_default=None, allow_none=True)


class LookedData(TypedDict):
    looked_on: date | None


class WhySchema(Schema):
    """What a look is for: `code`, and the deadline, account, dispute or application that asks for it."""

    code = fields.String(required=True)
    subject_id = fields.String(required=True)
    on = fields.Date(required=True)


class BureauSchema(Schema):
    """Whose report, and how to get it, in the borrower's language."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    how = fields.String(required=True)
    url = fields.String(required=True)


class CheckpointSchema(Schema):
    """One visit to one bureau's report. `rules`: the numbers of law it was planned under, with their date in force."""

    id = fields.String(required=True)
    country = fields.String(required=True)
    bureau = fields.Nested(BureauSchema, required=True)
    look_on = fields.Date(required=True)
    reasons = fields.List(fields.Nested(WhySchema), required=True)
    rules = fields.List(fields.String(), required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    looked_on = fields.Date(required=True, allow_none=True)
    deadline_id = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


def bureau_json(country: str, bureau_id: str, locale: str) -> dict[str, str]:
    """The bureau as the borrower reads of it; one that a newer place file no longer has keeps its name."""
    country_law = countries.law_of(country)
    bureau = country_law.bureau(bureau_id) if country_law else None
    if bureau is None:
        return {"id": bureau_id, "name": bureau_id, "how": "", "url": ""}
    return body_json(bureau, locale)


def body_json(body: Bureau, locale: str) -> dict[str, str]:
    """A bureau, or a body to complain to, as BureauSchema says."""
    return {"id": body.id, "name": body.name(locale), "how": body.advice(locale), "url": body.url}


def checkpoint_json(row: Checkpoint) -> dict[str, object]:
    return {
        "id": row.id,
        "country": row.country,
        "bureau": bureau_json(row.country, row.bureau, g.borrower.locale),
        "look_on": row.look_on.isoformat(),
        "reasons": json.loads(row.reasons),
        "rules": json.loads(row.rules),
        "state": row.state,
        "looked_on": iso(row.looked_on),
        "deadline_id": row.deadline_id,
        "created_at": iso(row.created_at),
        "updated_at": iso(row.updated_at),
    }


def checkpoint_answer(row: Checkpoint) -> Response:
    return row_answer(checkpoint_json(row), row)


@blueprint.get("")
@blueprint.arguments(CheckpointQuery, location="query")
@blueprint.response(200, page_schema(CheckpointSchema))
def list_checkpoints(query: CheckpointQueryData) -> Response:
    """List when to look at which report, the earliest first"""
    rows = stored.page(
        g.borrower_id,
        limit=query["limit"] + 1,
        after=cursor_day_and_id(query["cursor"]),
        states=query["state"],
    )
    return page_answer(rows, query["limit"], item=checkpoint_json, sort_key=lambda row: (row.look_on, row.id))


@blueprint.post("/plan")
@blueprint.response(200, page_schema(CheckpointSchema))
@idempotent
def plan_checkpoints() -> Response:
    """Plan your looks again now; the worker does so by itself within a minute of any change"""
    for country in countries.countries():
        checkpoints.refresh(g.borrower_id, country, countries.every(), now=g.now)
    rows = stored.page(g.borrower_id, limit=200, states=frozenset({"open"}))
    return list_answer([checkpoint_json(row) for row in rows])


@blueprint.get("/<checkpoint_id>")
@blueprint.response(200, CheckpointSchema)
def get_checkpoint(checkpoint_id: str) -> Response:
    """Read one"""
    return checkpoint_answer(checkpoints.get(g.borrower_id, checkpoint_id))


@blueprint.post("/<checkpoint_id>/looked")
@blueprint.arguments(Looked)
@blueprint.response(200, CheckpointSchema)
@idempotent
def look_at_report(data: LookedData, checkpoint_id: str) -> Response:
    """Say that you have looked at the report; typing or importing the report says so too"""
    row = checkpoints.get(g.borrower_id, checkpoint_id)
    on = data["looked_on"] or borrower_today()
    return checkpoint_answer(checkpoints.looked(row, on=on, country_laws=countries.every(), now=g.now))
