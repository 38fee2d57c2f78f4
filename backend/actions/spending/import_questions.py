"""What an import has to ask before it books anything: its direction, its order of dates, its account.

Each question shows rows of the file as they would be booked under each answer. What is answered of a layout is
remembered for it, so that the bank's next file does not ask; what a file proves goes before what was answered.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import NamedTuple, TypedDict

from backend.actions.spending import import_undo
from backend.actions.spending.import_accounts import NEW, AccountChoice
from backend.domain.spending.reading.entry import Entry
from backend.domain.spending.reading.reading_questions import SHOWN, answered, open_questions
from backend.domain.spending.reading.table_recognition import SAMPLE_ROWS
from backend.errors import Conflict, Invalid, NotFound
from backend.readers import Reading
from backend.store.database import transaction
from backend.store.people import borrowers
from backend.store.spending import bank_layouts, imports
from backend.store.spending.imports import BankMapping, ImportJob

Answers = dict[str, str]


class ShownRow(TypedDict):
    """A row of the file as it would be booked; `amount` in minor units."""

    line: int
    booked_on: str
    amount: int
    currency: str
    counterparty: str
    text: str


class Choice(TypedDict):
    """One answer. `account_id` for a question about the account, where it is no new one."""

    value: str
    account_id: str | None
    rows: list[ShownRow]


class Question(TypedDict):
    """`question` is direction, date_order or account; the likelier choice comes first."""

    question: str
    choices: list[Choice]


class Answer(NamedTuple):
    """What the borrower chose of one question."""

    question: str
    value: str


def read_questions(row: ImportJob) -> list[Question]:
    """What an import asks, or asked."""
    found: list[Question] = json.loads(row.questions) if row.questions else []
    return found


def read_answers(row: ImportJob | BankMapping | None) -> Answers:
    """What was answered of an import, or of a layout."""
    found: Answers = json.loads(row.answers) if row is not None and row.answers else {}
    return found


def apply_answers(reading: Reading, answers: Answers) -> Reading:
    """The file read as was answered, where it was a guess."""
    if reading.mapping is None or not reading.recognised:
        return reading
    return replace(reading, mapping=answered(reading.mapping, answers))


def questions_of(reading: Reading, account: AccountChoice) -> list[Question]:
    """What has to be asked before this file is booked."""
    found: list[Question] = []
    if reading.mapping is not None and reading.recognised:
        rows = list(islice(reading.tables[0].rows(), SAMPLE_ROWS))
        for each in open_questions(reading.mapping, rows):
            choices = [_choice(choice.value, choice.rows) for choice in each.choices]
            if len(choices) > 1:
                found.append({"question": each.kind, "choices": choices})
    if account.asked:
        found.append({"question": "account", "choices": _accounts(reading, account)})
    return found


def with_answered(row: ImportJob, questions: Sequence[Question]) -> list[Question]:
    """What is asked now, behind what was answered before: that may be answered anew as well."""
    now = {each["question"] for each in questions}
    said = read_answers(row)
    before = [each for each in read_questions(row) if each["question"] in said]
    return [*(each for each in before if each["question"] not in now), *questions]


def _accounts(reading: Reading, account: AccountChoice) -> list[Choice]:
    entries = (each for each in reading.entries() if isinstance(each, Entry))
    rows = tuple(islice(entries, SHOWN))
    return [_choice(each, rows, each) for each in account.asked] + [_choice(NEW, rows)]


def _choice(value: str, rows: Sequence[Entry], account_id: str | None = None) -> Choice:
    return {"value": value, "account_id": account_id, "rows": [_shown(row) for row in rows]}


def _shown(entry: Entry) -> ShownRow:
    return {
        "line": entry.line,
        "booked_on": entry.booked_on.isoformat(),
        "amount": entry.amount,
        "currency": entry.currency,
        "counterparty": entry.counterparty,
        "text": entry.text,
    }


def answer(row: ImportJob, answers: Sequence[Answer], *, now: datetime) -> ImportJob:
    """Read a file as the borrower answers; another answer to what was booked replaces its rows."""
    with transaction():
        borrowers.lock(row.borrower_id)
        found = imports.find(row.borrower_id, row.id)
        if found is None:
            raise NotFound()
        questions = read_questions(found)
        if not questions or found.state not in ("asking", "done"):
            raise Conflict("import-asks-nothing")
        said = read_answers(found) | _checked(questions, answers)
        if not imports.is_kept(found.id):
            raise Conflict("file-gone")
        if found.state == "done" and not found.dry_run:
            import_undo.take_back(found, now)
        _remember(found, said, now)
        found.answers, found.mapping, found.state = json.dumps(said, sort_keys=True), None, "queued"
        found.rows_done, found.counts, found.finished_at, found.lease_until = 0, "{}", None, now
        if "account" in said:
            found.account_id = None
        found.save()
        return found


def _checked(questions: Sequence[Question], answers: Sequence[Answer]) -> Answers:
    """The answers as they are kept; Invalid where one answers what was not asked, or with what was not offered."""
    known = {each["question"]: [choice["value"] for choice in each["choices"]] for each in questions}
    for place, each in enumerate(answers):
        if each.question not in known:
            raise Invalid("question-unknown", field=f"answers.{place}.question", known=sorted(known))
        if each.value not in known[each.question]:
            raise Invalid("answer-unknown", field=f"answers.{place}.value", known=known[each.question])
    return {each.question: each.value for each in answers}


def _remember(row: ImportJob, said: Answers, now: datetime) -> None:
    """Keep for the layout what was said of it; the account is remembered once the file is in it."""
    of_layout = {question: value for question, value in said.items() if question != "account"}
    if row.signature and of_layout:
        text = json.dumps(of_layout, sort_keys=True)
        bank_layouts.remember_bank(row.borrower_id, row.signature, now, answers=text, answered_in=row.id)
