"""A report's lines carry where they stood in the file, and faults say what of them could not be read."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backend.domain.bureau.report import ReportEntry
from backend.domain.spending.reading.cells import shown
from backend.readers.limits import ExportRefused

LONGEST_LINE = 2_000
MOST_LINES = 60_000
MOST_ENTRIES = 2_000
MOST_FAULTS = 500  # after so many it is not this kind of report


@dataclass(frozen=True, slots=True)
class ReportFault:
    """What could not be read: where it stood, which field, a stable reason, and the text (short, masked)."""

    place: str
    field: str
    reason: str
    value: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line, in one width of letters, without control characters and with single blanks."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the text of a report was read into. `pulled_on` is its own word for the day, as it was written."""

    entries: tuple[ReportEntry, ...]
    faults: tuple[ReportFault, ...]
    pulled_on: str


def fault(line: TextLine, field: str, reason: str, value: str | None = None) -> ReportFault:
    return ReportFault(line.place, field, reason, shown(line.text if value is None else value))


def text_lines(raw: Iterable[str], page: int | None = None) -> Iterator[TextLine]:
    """The lines that say something. Raises ExportRefused for what is no page of a report."""
    for number, text in enumerate(raw, 1):
        if number > MOST_LINES:
            raise ExportRefused("too-many-rows", f"more than {MOST_LINES} lines")
        if len(text) > LONGEST_LINE:
            raise ExportRefused("line-too-long", f"line {number} is longer than {LONGEST_LINE} letters")
        # One form of letters: a PDF's fonts give radicals for characters, and full width for figures.
        plain = unicodedata.normalize("NFKC", text)
        if not plain.isprintable():
            plain = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in plain)
        if joined := " ".join(plain.split()):
            yield TextLine(f"page {page}, line {number}" if page else f"line {number}", joined)
