"""Routes of what a country's law says, as facts to cite: each number with its article, source and date of check."""

from datetime import date, timedelta
from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend import countries
from backend.api.http.answers import iso
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.http.fields import Day
from backend.api.http.pagination import (
    PageArgs,
    PageQuery,
    cursor_of,
    cursor_position,
    list_answer,
    page_schema,
)
from backend.countries.keys import UNITS
from backend.domain.bureau.country_law import CountryLaw, LegalRule
from backend.errors import NotFound
from backend.words.catalogue import LOCALES

blueprint = Blueprint(
    "countries", __name__, url_prefix="/v1/countries", description="What a country's law says, to cite"
)

_ON = "The day that is asked for; today where nothing else is said."


class CountryRuleQuery(PageArgs):
    on = Day(load_default=None, metadata={"description": _ON})


class RuleQueryData(PageQuery):
    on: date | None


class CountryRightQuery(Schema):
    on = Day(load_default=None, metadata={"description": _ON})
    since = Day(
        load_default=None,
        metadata={
            "description": "The day of the event (the statement, the notice): `last_on` counts from it."
        },
    )
    locale = fields.String(
        load_default=None,
        validate=validate.OneOf(LOCALES),
        metadata={"description": "The language of the text; yours where nothing else is said."},
    )


class RightQueryData(TypedDict):
    on: date | None
    since: date | None
    locale: str | None


class CountryRuleSchema(Schema):
    """One number or word of a country's law or its trade's custom, in the version of the day."""

    key = fields.String(required=True, metadata={"description": "What it is; docs/countries.md lists them."})
    value = fields.Raw(required=True, metadata={"description": "A number, in the key's unit, or a word."})
    law = fields.String(
        required=True, metadata={"description": "The article; empty: custom, practice or our own advice."}
    )
    source = fields.String(required=True, metadata={"description": "Where it was read."})
    checked_on = fields.Date(
        required=True, metadata={"description": "When it was last compared with the source."}
    )
    confirmed = fields.Boolean(
        required=True, metadata={"description": "False: remembered only, contested, or from a weak source."}
    )
    from_on = fields.Date(required=True, metadata={"description": "The first day in force."})
    until_on = fields.Date(
        required=True, allow_none=True, metadata={"description": "The last day in force; null: still."}
    )


class CountryRightSchema(CountryRuleSchema):
    """What the borrower may cite."""

    unit = fields.String(
        required=True, validate=validate.OneOf(UNITS), metadata={"description": "The unit of the value."}
    )
    text = fields.String(required=True, metadata={"description": "What it says, in one sentence."})
    last_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "The last day, counted from `since`; null where it is no number of days."},
    )


class CountryRightsSchema(Schema):
    items = fields.List(fields.Nested(CountryRightSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


def _law(country: str) -> CountryLaw:
    found = countries.law_of(country)
    if found is None:
        raise NotFound()
    return found


def rule_json(rule: LegalRule) -> dict[str, object]:
    return {
        "key": rule.key,
        "value": rule.value,
        "law": rule.law,
        "source": rule.source,
        "checked_on": iso(rule.checked_on),
        "confirmed": rule.confirmed,
        "from_on": iso(rule.from_on),
        "until_on": iso(rule.until_on),
    }


def right_json(rule: LegalRule, locale: str, since: date | None) -> dict[str, object]:
    counts = since is not None and rule.unit == "days" and isinstance(rule.value, int)
    return rule_json(rule) | {
        "unit": rule.unit,
        "text": rule.words(locale),
        "last_on": iso(since + timedelta(days=int(rule.value))) if since and counts else None,
    }


@blueprint.get("/<country>/rules")
@blueprint.arguments(CountryRuleQuery, location="query")
@blueprint.response(200, page_schema(CountryRuleSchema))
def list_rules(query: RuleQueryData, country: str) -> Response:
    """List what a country's law and its bureaus' practice say on a day, each with its source"""
    on, limit = query["on"] or borrower_today(), query["limit"]
    held = sorted((rule for rule in _law(country).rules if rule.holds_on(on)), key=lambda rule: rule.key)
    begin = cursor_position(query["cursor"])
    first = 0 if begin is None else begin + 1
    page = held[first : first + limit]
    more = cursor_of(first + limit - 1) if len(held) > first + limit else None
    return list_answer([rule_json(rule) for rule in page], more)


@blueprint.get("/<country>/rights")
@blueprint.arguments(CountryRightQuery, location="query")
@blueprint.response(200, CountryRightsSchema)
def list_rights(query: RightQueryData, country: str) -> Response:
    """List what you may cite there on a day, each in a sentence with its article and its last day"""
    on, locale = query["on"] or borrower_today(), query["locale"] or g.borrower.locale
    return list_answer([right_json(rule, locale, query["since"]) for rule in _law(country).rights(on)])
