"""What only the borrower can say of a table: which way its money went, and in which order its days are written.

A question has two or more readings of the same rows. Their rows are shown as each would book them, so that one look
at three payments that one remembers answers it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from backend.domain.spending.reading.entries import read_entries
from backend.domain.spending.reading.entry import Entry
from backend.domain.spending.reading.mapping import TableMapping

Kind = Literal["direction", "date_order"]
Rows = Sequence[tuple[int, list[str]]]

SHOWN = 3
_PROBLEMS: dict[str, Kind] = {"sign-guessed": "direction", "date-order-guessed": "date_order"}


class PossibleReading(NamedTuple):
    """One answer to a question, and rows as they would be booked by it."""

    value: str
    rows: tuple[Entry, ...]


class ReadingQuestion(NamedTuple):
    """A question about a table, the likelier answer first."""

    kind: Kind
    choices: tuple[PossibleReading, ...]


def answered(mapping: TableMapping, answers: Mapping[str, str]) -> TableMapping:
    """The mapping with what was guessed of it as the borrower has said; what the file proves stays as it is."""
    for problem in mapping.problems:
        kind = _PROBLEMS.get(problem.code)
        value = answers.get(kind) if kind else None
        if kind is not None and value in _values(kind, mapping):
            mapping = _readings(kind, mapping)[str(value)]
            mapping = replace(mapping, problems=tuple(each for each in mapping.problems if each != problem))
    return mapping


def open_questions(mapping: TableMapping, rows: Rows) -> list[ReadingQuestion]:
    """What is still a guess of a table that begins with these rows."""
    kinds = [_PROBLEMS[problem.code] for problem in mapping.problems if problem.code in _PROBLEMS]
    return [ReadingQuestion(kind, _shown(_readings(kind, mapping), rows)) for kind in kinds]


def _values(kind: Kind, mapping: TableMapping) -> tuple[str, ...]:
    if kind == "direction":
        return ("as_written", "reversed")
    if len(mapping.date_order) == 2:
        return ("MD", "DM")
    return ("DMY", "MDY", "YMD") if mapping.date_order == "YMD" else ("DMY", "MDY")


def _readings(kind: Kind, mapping: TableMapping) -> dict[str, TableMapping]:
    """By its value, the mapping of each answer; the one that was taken is first."""
    make: Callable[[TableMapping, str], TableMapping] = _directed if kind == "direction" else _ordered
    made = {value: make(mapping, value) for value in _values(kind, mapping)}
    return dict(sorted(made.items(), key=lambda each: each[1] != mapping))


def _ordered(mapping: TableMapping, order: str) -> TableMapping:
    return replace(mapping, date_order=order)


def _directed(mapping: TableMapping, value: str) -> TableMapping:
    """Of one column the sign; of two, which of them leaves. As written, the first of two is what left."""
    columns = mapping.columns
    if columns.amount is not None:
        return replace(mapping, sign="reversed" if value == "reversed" else "as-written")
    places = sorted(place for place in (columns.debit, columns.credit) if place is not None)
    debit, credit = (places[-1], places[0]) if value == "reversed" else (places[0], places[-1])
    return replace(mapping, columns=replace(columns, debit=debit, credit=credit))


def _shown(readings: Mapping[str, TableMapping], rows: Rows) -> tuple[PossibleReading, ...]:
    """Of each reading the first rows that it books otherwise than another; a reading that books none is no answer."""
    booked = {value: _entries(read_entries(iter(rows), mapping)) for value, mapping in readings.items()}
    booked = {value: found for value, found in booked.items() if found}
    every = sorted({line for found in booked.values() for line in found})
    telling = [line for line in every if len({found.get(line) for found in booked.values()}) > 1] or every
    return tuple(
        PossibleReading(value, tuple(found[line] for line in telling[:SHOWN] if line in found))
        for value, found in booked.items()
    )


def _entries(made: Iterable[object]) -> dict[int, Entry]:
    return {each.line: each for each in made if isinstance(each, Entry)}
