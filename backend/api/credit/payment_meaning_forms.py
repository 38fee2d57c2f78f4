"""What an answer asks about money that came above what was due, where nobody said how it was meant."""

from marshmallow import Schema, fields, validate

from backend.actions.credit.loan_surplus import surplus_of
from backend.actions.credit.payment_meaning import Meaning, question_about
from backend.actions.credit.unplaced_money import BillsOf, open_bills_of, unplaced_money
from backend.api.reminders.meaning_fields import EFFECTS, MEANINGS
from backend.store.credit.payments import Payment
from backend.words.credit.card_questions import bill_choice_text, card_question_text
from backend.words.credit.payment_questions import choice_text, question_text, surplus_text


class MeaningChoiceSchema(Schema):
    """One answer, as POST /v1/payments/{id}/meaning takes it, with its words."""

    meant_as = fields.String(required=True, validate=validate.OneOf(MEANINGS))
    effect = fields.String(required=True, allow_none=True, validate=validate.OneOf(EFFECTS))
    extra_amount = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Minor units; null where it has none."}
    )
    deadline_id = fields.String(
        required=True, allow_none=True, metadata={"description": "The card's bill; null for none."}
    )
    assumed = fields.Boolean(
        required=True, metadata={"description": "True for what counts until something is said."}
    )
    text = fields.String(required=True, metadata={"description": "In the borrower's language."})


class MeaningQuestionSchema(Schema):
    """More came than was due, or on a day that no bill is sure of, and nobody said what for."""

    amount = fields.Integer(
        required=True, metadata={"description": "Minor units that came above what was due, or for no bill."}
    )
    text = fields.String(required=True, metadata={"description": "In the borrower's language."})
    choices = fields.List(
        fields.Nested(MeaningChoiceSchema),
        required=True,
        metadata={"description": "None where more came than a loan owes: the text says what to do."},
    )


def question_json(
    row: Payment, unallocated: int, locale: str, bills_of: BillsOf = open_bills_of
) -> dict[str, object] | None:
    """What to ask about a payment, as MeaningQuestionSchema says."""
    if unallocated and row.meant_as is None and row.account.kind == "card":
        return _bill_question_json(row, unallocated, locale, bills_of)
    asked = question_about(row)
    if asked is None:
        return _surplus_question_json(row, surplus_of(row, unallocated), locale)
    return {
        "amount": asked.amount,
        "text": question_text(locale, asked.amount, row.currency),
        "choices": [
            {
                **choice._asdict(),
                "assumed": choice == asked.assumed,
                "text": choice_text(locale, choice.meant_as, choice.effect, asked.left_open, row.currency),
            }
            for choice in asked.choices
        ],
    }


def _surplus_question_json(row: Payment, surplus: int, locale: str) -> dict[str, object] | None:
    """Why more came than a loan owes: what to do is said, for nothing that can be sent makes it owe more."""
    if not surplus:
        return None
    return {"amount": surplus, "text": surplus_text(locale, surplus, row.currency), "choices": []}


def _bill_question_json(
    row: Payment, unallocated: int, locale: str, bills_of: BillsOf
) -> dict[str, object] | None:
    """Which of a card's bills the money was meant for; nothing is assumed."""
    asked = unplaced_money(row.account, row, unallocated, bills_of)
    if asked is None:
        return None
    bills = [*((bill.id, bill.due_on) for bill in asked.bills), (None, None)]
    return {
        "amount": asked.amount,
        "text": card_question_text(
            locale, "payment_meant_for", asked.amount, row.currency, asked.bills[0].due_on
        ),
        "choices": [
            {
                **Meaning("due", deadline_id=deadline_id)._asdict(),
                "assumed": False,
                "text": bill_choice_text(locale, due_on),
            }
            for deadline_id, due_on in bills
        ],
    }
