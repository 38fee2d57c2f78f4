"""Routes of attachments: letters, receipts and statements that prove something, served to their owner only."""

from contextlib import closing
from typing import TypedDict

from flask import Response, after_this_request, current_app, g

from backend.actions.bureau import attachments
from backend.api.bureau.dispute_answers import AttachmentSchema, attachment_json
from backend.api.http.answers import json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.api.http.uploads import FileForm, allow_a_file, pieces_of, sent_file
from backend.attachments.files import Store
from backend.store.bureau import attachments as stored

blueprint = Blueprint(
    "attachments", __name__, url_prefix="/v1/attachments", description="Files that prove something"
)

_PIECE_BYTES = 1 << 16

allow_a_file(blueprint, "add_attachment", lambda settings: settings.max_attachment_bytes)


class AttachmentForm(FileForm):
    """A form with a file: PDF, PNG, JPEG, WebP, HEIC or plain text, by its content."""


class AttachmentFormData(TypedDict):
    file: object


def _store() -> Store:
    found: Store = current_app.config["ATTACHMENTS"]
    return found


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(AttachmentSchema))
def list_attachments(query: PageQuery) -> Response:
    """List your attachments, the newest first"""
    rows = stored.page(g.borrower_id, limit=query["limit"] + 1, before=cursor_id(query["cursor"]))
    return page_answer(rows, query["limit"], item=attachment_json, sort_key=id_key)


@blueprint.post("")
@blueprint.arguments(AttachmentForm, location="files")
@blueprint.response(201, AttachmentSchema)
@idempotent
def add_attachment(form: AttachmentFormData) -> Response:
    """Send a file"""
    with closing(sent_file(form["file"])) as given:
        row = attachments.add(
            g.borrower_id,
            _store(),
            content=pieces_of(given.stream, _PIECE_BYTES),
            name=given.filename or "file",
            now=g.now,
        )
    return json_answer(attachment_json(row), 201, location=f"/v1/attachments/{row.id}")


@blueprint.get("/<attachment_id>")
@blueprint.response(200, AttachmentSchema)
def get_attachment(attachment_id: str) -> Response:
    """Read what is known of one"""
    return json_answer(attachment_json(attachments.get(g.borrower_id, attachment_id)))


@blueprint.get("/<attachment_id>/content")
@blueprint.response(200, content_type="*/*")
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
