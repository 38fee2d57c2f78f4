"""What an answer asks about money that came above what was due, where nobody said how it was meant."""

from marshmallow import Schema, fields, validate

from backend.actions.credit.payment_meaning import question_about
from backend.api.reminders.meaning_fields import EFFECTS, MEANINGS
from backend.store.credit.payments import Payment
from backend.words.credit.payment_questions import choice_text, question_text


class MeaningChoiceSchema(Schema):
    """One answer, as POST /v1/payments/{id}/meaning takes it, with its words."""

    meant_as = fields.String(required=True, validate=validate.OneOf(MEANINGS))
    effect = fields.String(required=True, allow_none=True, validate=validate.OneOf(EFFECTS))
    extra_amount = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Minor units; null where it has none."}
    )
    assumed = fields.Boolean(
        required=True, metadata={"description": "True for what counts until something is said."}
    )
    text = fields.String(required=True, metadata={"description": "In the borrower's language."})


class MeaningQuestionSchema(Schema):
    """More came than was due, and nobody said what for."""

    amount = fields.Integer(
        required=True, metadata={"description": "Minor units that came above what was due."}
    )
    text = fields.String(required=True, metadata={"description": "In the borrower's language."})
    choices = fields.List(fields.Nested(MeaningChoiceSchema), required=True)


def question_json(row: Payment, locale: str) -> dict[str, object] | None:
    """What to ask about a payment, as MeaningQuestionSchema says."""
    asked = question_about(row)
    if asked is None:
        return None
    return {
        "amount": asked.amount,
        "text": question_text(locale, asked.amount, row.currency),
        "choices": [
            {
                **choice._asdict(),
                "assumed": choice == asked.assumed,
                "text": choice_text(locale, choice.meant_as, choice.effect),
            }
            for choice in asked.choices
        ],
    }
