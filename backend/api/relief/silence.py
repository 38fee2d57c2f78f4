"""The route of the question whether one may not answer: what silence does and does not do, by place."""

from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.api.http.answers import iso, json_answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.borrower_home import borrower_today
from backend.api.http.fields import Country
from backend.countries.conduct import conduct_law
from backend.domain.relief.conduct.rule import SILENCE_KINDS, Silence
from backend.words.catalogue import LOCALES

blueprint = Blueprint("silence", __name__, url_prefix="/v1/relief", description="May I not answer?")

_KIND = "What silence does, does not do, what must be answered after all, and what can be done instead."


class SilenceQuery(Schema):
    country = Country(load_default=None, metadata={"description": "ISO 3166; yours where nothing is said."})
    locale = fields.String(
        load_default=None,
        validate=validate.OneOf(LOCALES),
        metadata={"description": "The language of the text; yours where nothing is said."},
    )


class SilenceQueryData(TypedDict):
    country: str | None
    locale: str | None


class SilencePointSchema(Schema):
    """One thing to know before one does not answer."""

    id = fields.String(required=True)
    kind = fields.String(
        required=True, validate=validate.OneOf(SILENCE_KINDS), metadata={"description": _KIND}
    )
    text = fields.String(required=True)
    law = fields.String(required=True, metadata={"description": "The article; empty where none was found."})
    source = fields.String(required=True, metadata={"description": "Where it was read."})
    checked_on = fields.Date(required=True)
    confirmed = fields.Boolean(
        required=True, metadata={"description": "False: remembered only, contested, or from a weak source."}
    )


class SilenceSchema(Schema):
    """What is known of a place; it is information and no advice."""

    country = fields.String(required=True, metadata={"description": "ISO 3166, two capitals."})
    known = fields.Boolean(
        required=True,
        metadata={"description": "False: nothing is known of that country, and nothing is said."},
    )
    points = fields.List(fields.Nested(SilencePointSchema), required=True)


def _point_json(point: Silence, locale: str) -> dict[str, object]:
    return {
        "id": point.id,
        "kind": point.kind,
        "text": point.words(locale),
        "law": point.law,
        "source": point.source,
        "checked_on": iso(point.checked_on),
        "confirmed": point.confirmed,
    }


@blueprint.get("/silence")
@blueprint.arguments(SilenceQuery, location="query")
@blueprint.response(200, SilenceSchema)
def may_i_not_answer(query: SilenceQueryData) -> Response:
    """May I not answer? What silence does and does not do, what must be answered, what can be done instead"""
    country, locale = query["country"] or g.borrower.country, query["locale"] or g.borrower.locale
    law, today = conduct_law(country), borrower_today()
    points = [each for each in law.silence if each.holds_on(today)] if law else []
    return json_answer(
        {
            "country": country,
            "known": bool(points),
            "points": [_point_json(each, locale) for each in points],
        }
    )
