"""Routes of what a complaint encloses, and of the whole of it as one file to hand in."""

from datetime import date
from typing import TypedDict

from flask import Response, current_app, g
from marshmallow import Schema, fields, validate

from backend.actions.bureau import attachments
from backend.actions.relief import complaint_enclosures, complaints
from backend.actions.relief.complaint_evidence import evidence
from backend.api.http.answers import json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.idempotency import idempotent
from backend.api.http.named_things import named_in
from backend.api.relief.complaint_enclosure_forms import (
    ComplaintEnclosureSchema,
    NewEnclosure,
    NewEnclosureData,
    enclosure_json,
)
from backend.api.relief.complaint_file import Enclosed, complaint_file
from backend.api.relief.complaint_letters import letter_of
from backend.errors import Invalid
from backend.store.relief import complaint_enclosures as stored
from backend.words.catalogue import LOCALES

blueprint = Blueprint(
    "complaint enclosures", __name__, url_prefix="/v1/complaints", description="What a complaint encloses"
)


@blueprint.post("/<complaint_id>/enclosures")
@blueprint.arguments(NewEnclosure)
@blueprint.response(201, ComplaintEnclosureSchema)
@idempotent
def add_enclosure(data: NewEnclosureData, complaint_id: str) -> Response:
    """Enclose a file, or name a recording that you keep; the letter lists it with its SHA-256"""
    row = complaints.get(g.borrower_id, complaint_id)
    file, recording = data["attachment_id"], data["recording"]
    if file is not None and recording is None and data["sha256"] is None:
        with named_in("attachment_id"):
            made = complaint_enclosures.enclose_file(row, file, now=g.now)
    elif recording is not None and file is None:
        made = complaint_enclosures.name_recording(row, recording, data["sha256"], now=g.now)
    else:
        raise Invalid("enclosure-needs-one", field="attachment_id")
    return json_answer(enclosure_json(made), 201)


@blueprint.delete("/<complaint_id>/enclosures/<enclosure_id>")
@blueprint.response(204)
@with_borrower_lock
def remove_enclosure(complaint_id: str, enclosure_id: str) -> None:
    """Take one out before the letter is sent; the file itself stays"""
    complaint_enclosures.take_out(complaints.get(g.borrower_id, complaint_id), enclosure_id)


class FileQuery(Schema):
    locale = fields.String(
        load_default=None,
        validate=validate.OneOf(LOCALES),
        metadata={"description": "The letter's language; yours where nothing is said."},
    )
    to = fields.String(
        load_default=None,
        validate=validate.Length(1, 24),
        metadata={"description": "A body, by its id; the firm where nothing is said."},
    )


class FileQueryData(TypedDict):
    locale: str | None
    to: str | None


@blueprint.get("/<complaint_id>/file.zip")
@blueprint.arguments(FileQuery, location="query")
@blueprint.response(200, content_type="application/zip")
def complaint_as_file(query: FileQueryData, complaint_id: str) -> Response:
    """The whole of it as one ZIP: the letter, the contacts as a table, your log with its verifier, the enclosures"""
    row, today = complaints.get(g.borrower_id, complaint_id), borrower_today()
    locale = query["locale"] or g.borrower.locale
    letter = letter_of(row, locale=locale, on=today, to=query["to"])
    packed = complaint_file(letter, locale, evidence(row), _enclosed(row.id), row.borrower_id)
    return _answer(packed, complaint_id, today)


def _enclosed(complaint_id: str) -> list[Enclosed]:
    """The files that are enclosed, read; at most complaint_enclosures.MOST_BYTES of them."""
    found = []
    for row in stored.files_of(complaint_id):
        with attachments.content(row, current_app.config["ATTACHMENTS"]) as file:
            found.append(Enclosed(row.name, file.read()))
    return found


def _answer(packed: bytes, complaint_id: str, today: date) -> Response:
    answer = Response(packed, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="complaint-{complaint_id}-{today}.zip"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
