"""Routes of the borrower's own record: months on time, what is marked until when, and a picture of two years."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import Response, g, jsonify
from marshmallow import Schema, fields

from backend import countries
from backend.actions.bureau import credit_record
from backend.actions.bureau.credit_reports import law_of_country
from backend.actions.people.places import check_region
from backend.api.bureau.country_rule_forms import (
    CountryRightQuery,
    CountryRightQueryData,
    CountryRightsSchema,
    CountryRuleQuery,
    CountryRuleQueryData,
    CountryRulesSchema,
    right_json,
    rule_json,
)
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.http.pictures import svg_answer
from backend.domain.bureau.country_law import CountryLaw
from backend.domain.bureau.negative_marks import Mark
from backend.domain.bureau.own_record import Month
from backend.rendering.svg.record import record_svg
from backend.store.credit import credit_accounts

blueprint = Blueprint(
    "credit record",
    __name__,
    url_prefix="/v1",
    description="Your record as your own books have it, and the law to cite",
)


class MonthSchema(Schema):
    """`status`: ok, late (not reported yet), the days past due that are reported, none (nothing due), open, unknown."""

    month = fields.String(required=True)
    status = fields.String(required=True)


class AccountRecordSchema(Schema):
    """24 months of an account, oldest first."""

    account_id = fields.String(required=True)
    name = fields.String(required=True)
    months = fields.List(fields.Nested(MonthSchema), required=True)


class MarkSchema(Schema):
    """What may stand in a report: since when, and from which day it may no longer (null: the clock has not begun).

    `rule` is what it was computed under; without `confirmed` that is remembered only.
    """

    account_id = fields.String(required=True)
    kind = fields.String(required=True)
    since = fields.Date(required=True)
    worst_days = fields.Integer(required=True)
    drops_on = fields.Date(required=True, allow_none=True)
    rule = fields.String(required=True)
    confirmed = fields.Boolean(required=True)


class HelpSchema(Schema):
    """What would help, most first: a code, the account that it is about, and its day."""

    code = fields.String(required=True)
    account_id = fields.String(required=True, allow_none=True)
    on = fields.Date(required=True, allow_none=True)


class RecordSchema(Schema):
    """Counted in whole months, of your own books; no score is made up."""

    months_on_time = fields.Integer(required=True)
    months_counted = fields.Integer(required=True)
    streak = fields.Integer(required=True)
    longest_streak = fields.Integer(required=True)
    marks = fields.List(fields.Nested(MarkSchema), required=True)
    next_help = fields.List(fields.Nested(HelpSchema), required=True)
    accounts = fields.List(fields.Nested(AccountRecordSchema), required=True)


class NamedMonths(NamedTuple):
    account_id: str
    name: str
    months: Sequence[Month]


def _months_by_account() -> list[NamedMonths]:
    found = list(
        credit_record.months_by_account(g.borrower_id, countries.every(), today=borrower_today(), now=g.now)
    )
    names = credit_accounts.names_of([account.id for account, _ in found])
    return [NamedMonths(account.id, names[account.id], months) for account, months in found]


@blueprint.get("/credit-record")
@blueprint.response(200, RecordSchema)
def read_record() -> Response:
    """Read your record: months on time, marks and when each drops off"""
    found = credit_record.record(g.borrower_id, countries.every(), today=borrower_today(), now=g.now)
    body = {
        "months_on_time": found.months_on_time,
        "months_counted": found.months_counted,
        "streak": found.streak,
        "longest_streak": found.longest,
        "marks": [mark_json(each) for each in found.marks],
        "next_help": [
            {"code": each.code, "account_id": each.account_id or None, "on": iso(each.on)}
            for each in found.next_help
        ],
        "accounts": [
            {
                "account_id": each.account_id,
                "name": each.name,
                "months": [{"month": month.month, "status": month.status} for month in each.months],
            }
            for each in _months_by_account()
        ],
    }
    return json_answer(body)


def mark_json(mark: Mark) -> dict[str, object]:
    plain = ("account_id", "kind", "worst_days", "rule", "confirmed")
    return {name: getattr(mark, name) for name in plain} | {
        "since": iso(mark.since),
        "drops_on": iso(mark.drops_on),
    }


@blueprint.get("/credit-record.svg")
@blueprint.response(200, content_type="image/svg+xml")
def draw_record() -> Response:
    """See 24 months of each account as a picture"""
    rows = [(each.name, each.months) for each in _months_by_account()]
    return svg_answer(record_svg(rows, locale=g.borrower.locale))


@blueprint.get("/country-rules")
@blueprint.arguments(CountryRuleQuery, location="query")
@blueprint.response(200, CountryRulesSchema)
def list_country_rules(query: CountryRuleQueryData) -> Response:
    """List what a country's law and its bureaus' practice say on a day, each with its source"""
    law, on = _law_asked(query["country"]), query["on"] or borrower_today()
    if law is None:
        return jsonify(country=g.borrower.country, known=False, on=iso(on), rules=[])
    held = sorted((rule for rule in law.rules if rule.holds_on(on)), key=lambda rule: rule.key)
    return jsonify(country=law.country, known=True, on=iso(on), rules=[rule_json(rule) for rule in held])


@blueprint.get("/country-rights")
@blueprint.arguments(CountryRightQuery, location="query")
@blueprint.response(200, CountryRightsSchema)
def list_country_rights(query: CountryRightQueryData) -> Response:
    """List what a borrower may cite in a country on a day, each in a sentence with its article and its last day"""
    law = _law_asked(query["country"])
    on, locale = query["on"] or borrower_today(), query["locale"] or g.borrower.locale
    if law is None:
        return jsonify(country=g.borrower.country, known=False, on=iso(on), rights=[])
    topic, region, days = query["topic"], query["region"], query["days_past_due"]
    only_cards = any(each is not None for each in (topic, region, days))
    check_region(region, law.country)
    found = law.cards(on, topic=topic, region=region, days=days) if only_cards else law.rights(on)
    rights = [right_json(rule, locale, query["since"]) for rule in found]
    return jsonify(country=law.country, known=True, on=iso(on), rights=rights)


def _law_asked(country: str | None) -> CountryLaw | None:
    """The law of the country that was named, Invalid where none is known; of one's own, None where none is."""
    every = countries.every()
    return every.get(g.borrower.country) if country is None else law_of_country(every, country)
