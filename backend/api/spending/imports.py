"""Imports: a bank's or a wallet's file goes in, a job says what became of each of its rows."""

import json
from collections.abc import Iterator
from typing import Any

from flask import Response, current_app, g, jsonify, request
from marshmallow import Schema, fields, validate
from werkzeug.datastructures import FileStorage

from backend.actions.spending import imports
from backend.api.http.blueprint import Blueprint, read_json
from backend.api.http.fields import Choices, Currency
from backend.api.http.forms import iso
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, cursor_of, page_schema, read_cursor
from backend.errors import Invalid
from backend.store.spending import imports as stored
from backend.store.spending.imports import ImportJob

blueprint = Blueprint("imports", __name__, url_prefix="/v1/imports", description="Files of banks and wallets")

_REST_OF_FORM = 65_536

OUTCOMES = ("added", "duplicate", "refused")
_PIECE = 1 << 20


class ImportForm(Schema):
    """A form with a file. `mapping` is JSON; without it the file is recognised by itself."""

    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})
    account_id = fields.String(load_default=None, validate=validate.Length(1, 40))
    currency = Currency(load_default=None)
    dry_run = fields.Boolean(load_default=False)
    mapping = fields.String(load_default=None, validate=validate.Length(max=20_000))


class MappingBody(Schema):
    """How the file is to be read: the `mapping` of an import, corrected."""

    mapping = fields.Dict(required=True)


class ImportSchema(Schema):
    """One import. `state`: queued, reading, done or refused (the whole file; `code` and `message` say why)."""

    id = fields.String(required=True)
    file_name = fields.String(required=True)
    file_bytes = fields.Integer(required=True)
    account_id = fields.String(required=True, allow_none=True)
    dry_run = fields.Boolean(required=True)
    state = fields.String(required=True)
    code = fields.String(required=True, allow_none=True)
    message = fields.String(required=True, allow_none=True)
    format = fields.String(required=True, allow_none=True)
    mapping = fields.Dict(required=True, allow_none=True)
    rows_total = fields.Integer(required=True, allow_none=True)
    rows_done = fields.Integer(required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    created_at = fields.AwareDateTime(required=True)
    finished_at = fields.AwareDateTime(required=True, allow_none=True)


class ImportRowSchema(Schema):
    """One row of the file by its `line` (and `sheet`); `field`, `reason`, `value` say why it was refused."""

    position = fields.Integer(required=True)
    sheet = fields.String(required=True, allow_none=True)
    line = fields.Integer(required=True)
    outcome = fields.String(required=True)
    field = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    value = fields.String(required=True, allow_none=True)
    transaction_id = fields.String(required=True, allow_none=True)


class RowQuery(PageArgs):
    outcome = Choices(OUTCOMES, load_default=frozenset())


@blueprint.before_request
def allow_a_file() -> None:
    """A file may be larger than any other body."""
    if request.endpoint == "imports.add_import" and request.mimetype == "multipart/form-data":
        request.max_content_length = current_app.config["GRACEDAY"].max_import_bytes + _REST_OF_FORM


def import_json(row: ImportJob) -> dict[str, Any]:
    plain = ("id", "file_name", "file_bytes", "account_id", "dry_run", "state", "code", "message", "format")
    return {name: getattr(row, name) for name in plain} | {
        "mapping": None if row.mapping is None else json.loads(row.mapping),
        "rows_total": row.rows_total,
        "rows_done": row.rows_done,
        "counts": json.loads(row.counts),
        "created_at": iso(row.created_at),
        "finished_at": iso(row.finished_at),
    }


def _shown(row: ImportJob, status: int = 200) -> Response:
    answer = jsonify(import_json(row))
    answer.status_code = status
    if status == 202:
        answer.headers["Location"] = f"/v1/imports/{row.id}"
    return answer


def _pieces(stream: Any) -> Iterator[bytes]:
    while piece := stream.read(_PIECE):
        yield piece


@blueprint.post("")
@blueprint.arguments(ImportForm, location="files")
@blueprint.response(202, ImportSchema)
@idempotent
def add_import(form: dict[str, Any]) -> Response:
    """Send a file: CSV of any bank, OFX, QFX, XLS or XLSX, Alipay's and WeChat Pay's

    It is read by the worker; ask for the import until `state` is done. With `dry_run` nothing is written: the report
    shows what would be. Without `account_id` the file's own account is found or made.
    """
    given = form["file"]
    if not isinstance(given, FileStorage):
        raise Invalid("Send the file as multipart/form-data in the part `file`.", field="file")
    mapping = None
    if form["mapping"]:
        mapping = read_json(form["mapping"].encode())
        if not isinstance(mapping, dict):
            raise Invalid("A mapping is a JSON object.", field="mapping")
    row = imports.take_file(
        g.borrower_id,
        content=_pieces(given.stream),
        file_name=given.filename or "file",
        most_bytes=current_app.config["GRACEDAY"].max_import_bytes,
        account_id=form["account_id"],
        currency=form["currency"],
        mapping=mapping,
        dry_run=form["dry_run"],
        now=g.now,
    )
    return _shown(row, 202)


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(ImportSchema))
def list_imports(query: dict[str, Any]) -> Response:
    """List your imports, newest first"""
    before = read_cursor(query["cursor"], str)
    rows = stored.page(g.borrower_id, limit=query["limit"] + 1, before=before[0] if before else None)
    page = rows[: query["limit"]]
    cursor = cursor_of(page[-1].id) if len(rows) > query["limit"] else None
    return jsonify(items=[import_json(row) for row in page], next_cursor=cursor)


@blueprint.get("/<import_id>")
@blueprint.response(200, ImportSchema)
def get_import(import_id: str) -> Response:
    """Read one import: how far it is, and what came of it"""
    return _shown(imports.get(g.borrower_id, import_id))


@blueprint.get("/<import_id>/rows")
@blueprint.arguments(RowQuery, location="query")
@blueprint.response(200, page_schema(ImportRowSchema))
def list_import_rows(query: dict[str, Any], import_id: str) -> Response:
    """List what became of each row, in the order of the file"""
    row = imports.get(g.borrower_id, import_id)
    after = read_cursor(query["cursor"], int)
    found = stored.page_rows(
        row.id, limit=query["limit"] + 1, after=after[0] if after else 0, outcomes=query["outcome"]
    )
    page = found[: query["limit"]]
    cursor = cursor_of(page[-1].position) if len(found) > query["limit"] else None
    return jsonify(
        items=[{"position": each.position} | each.report._asdict() for each in page], next_cursor=cursor
    )


@blueprint.post("/<import_id>/mapping")
@blueprint.arguments(MappingBody)
@blueprint.response(202, ImportSchema)
@idempotent
def correct_mapping(data: dict[str, Any], import_id: str) -> Response:
    """Read a dry run or a refused file again in another way; it is remembered for this bank's files"""
    row = imports.get(g.borrower_id, import_id)
    return _shown(imports.correct_mapping(row, data["mapping"], now=g.now), 202)


@blueprint.post("/<import_id>/carry-out")
@blueprint.response(202, ImportSchema)
@idempotent
def carry_out_import(import_id: str) -> Response:
    """Carry out what a dry run has shown"""
    return _shown(imports.carry_out(imports.get(g.borrower_id, import_id), now=g.now), 202)
