"""This reader streams a worksheet's XML into rows of text and keeps only the row being read.

A number is taken as the text that the file holds, to the 15 digits that a spreadsheet shows, and never becomes a
float, but for days, which are counted in them. A formula is its own text: what it would come to is not asked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openpyxl.utils.datetime import from_excel

from backend.readers.limits import ExportRefused, Limits
from backend.readers.numbers import number, text_of
from backend.readers.xml_stream import XmlStream

_COLUMN = re.compile(r"([A-Z]{1,4})[0-9]*")


@dataclass(frozen=True, slots=True)
class Book:
    """What a cell refers to: the shared strings, which styles are days, and where days are counted from."""

    strings: Sequence[str]
    day_styles: frozenset[int]
    epoch: datetime


class SheetParser(XmlStream):
    """Feed it XML, and it gives back the rows that are complete: (line, cells)."""

    def __init__(self, book: Book, limits: Limits) -> None:
        super().__init__()
        self._book = book
        self._limits = limits
        self._rows: list[tuple[int, list[str]]] = []
        self._line = 0
        self._cells: list[str] = []
        self._cell: dict[str, str] = {}
        self._parts: dict[str, list[str]] = {}
        self._part = ""
        self._letters = 0
        self._phonetic = False

    def feed(self, piece: bytes) -> list[tuple[int, list[str]]]:
        """The rows completed by this piece. Raises ExportRefused for what is no XML, or too much of it."""
        self.parse(piece)
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "c":
            self._cell, self._parts, self._letters = given, {}, 0
        elif name in ("v", "f", "t"):
            self._part = name
            self._parts.setdefault(name, [])
        elif name == "rPh":
            self._phonetic = True
        elif name == "row":
            line = given.get("r", "")
            self._line = int(line) if line.isascii() and line.isdigit() else self._line + 1
            self._cells = []

    def text(self, text: str) -> None:
        if not self._part or self._phonetic:
            return
        self._letters += len(text)
        if self._letters > self._limits.cell_letters:
            raise ExportRefused("cell-too-long", f"a cell of more than {self._limits.cell_letters} letters")
        self._parts[self._part].append(text)

    def end(self, name: str) -> None:
        if name in ("v", "f", "t"):
            self._part = ""
        elif name == "rPh":
            self._phonetic = False
        elif name == "c":
            if text := self._value():
                self._put(text)
            elif "r" not in self._cell:
                self._put("")
        elif name == "row":
            self._rows.append((self._line, self._cells))
            self._cells = []

    def _put(self, text: str) -> None:
        place = len(self._cells)
        if found := _COLUMN.fullmatch(self._cell.get("r", "")):
            place = 0
            for letter in found[1]:
                place = place * 26 + ord(letter) - 64
            place -= 1
        if place >= self._limits.columns:
            raise ExportRefused("too-many-columns", f"a row of more than {self._limits.columns} columns")
        self._cells += [""] * (place + 1 - len(self._cells))
        self._cells[place] = text

    def _value(self) -> str:
        kind = self._cell.get("t", "n")
        if "f" in self._parts:
            return "=" + "".join(self._parts["f"])
        value = "".join(self._parts.get("v", ()))
        if kind == "inlineStr":
            return "".join(self._parts.get("t", ()))
        if kind == "s":
            place = int(value) if value.isascii() and value.isdigit() else -1
            if not 0 <= place < len(self._book.strings):
                raise ExportRefused("xlsx-broken", "a cell refers to a text that is not there")
            return self._book.strings[place]
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind == "e" or not value:
            return ""
        return self._number(value) if kind == "n" else value

    def _number(self, value: str) -> str:
        style = self._cell.get("s", "0")
        if style.isdigit() and int(style) in self._book.day_styles:
            try:
                return text_of(from_excel(float(value), self._book.epoch))
            except (ValueError, OverflowError, TypeError):
                return value
        return number(value)
