"""What requests about payments say beside the money: that it is not what was recorded already, why it is taken back."""

from typing import TypedDict

from marshmallow import Schema, fields

from backend.api.http.fields import Text


class AnotherField(Schema):
    """Left out, money that seems to be recorded already is refused and named."""

    is_another = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        metadata={
            "description": "True: it is another payment than the one of the same amount, near the same day, that is "
            "recorded. By default such a one is refused (409, `payment-told-already`): it is probably the same money."
        },
    )


class AnotherData(TypedDict):
    is_another: bool


class Reversal(Schema):
    reason = Text(500, load_default=None, allow_none=True)


class ReversalData(TypedDict):
    reason: str | None
