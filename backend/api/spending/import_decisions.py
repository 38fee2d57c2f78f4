"""Routes by which a borrower decides on an import: answering what it asks, and taking it back whole."""

from typing import TypedDict

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.spending import import_questions, import_undo, imports
from backend.actions.spending.import_questions import Answer
from backend.api.http.blueprint import Blueprint
from backend.api.http.idempotency import idempotent
from backend.api.spending.import_answers import ImportSchema, import_answer

blueprint = Blueprint(
    "import decisions", __name__, url_prefix="/v1/imports", description="What a borrower says of a file"
)

QUESTIONS = ("direction", "date_order", "account")


class ImportAnswer(Schema):
    """One answer: a `question` of the import's `questions`, and the `value` of one of its choices."""

    question = fields.String(
        required=True,
        validate=validate.OneOf(QUESTIONS),
        metadata={"description": "The question that is answered."},
    )
    value = fields.String(
        required=True,
        validate=validate.Length(1, 40),
        metadata={"description": "The `value` of the choice that is right."},
    )


class ImportAnswers(Schema):
    """Answers to an import's questions; those that are left out stay open, or as they were answered."""

    answers = fields.List(
        fields.Nested(ImportAnswer),
        required=True,
        validate=validate.Length(1, len(QUESTIONS)),
        metadata={"description": "One answer for each question."},
    )


class OneAnswerData(TypedDict):
    question: str
    value: str


class ImportAnswersData(TypedDict):
    answers: list[OneAnswerData]


@blueprint.post("/<import_id>/answers")
@blueprint.arguments(ImportAnswers)
@blueprint.response(202, ImportSchema)
@idempotent
def answer_import(data: ImportAnswersData, import_id: str) -> Response:
    """Answer what an import asks; it is read that way, and so are this bank's next files

    For a week the answers may be changed: the rows that the import has booked are replaced.
    """
    row = imports.get(g.borrower_id, import_id)
    answers = [Answer(each["question"], each["value"]) for each in data["answers"]]
    return import_answer(import_questions.answer(row, answers, now=g.now), 202)


@blueprint.post("/<import_id>/undo")
@blueprint.response(200, ImportSchema)
@idempotent
def undo_import(import_id: str) -> Response:
    """Take an import back whole: its transactions, and everything that was made of them

    Payments that were taken from its repayments are reversed, rules that were learned from its transactions removed.
    What another import holds as well stays. The same file may be sent again.
    """
    return import_answer(import_undo.undo(imports.get(g.borrower_id, import_id), now=g.now))
