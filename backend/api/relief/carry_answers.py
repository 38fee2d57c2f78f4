"""What answers say of whether the cash flow carries a promise, and of what it would leave short."""

from marshmallow import Schema, fields, validate

from backend.actions.relief.promise_funding import Carry
from backend.api.http.answers import iso
from backend.words.relief.offer_reasons import reserve_text

_CARRIED = (
    "Whether it is paid, and with it all that falls due later, and the reserve kept on each of 90 days: "
    "yes, at_risk (in the expected case, not in the low one), no; unknown where `why` says what is missing."
)
_WHY = "What is not known: a balance, which of several currencies, the days so far ahead, a rate."


class LeftShortSchema(Schema):
    """A due or bill that the promise leaves worse funded than it was, or the reserve."""

    what = fields.String(
        required=True,
        validate=validate.OneOf(("due", "bill", "reserve")),
        metadata={
            "description": "due: of a card, a loan or a deadline that is owed. bill: rent or another that comes by "
            "itself, a deadline with a sum, another promise. reserve: what is usually spent takes the balance below it."
        },
    )
    deadline_id = fields.String(
        required=True, allow_none=True, metadata={"description": "null: what is no deadline."}
    )
    name = fields.String(required=True)
    on = fields.Date(required=True, metadata={"description": "The day on which the money is missing."})
    funded = fields.String(required=True, validate=validate.OneOf(("at_risk", "no")))
    short = fields.Integer(
        required=True, metadata={"description": "What is missing as expected, in minor units."}
    )


class CarrySchema(Schema):
    """Whether the cash flow carries it."""

    carried = fields.String(
        required=True,
        validate=validate.OneOf(("yes", "at_risk", "no", "unknown")),
        metadata={"description": _CARRIED},
    )
    why = fields.String(
        required=True,
        allow_none=True,
        validate=validate.OneOf(("no_balance", "several_currencies", "beyond_forecast", "no_rate", None)),
        metadata={"description": _WHY},
    )
    currency = fields.String(
        required=True, allow_none=True, metadata={"description": "Of `short`; null where it is unknown."}
    )
    short = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "What is missing on its day as expected, in minor units; null where it is unknown."
        },
    )
    left_short = fields.List(fields.Nested(LeftShortSchema), required=True)


def carry_json(found: Carry, locale: str) -> dict[str, object]:
    return {
        "carried": found.carried,
        "why": found.why,
        "currency": found.currency,
        "short": found.short,
        "left_short": [
            {
                "what": each.what,
                "deadline_id": each.deadline_id,
                "name": each.name or reserve_text(locale),
                "on": iso(each.on),
                "funded": each.funded,
                "short": each.short,
            }
            for each in found.left_short
        ],
    }
