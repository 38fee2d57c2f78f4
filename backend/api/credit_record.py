"""The borrower's own record: months on time, what is marked and until when, and a picture of two years."""

from typing import Any

from flask import Response, g, jsonify
from marshmallow import Schema, fields

from backend import places
from backend.actions import credit_record
from backend.api.cash_flow import svg
from backend.api.http.blueprint import Blueprint
from backend.domain.calendar.local_time import local_date
from backend.pictures.record import record_svg

blueprint = Blueprint(
    "credit_record", __name__, url_prefix="/v1", description="Your record as your own books have it"
)


class MonthSchema(Schema):
    """`status`: ok, late (not reported yet), the days past due that are reported, none (nothing due) or open."""

    month = fields.String(required=True)
    status = fields.String(required=True)


class AccountRecordSchema(Schema):
    """24 months of an account, oldest first."""

    account_id = fields.String(required=True)
    name = fields.String(required=True)
    months = fields.List(fields.Nested(MonthSchema), required=True)


class MarkSchema(Schema):
    """What may stand in a report: since when, and from which day it may no longer (null: the clock has not begun)."""

    account_id = fields.String(required=True)
    kind = fields.String(required=True)
    since = fields.Date(required=True)
    days = fields.Integer(required=True)
    drops_on = fields.Date(required=True, allow_none=True)
    confirmed = fields.Boolean(required=True)


class HelpSchema(Schema):
    """What would help most next: a code, and the account that it is about."""

    code = fields.String(required=True)
    account_id = fields.String(required=True, allow_none=True)


class RecordSchema(Schema):
    """Counted in whole months, of your own books; no score is made up."""

    months_on_time = fields.Integer(required=True)
    streak = fields.Integer(required=True)
    longest_streak = fields.Integer(required=True)
    marks = fields.List(fields.Nested(MarkSchema), required=True)
    next_help = fields.List(fields.Nested(HelpSchema), required=True)
    accounts = fields.List(fields.Nested(AccountRecordSchema), required=True)


@blueprint.get("/credit-record")
@blueprint.response(200, RecordSchema)
def read_record() -> Response:
    """Read your record: months on time, marks and when each drops off"""
    return jsonify(_json())


def _json() -> dict[str, Any]:
    return credit_record.record_json(
        g.borrower_id, places.every(), today=local_date(g.now, g.borrower.zone), now=g.now
    )


@blueprint.get("/credit-record.svg")
@blueprint.response(200, content_type="image/svg+xml")
def draw_record() -> Response:
    """See 24 months of each account as a picture"""
    today = local_date(g.now, g.borrower.zone)
    rows = credit_record.months_by_account(g.borrower_id, places.every(), today=today, now=g.now)
    return svg(record_svg(rows, locale=g.borrower.locale))
