"""Routes of who can be called for free, and of the words to say on a call."""

from datetime import date
from typing import NamedTuple, TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.relief import ownership
from backend.actions.relief.scripts import script_account
from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.http.fields import Country, Text
from backend.api.relief.guidance_forms import Locale, OriginSchema
from backend.api.relief.owed_to import owed_to_field, owed_to_json
from backend.countries.relief import guidance_of, has_guidance
from backend.domain.bureau.country_law import ACCOUNT_KINDS, EVERY_KIND
from backend.domain.relief.guidance import HELPLINE_KINDS, SCRIPT_KINDS, Helpline, Script
from backend.words.relief.scripts import filled

_COUNTRY = "ISO 3166, two capitals; yours where nothing else is said."

blueprint = Blueprint(
    "helplines and scripts", __name__, url_prefix="/v1/relief", description="Whom to call, and what to say"
)


class PlaceQuery(Schema):
    country = Country(load_default=None, metadata={"description": _COUNTRY})
    locale = Locale()


class PlaceQueryData(TypedDict):
    country: str | None
    locale: str | None


class ScriptsQuery(Schema):
    country = Country(
        load_default=None,
        metadata={"description": "ISO 3166; that of the account, or yours, where nothing else is said."},
    )
    locale = Locale()
    account_id = Text(
        40, load_default=None, metadata={"description": "The card or loan that the call is about."}
    )


class ScriptsQueryData(TypedDict):
    country: str | None
    locale: str | None
    account_id: str | None


class HelplineSchema(OriginSchema):
    """Somebody to call."""

    id = fields.String(required=True, metadata={"description": "Its name in the data of the place."})
    kind = fields.String(
        required=True, validate=validate.OneOf(HELPLINE_KINDS), metadata={"description": "What it is for."}
    )
    name = fields.String(required=True, metadata={"description": "Who answers."})
    number = fields.String(required=True, metadata={"description": "As it is dialled in the country."})
    hours = fields.String(
        required=True, allow_none=True, metadata={"description": "When it is open; null: not known."}
    )
    free = fields.Boolean(
        required=True, allow_none=True, metadata={"description": "Whether the call is free; null: not known."}
    )
    text = fields.String(required=True, metadata={"description": "When it helps."})
    old = fields.Boolean(
        required=True,
        metadata={
            "description": "True: checked more than 180 days ago; show `checked_on` beside the number."
        },
    )


class HelplinesSchema(Schema):
    """Who can be called in a country."""

    country = fields.String(required=True, metadata={"description": "ISO 3166, two capitals."})
    known = fields.Boolean(
        required=True,
        metadata={
            "description": "False: nothing is known of this country, which does not mean there is no help."
        },
    )
    helplines = fields.List(
        fields.Nested(HelplineSchema), required=True, metadata={"description": "Crisis lines first."}
    )


class ScriptSchema(OriginSchema):
    """Words to say on a call, one sentence after the other."""

    kind = fields.String(
        required=True, validate=validate.OneOf(SCRIPT_KINDS), metadata={"description": "What it is for."}
    )
    kinds = fields.List(
        fields.String(validate=validate.OneOf(ACCOUNT_KINDS)),
        required=True,
        metadata={"description": "Of which kinds of account it may be said; its article binds no other."},
    )
    lines = fields.List(fields.String(), required=True, metadata={"description": "What to say."})
    if_refused = fields.List(fields.String(), required=True, metadata={"description": "What to say to a no."})
    law = fields.String(required=True, metadata={"description": "The article it leans on; may be empty."})
    missing = fields.List(
        fields.String(validate=validate.OneOf(("lender", "account"))),
        required=True,
        metadata={"description": "What could not be filled in: the words stand in square brackets."},
    )


class ScriptsSchema(Schema):
    """The scripts of a country."""

    country = fields.String(required=True, metadata={"description": "ISO 3166, two capitals."})
    owed_to = owed_to_field()
    scripts = fields.List(fields.Nested(ScriptSchema), required=True, metadata={"description": "Each kind."})


@blueprint.get("/helplines")
@blueprint.arguments(PlaceQuery, location="query")
@blueprint.response(200, HelplinesSchema)
def list_helplines(query: PlaceQueryData) -> Response:
    """List who can be called, each with its hours and the day on which the number was checked"""
    country = query["country"] or g.borrower.country
    locale, today = query["locale"] or g.borrower.locale, borrower_today()
    lines = guidance_of(country).helplines
    first = sorted(lines, key=lambda line: line.kind != "crisis")
    body = {
        "country": country,
        "known": has_guidance(country),
        "helplines": [_helpline_json(line, locale, today) for line in first],
    }
    return json_answer(body)


def _helpline_json(line: Helpline, locale: str, today: date) -> dict[str, object]:
    return {
        "id": line.id,
        "kind": line.kind,
        "name": line.name[locale],
        "number": line.number,
        "hours": line.hours.get(locale),
        "free": line.free,
        "text": line.says[locale],
        "old": line.is_old(today),
        "source": line.source,
        "checked_on": iso(line.checked_on),
        "confirmed": line.confirmed,
    }


@blueprint.get("/scripts")
@blueprint.arguments(ScriptsQuery, location="query")
@blueprint.response(200, ScriptsSchema)
def list_scripts(query: ScriptsQueryData) -> Response:
    """List what to say on a call: that one cannot pay today, not to call the family, to send it in writing"""
    account = script_account(g.borrower_id, query["account_id"]) if query["account_id"] else None
    home = account.country if account else g.borrower.country
    country, locale = query["country"] or home, query["locale"] or g.borrower.locale
    moved = ownership.owed_to(account, now=g.now) if account else None
    about = _About(
        lender=(moved.firm or None) if moved else account.issuer if account else None,
        last4=account.last4 if account else None,
        moved=moved is not None,
    )
    kinds = {account.kind} if account else EVERY_KIND
    said = [each for each in guidance_of(country).scripts if each.kinds & kinds]
    scripts = [_script_json(each, locale, about) for each in said]
    return json_answer({"country": country, "owed_to": owed_to_json(moved, locale), "scripts": scripts})


class _About(NamedTuple):
    """Who is called, and about which account; None is what is not known."""

    lender: str | None
    last4: str | None
    moved: bool


def _script_json(script: Script, locale: str, about: _About) -> dict[str, object]:
    lines = filled(script.lines[locale], locale, **about._asdict())
    refused = filled(script.if_refused[locale], locale, **about._asdict())
    return {
        "kind": script.kind,
        "kinds": [kind for kind in ACCOUNT_KINDS if kind in script.kinds],
        "lines": lines.lines,
        "if_refused": refused.lines,
        "law": script.law,
        "missing": sorted({*lines.missing, *refused.missing}),
        "source": script.source,
        "checked_on": iso(script.checked_on),
        "confirmed": script.confirmed,
    }
