"""The schemas of findings in requests and answers, and their rows as JSON."""

import json
from collections.abc import Sequence

from marshmallow import Schema, fields, validate

from backend import countries
from backend.api.http.answers import iso
from backend.api.http.fields import Choices
from backend.api.http.pagination import PageArgs, PageQuery
from backend.store.bureau import credit_reports, disputes

FINDING_STATES = ("open", "dismissed", "disputed", "repeated", "gone")


NOT_COMPARED = ("no_account", "no_history", "gap", "left_books")


class NotComparedSchema(Schema):
    """A month that the report calls late and that nothing is known of to compare it with.

    `reason`: no_account (no account of yours is surely meant), no_history (your records do not reach it), gap (a bill
    is missing in them) or left_books (the account was settled, sold or charged off before).
    """

    report_id = fields.String(required=True, metadata={"description": "The report that it stands in."})
    position = fields.Integer(required=True, metadata={"description": "The line's place in it, from 0."})
    account_id = fields.String(required=True, allow_none=True, metadata={"description": "Your account."})
    month = fields.String(required=True, metadata={"description": 'Such as "2026-10".'})
    status = fields.String(required=True, metadata={"description": "What the report says of the month."})
    reason = fields.String(
        required=True,
        validate=validate.OneOf(NOT_COMPARED),
        metadata={"description": "Why it could not be compared."},
    )


class FindingQuery(PageArgs):
    """`state` takes several values, separated by commas."""

    state = Choices(FINDING_STATES, load_default=frozenset({"open", "disputed"}))
    report_id = fields.String(load_default=None, validate=validate.Length(1, 40))


class FindingQueryData(PageQuery):
    state: frozenset[str]
    report_id: str | None


class CameBackSchema(Schema):
    """An entry that was put right before and stands in the report again: the bureau has to tell you of that."""

    dispute_id = fields.String(required=True, metadata={"description": "The dispute that had put it right."})
    outcome = fields.String(required=True, metadata={"description": "corrected or deleted"})
    answered_on = fields.Date(required=True, metadata={"description": "The day of that answer."})
    notice_business_days = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "Business days in which the bureau tells you of it; null where no law says."
        },
    )
    law = fields.String(required=True, metadata={"description": "The article; empty where there is none."})
    confirmed = fields.Boolean(required=True, metadata={"description": "Whether that was read in print."})


class FindingSchema(Schema):
    """What seems wrong: `theirs` is what the report says, `ours` what your records say.

    `certainty`: certain, likely or unsure. `law`: the article that supports a dispute.
    """

    id = fields.String(required=True)
    report_id = fields.String(required=True)
    entry_id = fields.String(required=True)
    code = fields.String(required=True)
    certainty = fields.String(required=True)
    account_id = fields.String(required=True, allow_none=True)
    months = fields.List(fields.String(), required=True)
    theirs = fields.Dict(required=True)
    ours = fields.Dict(required=True)
    law = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(FINDING_STATES))
    came_back = fields.Nested(
        CameBackSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Set where a dispute had put it right before; else null."},
    )
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


def not_compared_json(row: credit_reports.CreditReport) -> list[dict[str, object]]:
    """The late months of a report that could not be compared."""
    return [{"report_id": row.id} | each for each in json.loads(row.not_compared or "[]")]


def came_back(borrower_id: str, rows: Sequence[credit_reports.Finding]) -> dict[str, dict[str, object]]:
    """By finding, the dispute that had put it right before."""
    earlier = disputes.put_right(borrower_id, [row.key for row in rows])
    found = {}
    for row in rows:
        made = earlier.get((row.report.bureau, row.key))
        if (
            made
            and made.answered_on
            and made.answered_on <= row.report.pulled_on
            and made.finding_id != row.id
        ):
            found[row.id] = _back_json(made, row)
    return found


def _back_json(made: disputes.PutRight, row: credit_reports.Finding) -> dict[str, object]:
    country_law = countries.law_of(row.report.country)
    rule = country_law.find("dispute.reinserted_business_days", row.report.pulled_on) if country_law else None
    return {
        "dispute_id": made.dispute_id,
        "outcome": made.outcome,
        "answered_on": iso(made.answered_on),
        "notice_business_days": rule.value if rule else None,
        "law": rule.law if rule else "",
        "confirmed": bool(rule and rule.confirmed),
    }


def finding_json(row: credit_reports.Finding, back: dict[str, object] | None) -> dict[str, object]:
    plain = ("id", "report_id", "entry_id", "code", "certainty", "account_id", "law", "state")
    return {name: getattr(row, name) for name in plain} | {
        "months": json.loads(row.months),
        "theirs": json.loads(row.theirs),
        "ours": json.loads(row.ours),
        "came_back": back,
        "created_at": iso(row.created_at),
        "updated_at": iso(row.updated_at),
    }
