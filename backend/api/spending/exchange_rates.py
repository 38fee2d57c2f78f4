"""Routes of exchange rates: what one currency was worth in another on a day, as the borrower says it."""

from datetime import date
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.spending import exchange_rates
from backend.api.http.answers import iso, row_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.http.borrower_lock import with_borrower_lock
from backend.api.http.fields import Currency, Day
from backend.api.http.pagination import PageArgs, PageQuery, cursor_id, id_key, page_answer, page_schema
from backend.domain.money.conversion import Rate, parse_rate
from backend.store.spending import exchange_rates as stored
from backend.store.spending.exchange_rates import ExchangeRate

blueprint = Blueprint(
    "exchange rates", __name__, url_prefix="/v1/exchange-rates", description="Rates between currencies"
)


class NewExchangeRate(Schema):
    """One unit of `currency` was worth `rate` units of `in_currency` at the end of `rate_on` (today, if not given)."""

    currency = Currency(required=True, metadata={"description": "ISO 4217 code of what is converted"})
    in_currency = Currency(
        required=True, metadata={"description": "ISO 4217 code of what it is converted into"}
    )
    rate = fields.String(
        required=True,
        validate=validate.Length(1, 40),
        metadata={
            "description": 'Text, never a float: a decimal ("7.12") or a fraction ("100/14"), in whole units'
        },
    )
    rate_on = Day(
        load_default=None, allow_none=True, metadata={"description": "The day it is of; not to come"}
    )


class NewExchangeRateData(TypedDict):
    currency: str
    in_currency: str
    rate: str
    rate_on: date | None


class ExchangeRateSchema(Schema):
    """A rate, as it was given. `stale`: older than 30 days, and still used where there is none newer."""

    id = fields.String(required=True, metadata={"description": "Its identifier"})
    currency = fields.String(required=True, metadata={"description": "ISO 4217 code of what is converted"})
    in_currency = fields.String(
        required=True, metadata={"description": "ISO 4217 code of what it is converted into"}
    )
    rate = fields.String(
        required=True, metadata={"description": "Units of `in_currency` for one unit of `currency`"}
    )
    rate_on = fields.Date(required=True, metadata={"description": "The day it is of"})
    stale = fields.Boolean(required=True, metadata={"description": "Whether it is older than 30 days"})
    created_at = fields.AwareDateTime(required=True, metadata={"description": "When it was first given"})
    updated_at = fields.AwareDateTime(required=True, metadata={"description": "When it was last changed"})


def exchange_rate_json(row: ExchangeRate) -> dict[str, object]:
    rate = Rate(row.currency, parse_rate(row.rate), row.rate_on)
    return {name: getattr(row, name) for name in ("id", "currency", "in_currency", "rate")} | {
        "rate_on": row.rate_on.isoformat(),
        "stale": rate.stale(borrower_today()),
        "created_at": iso(row.created_at),
        "updated_at": iso(row.updated_at),
    }


@blueprint.put("")
@blueprint.arguments(NewExchangeRate)
@blueprint.response(200, ExchangeRateSchema)
@with_borrower_lock
def put_exchange_rate(data: NewExchangeRateData) -> Response:
    """Say a rate of a day; said again for the same day, it takes the first one's place"""
    row = exchange_rates.put_rate(g.borrower_id, today=borrower_today(), now=g.now, **data)
    return row_answer(exchange_rate_json(row), row)


@blueprint.get("")
@blueprint.arguments(PageArgs, location="query")
@blueprint.response(200, page_schema(ExchangeRateSchema))
def list_exchange_rates(query: PageQuery) -> Response:
    """List your rates, the first given first"""
    rows = stored.page(g.borrower_id, limit=query["limit"] + 1, after=cursor_id(query["cursor"]))
    return page_answer(rows, query["limit"], item=exchange_rate_json, sort_key=id_key)


@blueprint.delete("/<exchange_rate_id>")
@blueprint.response(204)
def remove_exchange_rate(exchange_rate_id: str) -> None:
    """Take a rate back"""
    exchange_rates.remove_rate(exchange_rates.get(g.borrower_id, exchange_rate_id), now=g.now)
