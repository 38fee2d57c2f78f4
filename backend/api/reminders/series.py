"""Routes of the borrower's own repeating deadlines."""

from datetime import date
from typing import Literal, TypedDict

from flask import Response, g
from marshmallow import Schema, ValidationError, fields, post_load, validate

from backend.actions.reminders import custom_series
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import HomeDefaults
from backend.api.http.fields import Bounded, Country, Currency, Day, Minor, Text, WallTime, Zone
from backend.api.http.idempotency import idempotent
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.api.reminders.deadline_forms import AmountWithCurrency, OwnDeadlineData, details_of
from backend.domain.calendar.month_day import month_day, month_index
from backend.domain.calendar.recurrence import Recurrence
from backend.store.reminders import series as stored
from backend.store.reminders.series import Series

blueprint = Blueprint("series", __name__, url_prefix="/v1/series", description="Repeating deadlines")


class RepeatsData(TypedDict):
    unit: Literal["month", "week", "day"]
    count: int
    starts_on: date
    anchor_day: int | None
    times: int | None
    ends_on: date | None


class Repeats(Schema):
    """Every `count` units from `starts_on`; a month's day is clamped and comes back in longer months."""

    unit = fields.String(required=True, validate=validate.OneOf(("month", "week", "day")))
    count = Bounded(1, 366, load_default=1)
    starts_on = Day(required=True)
    anchor_day = Bounded(1, 31, load_default=None, allow_none=True)
    times = Bounded(1, 1200, load_default=None, allow_none=True)
    ends_on = Day(load_default=None, allow_none=True)

    @post_load
    def build(self, data: RepeatsData, **kwargs: object) -> Recurrence:
        starts_on, anchor = data["starts_on"], data["anchor_day"]
        if anchor and (data["unit"] != "month" or month_day(month_index(starts_on), anchor) != starts_on):
            raise ValidationError("The anchor is the month's day that starts_on stands for.", "anchor_day")
        if data["ends_on"] and data["ends_on"] < starts_on:
            raise ValidationError("A series cannot end before it starts.", "ends_on")
        return Recurrence(**data)


class NewSeries(HomeDefaults, AmountWithCurrency):
    title = Text(120, required=True)
    repeats = fields.Nested(Repeats, required=True)
    zone = Zone(load_default=None, allow_none=True)
    country = Country(load_default=None, allow_none=True)
    cut_off = WallTime(load_default=None, allow_none=True)
    amount = Minor(load_default=None, allow_none=True)
    currency = Currency(load_default=None, allow_none=True)
    owed = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class NewSeriesData(OwnDeadlineData):
    repeats: Recurrence


class SeriesSchema(Schema):
    """A repeating deadline; `ended` when no more will open."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    repeats = fields.Dict(required=True)
    zone = fields.String(required=True)
    amount = fields.Integer(required=True, allow_none=True)
    currency = fields.String(required=True, allow_none=True)
    ended = fields.Boolean(required=True)
    created_at = fields.AwareDateTime(required=True)


def series_json(row: Series) -> dict[str, object]:
    rule, details = custom_series.rule_of(row)
    return {
        "id": row.id,
        "title": details["title"],
        "repeats": rule.to_data(),
        "zone": details["zone"],
        "amount": details["amount"],
        "currency": details["currency"],
        "ended": row.roll_at is None,
        "created_at": iso(row.created_at),
    }


@blueprint.post("")
@blueprint.arguments(NewSeries)
@blueprint.response(201, SeriesSchema)
@idempotent
def add_series(data: NewSeriesData) -> Response:
    """Add a repeating deadline of your own"""
    row = custom_series.add_series(g.borrower_id, rule=data["repeats"], now=g.now, **details_of(data))
    return json_answer(series_json(row), 201)


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(SeriesSchema))
def list_series(query: PageQuery) -> Response:
    """List your repeating deadlines"""
    after = cursor_id(query["cursor"])
    rows = stored.page_custom(g.borrower_id, limit=query["limit"] + 1, after=after)
    return page_answer(rows, query["limit"], item=series_json, sort_key=id_key)


@blueprint.get("/<series_id>")
@blueprint.response(200, SeriesSchema)
def get_series(series_id: str) -> Response:
    """Read one repeating deadline"""
    return json_answer(series_json(custom_series.get(g.borrower_id, series_id)))


@blueprint.post("/<series_id>/end")
@blueprint.response(200, SeriesSchema)
@idempotent
def end_series(series_id: str) -> Response:
    """End a series: nothing more opens, and what is not due yet is cancelled"""
    row = custom_series.get(g.borrower_id, series_id)
    return json_answer(series_json(custom_series.end_series(row, now=g.now)))
