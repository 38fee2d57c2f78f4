"""Routes that say what to do next at the stage where one stands, and how old a debt may get."""

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend import countries
from backend.actions.people.places import check_region
from backend.actions.relief.achievements import achieved
from backend.actions.relief.next_steps import AccountSteps, Home, next_steps
from backend.api.bureau.country_rule_forms import CountryRightSchema, right_json
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.relief.achieved_forms import AchievementSchema, achieved_json
from backend.api.relief.guidance_forms import (
    LimitationQuery,
    LimitationQueryData,
    LimitationSchema,
    NextStepsQuery,
    NextStepsQueryData,
    NoteSchema,
    StepSchema,
    limitation_json,
    note_json,
    step_json,
)
from backend.api.relief.owed_to import owed_to_field, owed_to_json
from backend.countries.relief import guidance_of
from backend.domain.credit.delinquency import Stage
from backend.domain.relief.limitation import limitation
from backend.domain.relief.next_steps import Case, Part
from backend.errors import Invalid
from backend.words.catalogue import known_locale
from backend.words.relief.next_steps import Lateness, because
from backend.words.relief.owed_to import owed_to_text

_CASES = (Case.KNOWN, Case.UNSURE, Case.ELSEWHERE, Case.PLAN, Case.OVER)

blueprint = Blueprint(
    "next steps", __name__, url_prefix="/v1/relief", description="What to do at the stage where you stand"
)


class BoundarySchema(Schema):
    """The next day on which lateness is reported as worse."""

    days = fields.Integer(required=True, metadata={"description": "Days past due on that day."})
    on = fields.Date(required=True, metadata={"description": "The date, if nothing is paid until then."})
    source = fields.String(required=True, metadata={"description": "Who says so."})
    confirmed = fields.Boolean(required=True, metadata={"description": "False: not read in print."})


class AccountStepsSchema(Schema):
    """One card or loan: where it stands and the rows that this chooses."""

    account_id = fields.String(required=True, metadata={"description": "The card or loan."})
    name = fields.String(required=True, metadata={"description": "What you call it."})
    country = fields.String(required=True, metadata={"description": "ISO 3166: whose table this is."})
    stage = fields.String(
        required=True, validate=validate.OneOf([*Stage]), metadata={"description": "As in /v1/standing."}
    )
    days_past_due = fields.Integer(required=True, metadata={"description": "Days; 0: not past due."})
    past_due = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Minor units; null: late, sum not known."}
    )
    past_due_estimated = fields.Integer(
        required=True, metadata={"description": "Minor units of `past_due` that are only estimated."}
    )
    currency = fields.String(required=True, metadata={"description": "ISO 4217."})
    case = fields.String(
        required=True,
        validate=validate.OneOf(_CASES),
        metadata={
            "description": "unsure: only an estimated due looks late; elsewhere: written off or sold; plan: an agreed "
            "plan is kept; over: closed, and nothing is open; else known."
        },
    )
    because = fields.String(required=True, metadata={"description": "Where it stands, in words."})
    owed_to = owed_to_field()
    preset = fields.String(required=True, metadata={"description": "The reminder preset for this stage."})
    tone = fields.String(required=True, metadata={"description": "The tone of reminders at this stage."})
    next_boundary = fields.Nested(
        BoundarySchema, required=True, allow_none=True, metadata={"description": "null: none is ahead."}
    )
    do_first = fields.List(
        fields.Nested(StepSchema), required=True, metadata={"description": "The first of them first."}
    )
    ask_for = fields.List(
        fields.Nested(StepSchema), required=True, metadata={"description": "Whom to ask for what."}
    )
    do_not = fields.List(fields.Nested(StepSchema), required=True, metadata={"description": "What to avoid."})
    rights = fields.List(
        fields.Nested(CountryRightSchema),
        required=True,
        metadata={"description": "The cards of use at this lateness."},
    )
    region_needed = fields.Boolean(
        required=True,
        metadata={"description": "True: the place has cards by region, and none was given."},
    )
    limitation = fields.Nested(
        LimitationSchema,
        required=True,
        allow_none=True,
        metadata={
            "description": "From 120 days past due; null: its age does not matter yet, or no law is known."
        },
    )


