"""What answers of relief show of a place's data: steps, notes and the period of limitation, each with its source."""

from datetime import date
from typing import TypedDict

from marshmallow import Schema, fields, validate

from backend.api.bureau.country_rule_forms import CountryRightSchema, right_json
from backend.api.http.answers import iso
from backend.api.http.fields import Country, Day, Region, Text
from backend.domain.bureau.country_law import EFFECTS
from backend.domain.relief.guidance import Note
from backend.domain.relief.limitation import Limitation, LimitationState
from backend.domain.relief.next_steps import WHOM, Step
from backend.words.catalogue import LOCALES, say, sentence

_ASK_A_LAWYER = sentence(
    "A range, not an answer: a payment, a signed word, a demand or a suit may have started the time again, and the "
    "first missed payment is taken from the date given. Ask a lawyer of this place before you pay, sign or promise."
)
REGION = (
    "Where you live (ISO 3166-2: US-NY, US-NY-NYC), for law that differs by region. Left out: of `/v1/me`."
)


def Locale() -> fields.String:  # noqa: N802 - reads as a field
    return fields.String(
        load_default=None,
        validate=validate.OneOf(LOCALES),
        metadata={"description": "The language of the texts; yours where nothing else is said."},
    )


class NextStepsQuery(Schema):
    locale = Locale()
    region = Region(load_default=None, metadata={"description": REGION})
    account_id = Text(
        40, load_default=None, metadata={"description": "Only this card or loan; all where it is left out."}
    )
    negotiating = fields.Boolean(
        load_default=False,
        metadata={
            "description": "True where you negotiate and have not recorded it; open `/v1/negotiations` count anyway."
        },
    )


class NextStepsQueryData(TypedDict):
    locale: str | None
    region: str | None
    account_id: str | None
    negotiating: bool


class LimitationQuery(Schema):
    since = Day(
        required=True,
        metadata={"description": "The due date of the first payment that was missed and never made good."},
    )
    country = Country(
        load_default=None,
        metadata={"description": "ISO 3166, two capitals; yours where nothing else is said."},
    )
    region = Region(load_default=None, metadata={"description": REGION})
    locale = Locale()


class LimitationQueryData(TypedDict):
    since: date
    country: str | None
    region: str | None
    locale: str | None


class OriginSchema(Schema):
    """Who says so."""

    source = fields.String(required=True, metadata={"description": "Where it was read."})
    checked_on = fields.Date(
        required=True, metadata={"description": "When it was last compared with the source."}
    )
    confirmed = fields.Boolean(
        required=True, metadata={"description": "False: remembered only, contested, or from a second hand."}
    )


class StepSchema(OriginSchema):
    """One thing to do, to ask for, or not to do."""

    id = fields.String(required=True, metadata={"description": "The row's name in the table of the place."})
    of = fields.String(
        required=True, validate=validate.OneOf(WHOM), metadata={"description": "Whom to ask; nobody."}
    )
    says = fields.String(required=True, metadata={"description": "What to do, in a sentence or two."})
    why = fields.String(required=True, metadata={"description": "The reason."})
    law = fields.String(required=True, metadata={"description": "The article it leans on; may be empty."})
    rights = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Keys of the rights it leans on: GET /v1/country-rights."},
    )


class NoteSchema(OriginSchema):
    """A short text."""

    id = fields.String(required=True, metadata={"description": "Its name in the data of the place."})
    text = fields.String(required=True, metadata={"description": "The text."})


class LimitationSchema(Schema):
    """From when a debt may be too old to be sued for: always a range, never a verdict."""

    since = fields.Date(
        required=True, metadata={"description": "The day that the count is taken to run from."}
    )
    state = fields.String(
        required=True,
        validate=validate.OneOf([*LimitationState]),
        metadata={
            "description": "running: before `earliest_on`; perhaps_over: on it or later; unknown: no rule here."
        },
    )
    earliest_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "The first day on which it may be over; null: not known."},
    )
    latest_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "The last day that any rule found gives; null: not known."},
    )
    effects = fields.List(
        fields.String(validate=validate.OneOf(EFFECTS)),
        required=True,
        metadata={"description": "What being over does, by the rules found."},
    )
    caution = fields.String(required=True, metadata={"description": "To be shown beside the range."})
    rules = fields.List(
        fields.Nested(CountryRightSchema), required=True, metadata={"description": "The rules found."}
    )


def step_json(step: Step, locale: str) -> dict[str, object]:
    return {
        "id": step.id,
        "of": step.of,
        "says": step.says[locale],
        "why": step.why[locale],
        "law": step.law,
        "rights": list(step.rights),
        "source": step.source,
        "checked_on": iso(step.checked_on),
        "confirmed": step.confirmed,
    }


def note_json(note: Note, locale: str) -> dict[str, object]:
    return {
        "id": note.id,
        "text": note.says[locale],
        "source": note.source,
        "checked_on": iso(note.checked_on),
        "confirmed": note.confirmed,
    }


def limitation_json(found: Limitation, locale: str) -> dict[str, object]:
    return {
        "since": iso(found.since),
        "state": found.state.value,
        "earliest_on": iso(found.earliest_on),
        "latest_on": iso(found.latest_on),
        "effects": list(found.effects),
        "caution": say(locale, _ASK_A_LAWYER),
        "rules": [right_json(rule, locale, None) for rule in found.rules],
    }
