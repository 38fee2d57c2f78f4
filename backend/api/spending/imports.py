"""Routes of imports: a bank's or a wallet's file goes in, and a job says what became of each of its rows."""

from typing import TypedDict

from flask import Response, current_app, g
from marshmallow import Schema, fields, validate

from backend.actions.spending import imports
from backend.api.http.blueprint import Blueprint, parse_json_body
from backend.api.http.fields import Choices, Currency
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import (
    PageArgs,
    PageQuery,
    cursor_id,
    cursor_position,
    id_key,
    page_answer,
    page_schema,
)
from backend.api.http.uploads import FileForm, allow_a_file, pieces_of, sent_file
from backend.api.spending.import_answers import ImportSchema, import_answer, import_json
from backend.errors import Invalid
from backend.store.spending import imports as stored
from backend.store.spending.imports import ReportedRow

blueprint = Blueprint("imports", __name__, url_prefix="/v1/imports", description="Files of banks and wallets")

OUTCOMES = ("added", "duplicate", "refused")

allow_a_file(blueprint, "add_import", lambda settings: settings.max_import_bytes)


class ImportForm(FileForm):
    """A form with a file. `mapping` is JSON; without it the file is recognised by itself."""

    account_id = fields.String(load_default=None, validate=validate.Length(1, 40))
    currency = Currency(load_default=None)
    dry_run = fields.Boolean(load_default=False)
    mapping = fields.String(load_default=None, validate=validate.Length(max=20_000))


class ImportFormData(TypedDict):
    file: object
    account_id: str | None
    currency: str | None
    dry_run: bool
    mapping: str | None


class MappingBody(Schema):
    """How the file is to be read: the `mapping` of an import, corrected."""

    mapping = fields.Dict(required=True)


class MappingData(TypedDict):
    mapping: dict[str, object]


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


class RowQueryData(PageQuery):
    outcome: frozenset[str]


def row_json(row: ReportedRow) -> dict[str, object]:
    return {"position": row.position, **row.report._asdict()}


def _mapping_of(text: str | None) -> dict[str, object] | None:
    """The mapping in a form, where one was sent."""
    if not text:
        return None
    mapping = parse_json_body(text.encode())
    if not isinstance(mapping, dict):
        raise Invalid("mapping-no-json-object", field="mapping")
    return mapping


@blueprint.post("")
@blueprint.arguments(ImportForm, location="files")
@blueprint.response(202, ImportSchema)
@idempotent
def add_import(form: ImportFormData) -> Response:
    """Send a file: CSV of any bank, OFX, QFX, XLS or XLSX, Alipay's and WeChat Pay's

    It is read by the worker; ask for the import until `state` is done. With `dry_run` nothing is written: the report
    shows what would be. Without `account_id` the file's own account is found or made.
    """
    given = sent_file(form["file"])
    mapping = _mapping_of(form["mapping"])
    row = imports.take_file(
        g.borrower_id,
        content=pieces_of(given.stream),
        file_name=given.filename or "file",
        most_bytes=current_app.config["GRACEDAY"].max_import_bytes,
        account_id=form["account_id"],
        currency=form["currency"],
        mapping=mapping,
        dry_run=form["dry_run"],
        now=g.now,
    )
    return import_answer(row, 202)


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(ImportSchema))
def list_imports(query: PageQuery) -> Response:
    """List your imports, newest first"""
    rows = stored.page(g.borrower_id, limit=query["limit"] + 1, before=cursor_id(query["cursor"]))
    return page_answer(rows, query["limit"], item=import_json, sort_key=id_key)


@blueprint.get("/<import_id>")
@blueprint.response(200, ImportSchema)
def get_import(import_id: str) -> Response:
    """Read one import: how far it is, and what came of it"""
    return import_answer(imports.get(g.borrower_id, import_id))


@blueprint.get("/<import_id>/rows")
@blueprint.arguments(RowQuery, location="query")
@blueprint.response(200, page_schema(ImportRowSchema))
def list_import_rows(query: RowQueryData, import_id: str) -> Response:
    """List what became of each row, in the order of the file"""
    row = imports.get(g.borrower_id, import_id)
    after, limit = cursor_position(query["cursor"]), query["limit"]
    found = stored.page_rows(row.id, limit=limit + 1, after=after or 0, outcomes=query["outcome"])
    return page_answer(found, limit, item=row_json, sort_key=lambda each: (each.position,))


@blueprint.post("/<import_id>/mapping")
@blueprint.arguments(MappingBody)
@blueprint.response(202, ImportSchema)
@idempotent
def correct_mapping(data: MappingData, import_id: str) -> Response:
    """Read a file that is still here again in another way; it is remembered for this bank's files"""
    row = imports.get(g.borrower_id, import_id)
    return import_answer(imports.correct_mapping(row, data["mapping"], now=g.now), 202)


@blueprint.post("/<import_id>/carry-out")
@blueprint.response(202, ImportSchema)
@idempotent
def carry_out_import(import_id: str) -> Response:
    """Carry out what a dry run has shown"""
    return import_answer(imports.carry_out(imports.get(g.borrower_id, import_id), now=g.now), 202)
