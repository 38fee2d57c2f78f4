"""What seems wrong in a credit report: both sides' evidence, and what the borrower says of it."""

from typing import Any

from flask import Response, g, jsonify

from backend.actions.bureau import credit_reports
from backend.api.bureau.report_forms import FindingQuery, FindingSchema, finding_json
from backend.api.http.blueprint import Blueprint
from backend.api.http.etag import set_etag
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import cursor_of, page_schema, read_cursor
from backend.store.bureau import credit_reports as stored

blueprint = Blueprint(
    "findings", __name__, url_prefix="/v1/findings", description="What seems wrong in a report"
)


def _shown(row: stored.Finding) -> Response:
    return set_etag(jsonify(finding_json(row)), row)


@blueprint.get("")
@blueprint.arguments(FindingQuery, location="query")
@blueprint.response(200, page_schema(FindingSchema))
def list_findings(query: dict[str, Any]) -> Response:
    """List what seems wrong, the newest first"""
    before = read_cursor(query["cursor"], str)
    rows = stored.findings_page(
        g.borrower_id,
        limit=query["limit"] + 1,
        before=before[0] if before else None,
        states=query["state"],
        report_id=query["report_id"],
    )
    page = rows[: query["limit"]]
    cursor = cursor_of(page[-1].id) if len(rows) > query["limit"] else None
    return jsonify(items=[finding_json(row) for row in page], next_cursor=cursor)


@blueprint.get("/<finding_id>")
@blueprint.response(200, FindingSchema)
def get_shown(finding_id: str) -> Response:
    """Read one"""
    return _shown(credit_reports.get_finding(g.borrower_id, finding_id))


@blueprint.post("/<finding_id>/dismiss")
@blueprint.response(200, FindingSchema)
@idempotent
def dismiss_shown(finding_id: str) -> Response:
    """Say that the report is right, or that it does not matter"""
    row = credit_reports.get_finding(g.borrower_id, finding_id)
    return _shown(credit_reports.dismiss_or_reopen(row, "dismissed", now=g.now))


@blueprint.post("/<finding_id>/reopen")
@blueprint.response(200, FindingSchema)
@idempotent
def reopen_shown(finding_id: str) -> Response:
    """Take a dismissal back"""
    row = credit_reports.get_finding(g.borrower_id, finding_id)
    return _shown(credit_reports.dismiss_or_reopen(row, "open", now=g.now))
