"""Routes of findings: what seems wrong in a credit report, with both sides' evidence, and what is said of it."""

from flask import Response, g

from backend.actions.bureau import credit_reports
from backend.api.bureau.report_forms import FindingQuery, FindingQueryData, FindingSchema, finding_json
from backend.api.http.answers import row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import cursor_id, id_key, page_answer, page_schema
from backend.store.bureau import credit_reports as stored

blueprint = Blueprint(
    "findings", __name__, url_prefix="/v1/findings", description="What seems wrong in a report"
)


def finding_answer(row: stored.Finding) -> Response:
    return row_answer(finding_json(row), row)


@blueprint.get("")
@blueprint.arguments(FindingQuery, location="query")
@blueprint.response(200, page_schema(FindingSchema))
def list_findings(query: FindingQueryData) -> Response:
    """List what seems wrong, the newest first"""
    rows = stored.findings_page(
        g.borrower_id,
        limit=query["limit"] + 1,
        before=cursor_id(query["cursor"]),
        states=query["state"],
        report_id=query["report_id"],
    )
    return page_answer(rows, query["limit"], item=finding_json, sort_key=id_key)


@blueprint.get("/<finding_id>")
@blueprint.response(200, FindingSchema)
def get_shown(finding_id: str) -> Response:
    """Read one"""
    return finding_answer(credit_reports.get_finding(g.borrower_id, finding_id))


@blueprint.post("/<finding_id>/dismiss")
@blueprint.response(200, FindingSchema)
@idempotent
def dismiss_shown(finding_id: str) -> Response:
    """Say that the report is right, or that it does not matter"""
    row = credit_reports.get_finding(g.borrower_id, finding_id)
    return finding_answer(credit_reports.dismiss_or_reopen(row, "dismissed", now=g.now))


@blueprint.post("/<finding_id>/reopen")
@blueprint.response(200, FindingSchema)
@idempotent
def reopen_shown(finding_id: str) -> Response:
    """Take a dismissal back"""
    row = credit_reports.get_finding(g.borrower_id, finding_id)
    return finding_answer(credit_reports.dismiss_or_reopen(row, "open", now=g.now))
