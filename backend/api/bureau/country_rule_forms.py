"""What answers show of a country's law, as facts to cite: each number with its article, source and date of check."""

from datetime import date, timedelta
from typing import TypedDict

from marshmallow import Schema, fields, validate

from backend.api.http.answers import iso
from backend.api.http.fields import Country, Day, Region
from backend.countries.keys import RULE_UNITS, unit_of
from backend.domain.bureau.country_law import ACCOUNT_KINDS, EFFECTS, TOPICS, LegalRule, RightCard
from backend.words.catalogue import LOCALES

_COUNTRY = "ISO 3166, two capitals; yours where nothing else is said."
_ON = "The day that is asked for; today where nothing else is said."


class CountryRuleQuery(Schema):
    country = Country(load_default=None, metadata={"description": _COUNTRY})
    on = Day(load_default=None, metadata={"description": _ON})


class CountryRuleQueryData(TypedDict):
    country: str | None
    on: date | None


class CountryRightQuery(Schema):
    country = Country(load_default=None, metadata={"description": _COUNTRY})
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

    topic = fields.String(
        load_default=None,
        validate=validate.OneOf(TOPICS),
        metadata={"description": "Only the cards of this topic; without it rights that are no card too."},
    )
    region = Region(
        load_default=None,
        metadata={"description": "Only cards of the whole country or of this region (ISO 3166-2: US-NY)."},
    )
    days_past_due = fields.Integer(
        load_default=None,
        validate=validate.Range(0, 20_000),
        metadata={"description": "Only cards that are of use at so many days past due."},
    )


class CountryRightQueryData(TypedDict):
    country: str | None
    on: date | None
    since: date | None
    locale: str | None
    topic: str | None
    region: str | None
    days_past_due: int | None


class CountryRuleSchema(Schema):
    """One number or word of a country's law or its trade's custom, in the version of the day."""

    key = fields.String(required=True, metadata={"description": "What it is; docs/countries.md lists them."})
    value = fields.Raw(required=True, metadata={"description": "A number, in `unit`, or a word."})
    kinds = fields.List(
        fields.String(validate=validate.OneOf(ACCOUNT_KINDS)),
        required=True,
        metadata={"description": "The kinds of account that it binds; of another it says nothing."},
    )
    unit = fields.String(
        required=True,
        validate=validate.OneOf(RULE_UNITS),
        metadata={"description": "The unit of the value; none where it is a word or a day."},
    )
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


class CardFieldsSchema(Schema):
    """What makes a right a card to show."""

    topic = fields.String(
        required=True, validate=validate.OneOf(TOPICS), metadata={"description": "What the card is about."}
    )
    region = fields.String(
        required=True,
        metadata={"description": "Where alone it holds (ISO 3166-2: US-NY); empty: in the whole country."},
    )
    up_to = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "The far end, in `unit`, where the law is contested; null: `value` alone."},
    )
    from_days = fields.Integer(
        required=True, metadata={"description": "Days past due from which the card is of use."}
    )
    effect = fields.String(
        required=True,
        validate=validate.OneOf(("", *EFFECTS)),
        metadata={
            "description": "What a period that is over does. defence: you may plead it; claim_barred: no suit can be "
            "brought, the debt stays; extinguished: the debt is gone. Empty: no period."
        },
    )


class CountryRightSchema(CountryRuleSchema):
    """What the borrower may cite."""

    card = fields.Nested(
        CardFieldsSchema,
        required=True,
        allow_none=True,
        metadata={"description": "When and where to show it; null: a right that is only cited."},
    )

    text = fields.String(required=True, metadata={"description": "What it says, in one sentence."})
    last_on = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "The last day, counted from `since`; null where it is no number of days."},
    )


class CountryRulesSchema(Schema):
    """Every rule of a country in force on a day, by key."""

    country = fields.String(required=True, metadata={"description": "ISO 3166, two capitals."})
    known = fields.Boolean(
        required=True,
        metadata={"description": "Whether the law of your country is known here; false: nothing is."},
    )
    on = fields.Date(required=True, metadata={"description": "The day that was asked for."})
    rules = fields.List(
        fields.Nested(CountryRuleSchema), required=True, metadata={"description": "By their keys."}
    )


class CountryRightsSchema(Schema):
    """What may be cited in a country on a day."""

    country = fields.String(required=True, metadata={"description": "ISO 3166, two capitals."})
    known = fields.Boolean(
        required=True,
        metadata={"description": "Whether the law of your country is known here; false: nothing is."},
    )
    on = fields.Date(required=True, metadata={"description": "The day that was asked for."})
    rights = fields.List(
        fields.Nested(CountryRightSchema), required=True, metadata={"description": "In the file's order."}
    )


def rule_json(rule: LegalRule) -> dict[str, object]:
    return {
        "key": rule.key,
        "value": rule.value,
        "unit": rule.unit or unit_of(rule.key),
        "kinds": [kind for kind in ACCOUNT_KINDS if kind in rule.kinds],
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
        "text": rule.words(locale),
        "last_on": iso(since + timedelta(days=int(rule.value))) if since and counts else None,
        "card": _card_json(rule.card),
    }


def _card_json(card: RightCard | None) -> dict[str, object] | None:
    if card is None:
        return None
    return {name: getattr(card, name) for name in ("topic", "region", "up_to", "from_days", "effect")}
