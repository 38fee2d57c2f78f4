"""How money was meant, as requests about payments and deadlines say it."""

from typing import TypedDict

from marshmallow import Schema, fields, validate

from backend.actions.credit.payment_meaning import Meaning
from backend.api.http.fields import Minor
from backend.domain.credit.loan_contract import Effect
from backend.domain.credit.loan_dues import MeantAs

MEANINGS = ("due", "paid_ahead", "extra_principal", "pay_off")
EFFECTS = ("shorter", "smaller")


class MeaningFields(Schema):
    """How money paid on a loan was meant; where nothing is said, what is above the due leaves the next one due."""

    meant_as = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(MEANINGS),
        metadata={
            "description": "due: what is due and the next instalment; paid_ahead: later instalments too; "
            "extra_principal: repays principal, the next instalment stays due; pay_off: the whole loan. Loans only."
        },
    )
    effect = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(EFFECTS),
        metadata={
            "description": "Extra principal makes the loan shorter (default) or each instalment smaller."
        },
    )
    extra_amount = Minor(
        load_default=None,
        allow_none=True,
        low=1,
        metadata={
            "description": "Minor units of it that are extra principal, the rest pays what is due; "
            "by default all that is not due by the day it was paid."
        },
    )
    deadline_id = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, 40),
        metadata={
            "description": "The bill of a card that the money was meant for, before any older one; by default the "
            "oldest that is open. Of a payment that is there, the bill of another card moves it to that card."
        },
    )


class MeaningData(TypedDict):
    meant_as: MeantAs | None
    effect: Effect | None
    extra_amount: int | None
    deadline_id: str | None


def meaning_in(data: MeaningData) -> Meaning:
    return Meaning(data["meant_as"], data["effect"], data["extra_amount"], data["deadline_id"])
