"""Attachments: letters, receipts and statements that prove something; served to their owner only."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from flask import Response, after_this_request, current_app, g, jsonify, request
from marshmallow import Schema, fields
from werkzeug.datastructures import FileStorage

from backend.actions.bureau import attachments
from backend.api.bureau.dispute_forms import AttachmentSchema, attachment_json
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, cursor_of, page_schema, read_cursor
from backend.attachments.files import Store
from backend.errors import Invalid
from backend.store.bureau import attachments as stored

blueprint = Blueprint(
    "attachments", __name__, url_prefix="/v1/attachments", description="Files that prove something"
)

_REST_OF_FORM = 65_536
_PIECE = 1 << 16


class AttachmentForm(Schema):
    """A form with a file: PDF, PNG, JPEG, WebP, HEIC or plain text, by its content."""

    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


def _store() -> Store:
    found: Store = current_app.config["ATTACHMENTS"]
    return found


@blueprint.before_request
def allow_a_file() -> None:
    """A file may be larger than any other body."""
    if request.endpoint == "attachments.add_attachment" and request.mimetype == "multipart/form-data":
        request.max_content_length = current_app.config["GRACEDAY"].max_attachment_bytes + _REST_OF_FORM


def _pieces(stream: Any) -> Iterator[bytes]:
    while piece := stream.read(_PIECE):
        yield piece


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(AttachmentSchema))
def list_attachments(query: dict[str, Any]) -> Response:
    """List your attachments, the newest first"""
    before = read_cursor(query["cursor"], str)
    rows = stored.page(g.borrower_id, limit=query["limit"] + 1, before=before[0] if before else None)
    page = rows[: query["limit"]]
    cursor = cursor_of(page[-1].id) if len(rows) > query["limit"] else None
    return jsonify(items=[attachment_json(row) for row in page], next_cursor=cursor)


@blueprint.post("")
@blueprint.arguments(AttachmentForm, location="files")
@blueprint.response(201, AttachmentSchema)
@idempotent
def add_attachment(form: dict[str, Any]) -> Response:
    """Send a file"""
    given = form["file"]
    if not isinstance(given, FileStorage):
        raise Invalid("file-missing", field="file")
    with closing(given):
        row = attachments.add(
            g.borrower_id, _store(), content=_pieces(given.stream), name=given.filename or "file", now=g.now
        )
    answer = jsonify(attachment_json(row))
    answer.status_code = 201
    answer.headers["Location"] = f"/v1/attachments/{row.id}"
    return answer


@blueprint.get("/<attachment_id>")
@blueprint.response(200, AttachmentSchema)
def get_attachment(attachment_id: str) -> Response:
    """Read what is known of one"""
    return jsonify(attachment_json(attachments.get(g.borrower_id, attachment_id)))


@blueprint.get("/<attachment_id>/content")
@blueprint.response(200, content_type="application/octet-stream")
def read_attachment(attachment_id: str) -> Response:
    """The file itself, to be saved and never run"""
    row = attachments.get(g.borrower_id, attachment_id)
    with attachments.content(row, _store()) as file:
        answer = Response(file.read(), mimetype=row.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=row.name)
    answer.set_etag(row.sha256)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@blueprint.delete("/<attachment_id>")
@blueprint.response(204)
@with_borrower_lock
def remove_attachment(attachment_id: str) -> None:
    """Remove one that no dispute encloses"""
    row, store = attachments.get(g.borrower_id, attachment_id), _store()
    attachments.remove(row)

    @after_this_request  # when the row is gone for good
    def forget(answer: Response) -> Response:
        if answer.status_code == 204:
            attachments.forget([row.sha256], store)
        return answer
