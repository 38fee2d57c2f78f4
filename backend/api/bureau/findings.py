"""Routes of findings: what seems wrong in a credit report, with both sides' evidence, and what is said of it."""

from flask import Response, g, jsonify
from marshmallow import fields

from backend.actions.bureau import credit_reports
from backend.api.bureau.finding_forms import (
    FindingQuery,
    FindingQueryData,
    FindingSchema,
    NotComparedSchema,
    came_back,
    finding_json,
    not_compared_json,
)
from backend.api.http.answers import row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import cursor_id, id_key, page_schema, split_page
from backend.store.bureau import credit_reports as stored

blueprint = Blueprint(
    "findings", __name__, url_prefix="/v1/findings", description="What seems wrong in a report"
)


def finding_answer(row: stored.Finding) -> Response:
    return row_answer(finding_json(row, came_back(g.borrower_id, [row]).get(row.id)), row)


class FindingPage(page_schema(FindingSchema)):  # type: ignore[misc]
    """What seems wrong, and what could not be told."""

    not_compared = fields.List(
        fields.Nested(NotComparedSchema),
        required=True,
        metadata={
            "description": "Late months that could not be compared with your records: of the report that is asked "
            "for, or of each bureau's latest."
        },
    )


def _not_compared(report_id: str | None) -> list[dict[str, object]]:
    if report_id is None:
        rows = stored.latest_of_each_bureau(g.borrower_id)
    else:
        found = stored.find(g.borrower_id, report_id)
        rows = [found] if found else []
    return [month for row in rows for month in not_compared_json(row)]


@blueprint.get("")
@blueprint.arguments(FindingQuery, location="query")
@blueprint.response(200, FindingPage)
def list_findings(query: FindingQueryData) -> Response:
    """List what seems wrong, the newest first, and the late months of which that cannot be told"""
    rows = stored.findings_page(
        g.borrower_id,
        limit=query["limit"] + 1,
        before=cursor_id(query["cursor"]),
        states=query["state"],
        report_id=query["report_id"],
    )
    page, next_cursor = split_page(rows, query["limit"], id_key)
    back = came_back(g.borrower_id, page)
    return jsonify(
        items=[finding_json(row, back.get(row.id)) for row in page],
        next_cursor=next_cursor,
        not_compared=_not_compared(query["report_id"]),
    )


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