class NextStepsSchema(Schema):
    """What to do next, as a whole and by account, the latest first. Nothing in it promises how a lender answers."""

    stage = fields.String(
        required=True, validate=validate.OneOf([*Stage]), metadata={"description": "The worst of all."}
    )
    days_past_due = fields.Integer(required=True, metadata={"description": "The most of all, in days."})
    begin_with = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The account to begin with; null: none is late for certain."},
    )
    accounts = fields.List(
        fields.Nested(AccountStepsSchema), required=True, metadata={"description": "Each card and loan."}
    )
    red_flags = fields.List(
        fields.Nested(NoteSchema),
        required=True,
        metadata={
            "description": "How debt fixers give themselves away; filled once an account is 30 days late for "
            "certain, or `negotiating`."
        },
    )
    notes = fields.List(
        fields.Nested(NoteSchema), required=True, metadata={"description": "Why lenders do what they do."}
    )
    achieved = fields.List(
        fields.Nested(AchievementSchema),
        required=True,
        metadata={"description": "What went well, of accounts in countries whose law is known."},
    )


@blueprint.get("/next-steps")
@blueprint.arguments(NextStepsQuery, location="query")
@blueprint.response(200, NextStepsSchema)
def read_next_steps(query: NextStepsQueryData) -> Response:
    """Read what to do first, whom to ask for what, and what to avoid, at the stage where you stand"""
    check_region(query["region"], g.borrower.country)
    locale, region = query["locale"] or g.borrower.locale, query["region"] or g.borrower.region
    found = next_steps(
        g.borrower_id,
        home=Home(g.borrower.country, region),
        laws=countries.every(),
        guidance_of=guidance_of,
        negotiating=query["negotiating"],
        account_id=query["account_id"],
        now=g.now,
    )
    body = {
        "stage": found.stage.value,
        "days_past_due": found.days_past_due,
        "begin_with": found.begin_with,
        "accounts": [_account_json(each, locale, region) for each in found.accounts],
        "red_flags": [note_json(each, locale) for each in found.red_flags],
        "notes": [note_json(each, locale) for each in found.notes],
        "achieved": achieved_json(
            achieved(g.borrower_id, countries.every(), today=borrower_today(), now=g.now),
            {one.standing.account.id: one.standing.name for one in found.accounts},
            locale,
        ),
    }
    return json_answer(body)


def _account_json(one: AccountSteps, locale: str, region: str | None) -> dict[str, object]:
    account = one.standing.account
    parts = {part: [step_json(step, locale) for step in one.steps if step.part is part] for part in Part}
    return {
        "account_id": account.id,
        "name": one.standing.name,
        "country": account.country,
        "stage": one.standing.stage.value,
        "days_past_due": one.standing.days_past_due,
        "past_due": one.past_due,
        "past_due_estimated": one.standing.past_due_estimated,
        "currency": account.currency,
        "case": one.case.value,
        "because": because(_lateness(one, locale), locale),
        "owed_to": owed_to_json(one.owed_to, locale),
        "preset": one.standing.strategy.cadence,
        "tone": one.standing.strategy.tone,
        "next_boundary": _boundary_json(one),
        "do_first": parts[Part.FIRST],
        "ask_for": parts[Part.ASK],
        "do_not": parts[Part.AVOID],
        "rights": [right_json(rule, locale, None) for rule in one.cards],
        "region_needed": one.by_region and region is None,
        "limitation": limitation_json(one.limitation, locale) if one.limitation else None,
    }


def _lateness(one: AccountSteps, locale: str) -> Lateness:
    return Lateness(
        name=one.standing.name,
        case=one.case,
        moved=owed_to_text(one.owed_to, known_locale(locale)) if one.owed_to else "",
        days_past_due=one.standing.days_past_due,
        past_due=one.past_due,
        estimated=one.standing.past_due_estimated,
        currency=one.standing.account.currency,
        boundary_days=one.boundary.days if one.boundary else None,
        boundary_on=one.boundary_on,
    )


def _boundary_json(one: AccountSteps) -> dict[str, object] | None:
    if one.boundary is None:
        return None
    source, confirmed = one.boundary.source, one.boundary.confirmed
    return {
        "days": one.boundary.days,
        "on": iso(one.boundary_on),
        "source": source,
        "confirmed": confirmed,
    }


@blueprint.get("/limitation")
@blueprint.arguments(LimitationQuery, location="query")
@blueprint.response(200, LimitationSchema)
def read_limitation(query: LimitationQueryData) -> Response:
    """Read from when a debt may be too old to be sued for: a range, with the rules and what restarts the count"""
    country, today = query["country"] or g.borrower.country, borrower_today()
    check_region(query["region"], country)
    if query["since"] > today:
        raise Invalid("day-in-future", field="since")
    law, home = countries.law_of(country), g.borrower.region if country == g.borrower.country else None
    rules = law.cards(today, topic="limitation") if law else ()
    found = limitation(rules, since=query["since"], region=query["region"] or home, today=today)
    return json_answer(limitation_json(found, query["locale"] or g.borrower.locale))
