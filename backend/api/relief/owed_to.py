"""What is shown of a debt that left its lender: to whom it is owed now, and how well that is known."""

from marshmallow import Schema, fields, validate

from backend.domain.relief.ownership import CERTAINTIES, OwedTo
from backend.words.catalogue import known_locale
from backend.words.relief.owed_to import owed_to_text

_WHAT = "Of a debt that left its lender; null: no account, or no transfer of it is known."


class OwedToSchema(Schema):
    """To whom a debt is owed that left its lender."""

    owner = fields.String(required=True, allow_none=True, metadata={"description": "null: not known."})
    certainty = fields.String(required=True, validate=validate.OneOf(CERTAINTIES))
    firm = fields.String(
        required=True, allow_none=True, metadata={"description": "Whom to ask: it collects. null: not known."}
    )
    says = fields.String(required=True, metadata={"description": "The same in words, and what to ask."})


def owed_to_field() -> fields.Nested:
    """The field of a form that shows it."""
    return fields.Nested(OwedToSchema, required=True, allow_none=True, metadata={"description": _WHAT})


def owed_to_json(found: OwedTo | None, locale: str) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        "owner": found.owner.firm or None,
        "certainty": found.owner.certainty,
        "firm": found.firm or None,
        "says": owed_to_text(found, known_locale(locale)),
    }
