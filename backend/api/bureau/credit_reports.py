"""Routes of credit reports, typed in or sent as a file, which are compared with the borrower's own books."""

import tempfile
from contextlib import closing
from pathlib import Path

from flask import Response, g

from backend import countries
from backend.actions.bureau import credit_reports
from backend.actions.bureau.report_lines import refusal_of
from backend.api.bureau.report_forms import (
    Entries,
    EntriesData,
    EntrySchema,
    NewReport,
    NewReportData,
    ReportForm,
    ReportFormData,
    ReportSchema,
    entry_json,
    entry_of,
    report_json,
)
from backend.api.http.answers import row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.etag import check_if_match
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import (
    PageArgs,
    PageQuery,
    cursor_day_and_id,
    cursor_position,
    page_answer,
    page_schema,
)
from backend.api.http.uploads import PIECE_BYTES, allow_a_file, sent_file
from backend.domain.bureau.report import Report
from backend.errors import Invalid
from backend.readers import ExportRefused
from backend.readers.credit_report import ImpossibleEntry, read_report
from backend.store.bureau import credit_reports as stored

blueprint = Blueprint(
    "credit reports", __name__, url_prefix="/v1/credit-reports", description="Credit reports and findings"
)

allow_a_file(blueprint, "import_report", lambda settings: settings.max_import_bytes)


def report_answer(row: stored.CreditReport, status: int = 200) -> Response:
    return row_answer(report_json(row), row, status, made_under="/v1/credit-reports")


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(ReportSchema))
def list_reports(query: PageQuery) -> Response:
    """List your reports, the latest first"""
    before, limit = cursor_day_and_id(query["cursor"]), query["limit"]
    rows = stored.page(g.borrower_id, limit=limit + 1, before=before)
    return page_answer(rows, limit, item=report_json, sort_key=lambda row: (row.pulled_on, row.id))


@blueprint.post("")
@blueprint.arguments(NewReport)
@blueprint.response(201, ReportSchema)
@idempotent
def add_report(data: NewReportData) -> Response:
    """Type a report in; it is compared with your own records at once"""
    report = Report(data["country"], data["bureau"], data["pulled_on"], tuple(map(entry_of, data["entries"])))
    row = credit_reports.add_report(
        g.borrower_id,
        report,
        country_laws=countries.every(),
        source="typed",
        free=data["free"],
        free_because=data["free_because"],
        now=g.now,
    )
    return report_answer(row, 201)


@blueprint.post("/files")
@blueprint.arguments(ReportForm, location="files")
@blueprint.response(201, ReportSchema)
@idempotent
def import_report(form: ReportFormData) -> Response:
    """Send a report as a file: our JSON, or the text or PDF of a bureau

    What could not be read is in `faults`, what may be misread in each entry's `unsure`; correct it with PUT entries.
    """
    with (
        closing(sent_file(form["file"])) as given,
        tempfile.TemporaryDirectory(prefix="graceday-report-") as folder,
    ):
        path = Path(folder) / "file"
        given.save(path, buffer_size=PIECE_BYTES)
        try:
            read = read_report(
                path,
                name=given.filename or "file",
                country=form["country"],
                bureau=form["bureau"],
                country_laws=countries.every(),
                today=borrower_today(),
            )
        except ImpossibleEntry as impossible:
            raise refusal_of(impossible.position, impossible.fault) from None
        except ExportRefused as refusal:
            raise Invalid("file-refused", refusal=refusal.code, said=refusal.message, field="file") from None
    faults = [{"place": each.place, "field": each.field, "reason": each.reason} for each in read.faults]
    row = credit_reports.add_report(
        g.borrower_id,
        read.report,
        country_laws=countries.every(),
        source=read.format,
        free=form["free"],
        free_because=form["free_because"],
        now=g.now,
        faults=faults,
    )
    return report_answer(row, 201)


@blueprint.get("/<report_id>")
@blueprint.response(200, ReportSchema)
def get_report(report_id: str) -> Response:
    """Read one report"""
    return report_answer(credit_reports.get(g.borrower_id, report_id))


@blueprint.get("/<report_id>/entries")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(EntrySchema))
def list_entries(query: PageQuery, report_id: str) -> Response:
    """List a report's lines in its order"""
    row = credit_reports.get(g.borrower_id, report_id)
    after, limit = cursor_position(query["cursor"]), query["limit"]
    found = stored.entries_of(row.id, limit=limit + 1, after=-1 if after is None else after)
    return page_answer(found, limit, item=entry_json, sort_key=lambda entry: (entry.position,))


@blueprint.put("/<report_id>/entries")
@blueprint.arguments(Entries)
@blueprint.response(200, ReportSchema)
@with_borrower_lock
def replace_entries(data: EntriesData, report_id: str) -> Response:
    """Correct what was misread or mistyped; the report is compared again"""
    row = credit_reports.get(g.borrower_id, report_id)
    check_if_match(row)
    lines = list(map(entry_of, data["entries"]))
    return report_answer(credit_reports.change_entries(row, lines, country_laws=countries.every(), now=g.now))


@blueprint.post("/<report_id>/compare")
@blueprint.response(200, ReportSchema)
@idempotent
def compare_again(report_id: str) -> Response:
    """Compare a report again with your records as they are now"""
    row = credit_reports.get(g.borrower_id, report_id)
    return report_answer(credit_reports.compare_again(row, country_laws=countries.every(), now=g.now))
