"""Routes of the log as a file to keep or to hand on, and of the small program that shows that nobody has edited it."""

import json
from importlib.resources import files

from flask import Response, g
from marshmallow import Schema, fields

from backend.api.http.blueprint import Blueprint
from backend.store.relief import contact_log

blueprint = Blueprint(
    "contact export", __name__, url_prefix="/v1/contacts", description="The contact log as a file"
)

FORMAT = "graceday-contact-log-1"


class ExportedRow(Schema):
    """A row: the text that was written, and its hash."""

    body = fields.String(required=True, metadata={"description": "The row as JSON text, to the letter."})
    hash = fields.String(
        required=True,
        metadata={"description": "sha256, as hex, of the hash before, a line end and `body` in UTF-8."},
    )


class ContactLogSchema(Schema):
    """The whole log, superseded and withdrawn rows too, in the order of writing."""

    format = fields.String(required=True)
    count = fields.Integer(required=True, metadata={"description": "How many rows there are."})
    head = fields.String(required=True, metadata={"description": "The last row's hash; empty: no row."})
    rows = fields.List(fields.Nested(ExportedRow), required=True)


def log_as_text(borrower_id: str) -> str:
    """The log as ContactLogSchema says, as JSON."""
    rows = [{"body": row.body, "hash": row.hash} for row in contact_log.chain(borrower_id)]
    head = rows[-1]["hash"] if rows else ""
    told = {"format": FORMAT, "count": len(rows), "head": head, "rows": rows}
    return json.dumps(told, ensure_ascii=False, indent=1)


@blueprint.get("/export")
@blueprint.response(200, ContactLogSchema)
def export_contacts() -> Response:
    """Export the contact log as a file; its rows are chained, so that an edited one is found"""
    text = log_as_text(g.borrower_id)
    return _file(Response(text, content_type="application/json"), "contact-log.json")


@blueprint.get("/export/verifier")
@blueprint.response(200, content_type="text/x-python")
def export_verifier() -> Response:
    """The program that checks an export: plain Python, some twenty lines, nothing to install"""
    text = (files("backend.api.relief") / "verify_contact_log.py").read_text(encoding="utf-8")
    return _file(Response(text, content_type="text/x-python; charset=utf-8"), "verify_contact_log.py")


def _file(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
