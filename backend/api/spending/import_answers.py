"""How an import is told: how far it is, what came of it, and what it asks."""

import json

from flask import Response, g
from marshmallow import Schema, fields, validate

from backend.actions.spending import import_questions, transactions
from backend.api.http.answers import iso, json_answer
from backend.store.spending.imports import ImportJob
from backend.words.refusals import refusal_text
from backend.words.spending.import_questions import choice_text, question_text


class ShownRowSchema(Schema):
    """A row of the file as one answer would book it."""

    line = fields.Integer(required=True, metadata={"description": "The line of the file, from 1."})
    booked_on = fields.Date(required=True, metadata={"description": "The day it would be booked on."})
    amount = fields.Integer(
        required=True, metadata={"description": "Minor units of `currency`; negative leaves the account."}
    )
    currency = fields.String(required=True, metadata={"description": "ISO 4217 code."})
    counterparty = fields.String(required=True, metadata={"description": "Who it says was paid, or paid."})
    text = fields.String(required=True, metadata={"description": "What else the row says."})


class ChoiceSchema(Schema):
    """One possible answer, with rows as it would book them."""

    value = fields.String(required=True, metadata={"description": "What to send as the answer."})
    text = fields.String(required=True, metadata={"description": "What it means, in your language."})
    account_id = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The account, where the question is about that and it is no new one."},
    )
    rows = fields.List(
        fields.Nested(ShownRowSchema),
        required=True,
        metadata={"description": "Up to three rows of the file, the same ones for each choice."},
    )


class QuestionSchema(Schema):
    """What only you can say of a file."""

    question = fields.String(
        required=True,
        validate=validate.OneOf(["direction", "date_order", "account"]),
        metadata={"description": "What is asked: which way money went, the order of dates, or the account."},
    )
    text = fields.String(required=True, metadata={"description": "The question, in your language."})
    choices = fields.List(
        fields.Nested(ChoiceSchema),
        required=True,
        metadata={"description": "The possible answers, the likelier first."},
    )
    answer = fields.String(
        required=True, allow_none=True, metadata={"description": "The `value` that was chosen, null so far."}
    )


class ImportSchema(Schema):
    """One import. `state`: queued, reading, asking (nothing is booked before its `questions` are answered), done,
    refused (the whole file; `code` and `message` say why) or undone."""

    id = fields.String(required=True)
    file_name = fields.String(required=True)
    file_bytes = fields.Integer(required=True)
    account_id = fields.String(required=True, allow_none=True)
    dry_run = fields.Boolean(required=True)
    state = fields.String(required=True)
    code = fields.String(required=True, allow_none=True)
    message = fields.String(required=True, allow_none=True)
    format = fields.String(required=True, allow_none=True)
    mapping = fields.Dict(required=True, allow_none=True)
    rows_total = fields.Integer(required=True, allow_none=True)
    rows_done = fields.Integer(required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    refused_for = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata={
            "description": "How many rows were refused for which reason (`date-in-future`: of a day that has begun "
            "nowhere yet); `/rows?outcome=refused` has each."
        },
    )
    questions = fields.List(
        fields.Nested(QuestionSchema),
        required=True,
        metadata={
            "description": "What the file does not prove: while `asking`, what is open; then all that was asked."
        },
    )
    answered = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={
            "description": "What you answered, by question. Each may be answered anew, also while others are open."
        },
    )
    whole = fields.Boolean(
        required=True,
        allow_none=True,
        metadata={"description": "False where the file breaks off before its end; null before it is read."},
    )
    created_at = fields.AwareDateTime(required=True)
    finished_at = fields.AwareDateTime(required=True, allow_none=True)


def import_json(row: ImportJob) -> dict[str, object]:
    counts = json.loads(row.counts)
    reasons = counts.pop("reasons", {})
    plain = ("id", "file_name", "file_bytes", "account_id", "dry_run", "state", "code", "format")
    return {name: getattr(row, name) for name in plain} | {
        "message": None if row.code is None else refusal_text(g.borrower.locale, row.code, row.message or ""),
        "mapping": None if row.mapping is None else json.loads(row.mapping),
        "rows_total": row.rows_total,
        "rows_done": row.rows_done,
        "counts": counts,
        "refused_for": reasons,
        "questions": _questions(row),
        "answered": import_questions.read_answers(row),
        "whole": row.whole,
        "created_at": iso(row.created_at),
        "finished_at": iso(row.finished_at),
    }


def _questions(row: ImportJob) -> list[dict[str, object]]:
    locale, answers = g.borrower.locale, import_questions.read_answers(row)
    return [
        {
            "question": each["question"],
            "text": question_text(locale, each["question"]),
            "choices": [
                choice | {"text": choice_text(locale, choice["value"], _account_name(choice["account_id"]))}
                for choice in each["choices"]
            ],
            "answer": answers.get(each["question"]),
        }
        for each in import_questions.read_questions(row)
        if row.state != "asking" or each["question"] not in answers
    ]


def _account_name(account_id: str | None) -> str | None:
    account = None if account_id is None else transactions.find_account(g.borrower_id, account_id)
    return account_id if account is None else account.name


def import_answer(row: ImportJob, status: int = 200) -> Response:
    location = f"/v1/imports/{row.id}" if status == 202 else None
    return json_answer(import_json(row), status, location=location)
