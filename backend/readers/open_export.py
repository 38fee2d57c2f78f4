"""This module opens an export by what its bytes are, whatever its name says, and checks its size first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from backend.domain.spending.reading.entry import Entry, RefusedRow
from backend.readers.delimited import find_delimiter, read_rows
from backend.readers.encoding import find_encoding
from backend.readers.limits import ExportRefused, Limits
from backend.readers.ofx import is_ofx, is_whole, named_encoding, read_ofx
from backend.readers.xls_workbook import MAGIC, check_old_workbook, old_sheets, read_old_sheet
from backend.readers.xlsx_workbook import check_workbook, read_sheet, read_sheets

Rows = Iterator[tuple[int, list[str]]]
_HEAD = 8192
_PIECE = 1 << 20
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of text; `rows()` reads it from the start, each row with its line from 1."""

    name: str
    rows: Callable[[], Rows]


@dataclass(frozen=True, slots=True)
class Export:
    """A file that has been weighed and may be read. `format` is "csv", "ofx", "xls" or "xlsx"."""

    path: Path
    name: str
    format: str
    limits: Limits
    encoding: str = ""
    delimiter: str = ""
    card: bool = False  # OFX says so itself
    whole: bool = True  # false where an OFX breaks off

    def tables(self) -> Iterator[Table]:
        """The file's tables: one of a text, one a sheet of a workbook, none of OFX."""
        if self.format == "csv":
            yield Table(self.name, partial(read_rows, self.path, self.encoding, self.delimiter, self.limits))
        elif self.format in ("xls", "xlsx"):
            sheets, reader = (
                (old_sheets, read_old_sheet) if self.format == "xls" else (read_sheets, read_sheet)
            )
            for place, name in enumerate(sheets(self.path)):
                yield Table(name, partial(reader, self.path, place, self.limits))

    def rows_about(self) -> int:
        """How many rows it has, near enough to say how far a reading is."""
        if self.format in ("xls", "xlsx"):
            return sum(1 for table in self.tables() for _ in table.rows())
        mark = b"\n" if self.format == "csv" else b"<STMTTRN>"
        with self.path.open("rb") as file:
            return sum(piece.upper().count(mark) for piece in iter(partial(file.read, _PIECE), b""))

    def entries(self, currency: str) -> Iterator[Entry | RefusedRow]:
        """What an OFX holds, without any mapping; `currency` is for a statement that names none."""
        if self.format == "ofx":
            yield from read_ofx(self.path, self.encoding, currency, self.limits)


def open_export(path: Path, *, name: str, limits: Limits | None = None) -> Export:
    """The export at `path`, which its owner calls `name`. Raises ExportRefused."""
    limits = limits or Limits()
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise ExportRefused("too-large", f"the file is larger than {limits.file_bytes // 1_000_000} MB")
    if size == 0:
        raise ExportRefused("empty", "the file is empty")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(_ZIP):
        check_workbook(path, limits)
        return Export(path, name, "xlsx", limits)
    if head.startswith(MAGIC):
        if size > limits.old_workbook_bytes:
            raise ExportRefused("too-large", "the XLS is too large: save it as XLSX or CSV")
        check_old_workbook(path)
        return Export(path, name, "xls", limits)
    if head.startswith(b"%PDF"):
        raise ExportRefused("pdf", "a PDF cannot be read: download the statement as CSV, OFX or Excel")
    return _open_text(path, name, limits)


def _open_ofx(path: Path, name: str, limits: Limits, encoding: str, head: str) -> Export:
    whole = is_whole(path, encoding)
    return Export(path, name, "ofx", limits, encoding, card="CCSTMTRS" in head.upper(), whole=whole)


def _open_text(path: Path, name: str, limits: Limits) -> Export:
    encoding, declares_entities = find_encoding(path)
    with path.open(encoding=encoding, errors="replace") as file:
        head = file.read(_HEAD)
    opening = head.lstrip("\ufeff \t\r\n").lower()
    if declares_entities and (is_ofx(head) or opening.startswith("<")):
        raise ExportRefused("entities", "the file declares a document type or entities")
    if is_ofx(head):
        # A proof goes before what the header says (many say 1252 and write UTF-8), and that before what is likely.
        if encoding in ("gb18030", "cp1252"):
            encoding = named_encoding(head) or encoding
        return _open_ofx(path, name, limits, encoding, head)
    if opening.startswith(("<?xml", "<html", "<!doctype", "<table", "<workbook")):
        raise ExportRefused("markup", "a web page or XML is no export: download it as CSV, OFX or Excel")
    return Export(path, name, "csv", limits, encoding, find_delimiter(path, encoding))
