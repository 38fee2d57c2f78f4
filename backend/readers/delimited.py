"""This reader streams delimited text into rows; it picks the delimiter that cuts out whole days and amounts.

A quote that is never closed would swallow the rest of the file; after some lines it is taken for a letter, and
reading goes on behind it.
"""

import csv
import io
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from backend.domain.spending.reading.cells import strip_cell
from backend.domain.spending.reading.column_profile import kind_of
from backend.domain.spending.reading.dates import split_date
from backend.readers.limits import Count, ExportRefused, Limits

DELIMITERS = ",;\t|"
_SAMPLE_LINES = 200
_SAMPLE_LETTERS = 200_000
_LONGEST_QUOTED = 30  # lines in one cell
_LINE = 1 << 16


def find_delimiter(path: Path, encoding: str) -> str:
    """The delimiter whose cells hold the most whole days and amounts; of equals, the one that cuts most."""
    sample, size = [], 0
    for line in islice(_lines(path, encoding), _SAMPLE_LINES):
        sample.append(line)
        size += len(line)
        if size > _SAMPLE_LETTERS:
            break
    return max(DELIMITERS, key=lambda delimiter: _score(sample, delimiter))


def _score(lines: list[str], delimiter: str) -> tuple[float, int]:
    typed = cells = 0
    widths: Counter[int] = Counter()
    for row in _parse(lines, delimiter, csv.QUOTE_MINIMAL):
        if len(row) > 1:
            cells += len(row)
            widths[len(row)] += 1
            typed += sum(_weight(strip_cell(cell)) for cell in row[:50])
    # A delimiter cuts every row alike; a decimal comma does so only by chance.
    alike = widths.most_common(1)[0][1] / widths.total() if widths else 0.0
    return typed * (1 + alike), cells


def _weight(cell: str) -> int:
    kind = kind_of(cell)
    if kind != "date":
        return kind in ("amount", "time")
    written = split_date(cell)
    # "Jan 13" may be half of "Jan 13, 2024".
    return 1 if written is None or len(written.parts) < 3 else 3


def read_rows(path: Path, encoding: str, delimiter: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line it begins on."""
    count = Count(limits)
    for line, row in _rows(_lines(path, encoding, limits.cell_letters), delimiter):
        count.row(len(row))
        yield line, row


def _lines(path: Path, encoding: str, longest: int = _LINE) -> Iterator[str]:
    """The file's lines. One that has no end in sight is refused before it is in memory."""
    with io.TextIOWrapper(path.open("rb"), encoding=encoding, errors="replace", newline="") as file:
        # Some systems still close a text with Ctrl-Z; and a NUL in a letter's place is refused before.
        while line := file.readline(longest + 1):
            if len(line) > longest:
                raise ExportRefused("line-too-long", f"a line of more than {longest} letters")
            yield line.rstrip("\x1a")


class _Unclosed(Exception):
    """A quoted cell goes on for longer than any cell does."""


class _Feed:
    """Gives a csv.reader its lines, and keeps those of the row that it has not finished."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.kept: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.kept) >= _LONGEST_QUOTED:
            raise _Unclosed
        line = self._again.popleft() if self._again else next(self._lines)
        self.kept.append(line)
        return line

    def give_back(self) -> str:
        """The first kept line; the others will be given again."""
        first, *others = self.kept
        self._again.extendleft(reversed(others))
        self.kept = []
        return first


def _rows(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    number, feed = 1, _Feed(lines)
    while True:
        try:
            for row in csv.reader(feed, delimiter=delimiter):
                if len(feed.kept) > 1 and _is_open(feed.kept):
                    break  # the file's end closed the quote, not the bank
                yield number, row
                number += len(feed.kept)
                feed.kept.clear()
            else:
                return
        except (_Unclosed, csv.Error):
            pass
        # The first line alone, its quotes being letters; then on from the line behind it.
        yield number, next(_parse([feed.give_back()], delimiter, csv.QUOTE_NONE), [])
        number += 1


def _is_open(lines: list[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1


def _parse(lines: Iterable[str], delimiter: str, quoting: int) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    except csv.Error:
        return
