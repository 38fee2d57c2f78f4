"""Credit reports: typed in or sent as a file, compared with your own books, and what seems wrong in them."""

import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from flask import Response, current_app, g, jsonify, request
from werkzeug.datastructures import FileStorage

from backend import countries
from backend.actions.bureau import credit_reports
from backend.api.bureau.report_forms import (
    Entries,
    EntrySchema,
    NewReport,
    ReportForm,
    ReportSchema,
    entry_json,
    entry_of,
    report_json,
)
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match, set_etag
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, cursor_of, page_schema, read_cursor, word
from backend.domain.bureau.report import Report
from backend.domain.calendar.local_time import local_date
from backend.errors import Invalid
from backend.readers import ExportRefused
from backend.readers.credit_report import read_report
from backend.store.bureau import credit_reports as stored

blueprint = Blueprint(
    "credit reports", __name__, url_prefix="/v1/credit-reports", description="Credit reports and findings"
)

_REST_OF_FORM = 65_536
_PIECE = 1 << 20


@blueprint.before_request
def allow_a_file() -> None:
    """A file may be larger than any other body."""
    if request.endpoint == "credit reports.import_report" and request.mimetype == "multipart/form-data":
        request.max_content_length = current_app.config["GRACEDAY"].max_import_bytes + _REST_OF_FORM


def _shown(row: stored.CreditReport, status: int = 200) -> Response:
    answer = jsonify(report_json(row, g.borrower.locale))
    answer.status_code = status
    if status == 201:
        answer.headers["Location"] = f"/v1/credit-reports/{row.id}"
    return set_etag(answer, row)


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(ReportSchema))
def list_reports(query: dict[str, Any]) -> Response:
    """List your reports, the latest first"""
    before = read_cursor(query["cursor"], date.fromisoformat, word)
    rows = stored.page(g.borrower_id, limit=query["limit"] + 1, before=before)
    page = rows[: query["limit"]]
    cursor = cursor_of(page[-1].pulled_on.isoformat(), page[-1].id) if len(rows) > query["limit"] else None
    return jsonify(items=[report_json(row, g.borrower.locale) for row in page], next_cursor=cursor)


@blueprint.post("")
@blueprint.arguments(NewReport)
@blueprint.response(201, ReportSchema)
@idempotent
def add_report(data: dict[str, Any]) -> Response:
    """Type a report in; it is compared with your own records at once"""
    report = Report(data["country"], data["bureau"], data["pulled_on"], tuple(map(entry_of, data["entries"])))
    row = credit_reports.add_report(
        g.borrower_id, report, country_laws=countries.every(), source="typed", free=data["free"], now=g.now
    )
    return _shown(row, 201)


@blueprint.post("/files")
@blueprint.arguments(ReportForm, location="files")
@blueprint.response(201, ReportSchema)
@idempotent
def import_report(form: dict[str, Any]) -> Response:
    """Send a report as a file: our JSON, or the text or PDF of a bureau

    What could not be read is in `faults`, what may be misread in each entry's `unsure`; correct it with PUT entries.
    """
    given = form["file"]
    if not isinstance(given, FileStorage):
        raise Invalid("file-missing", field="file")
    with closing(given), tempfile.TemporaryDirectory(prefix="graceday-report-") as folder:
        path = Path(folder) / "file"
        given.save(path, buffer_size=_PIECE)
        try:
            read = read_report(
                path,
                name=given.filename or "file",
                country=form["country"],
                bureau=form["bureau"],
                country_laws=countries.every(),
                today=local_date(g.now, g.borrower.zone),
            )
        except ExportRefused as refusal:
            raise Invalid("file-refused", refusal=refusal.code, said=refusal.message, field="file") from None
    faults = [{"place": each.place, "field": each.field, "reason": each.reason} for each in read.faults]
    row = credit_reports.add_report(
        g.borrower_id,
        read.report,
        country_laws=countries.every(),
        source=read.format,
        free=form["free"],
        now=g.now,
        faults=faults,
    )
    return _shown(row, 201)


@blueprint.get("/<report_id>")
@blueprint.response(200, ReportSchema)
def get_report(report_id: str) -> Response:
    """Read one report"""
    return _shown(credit_reports.get(g.borrower_id, report_id))


@blueprint.get("/<report_id>/entries")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(EntrySchema))
def list_entries(query: dict[str, Any], report_id: str) -> Response:
    """List a report's lines in its order"""
    row = credit_reports.get(g.borrower_id, report_id)
    after = read_cursor(query["cursor"], int)
    found = stored.entries_of(row.id, limit=query["limit"] + 1, after=after[0] if after else -1)
    page = found[: query["limit"]]
    cursor = cursor_of(page[-1].position) if len(found) > query["limit"] else None
    return jsonify(items=[entry_json(each) for each in page], next_cursor=cursor)


@blueprint.put("/<report_id>/entries")
@blueprint.arguments(Entries)
@blueprint.response(200, ReportSchema)
@with_borrower_lock
def replace_entries(data: dict[str, Any], report_id: str) -> Response:
    """Correct what was misread or mistyped; the report is compared again"""
    row = credit_reports.get(g.borrower_id, report_id)
    check_if_match(row)
    lines = list(map(entry_of, data["entries"]))
    return _shown(credit_reports.change_entries(row, lines, country_laws=countries.every(), now=g.now))


@blueprint.post("/<report_id>/compare")
@blueprint.response(200, ReportSchema)
@idempotent
def compare_again(report_id: str) -> Response:
    """Compare a report again with your records as they are now"""
    row = credit_reports.get(g.borrower_id, report_id)
    return _shown(credit_reports.compare_again(row, country_laws=countries.every(), now=g.now))
