"""XLSX by openpyxl, row by row; the zip and its XML are weighed before the library sees them.

What a member of the zip declares is not believed: each is unpacked once, in pieces, and counted. A document
type or an entity, a part that is too large or unpacks too well, a row or a table of links without end: refused.
"""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl

from backend.exports.limits import Count, ExportRefused, Limits
from backend.exports.numbers import text_of

_PIECE = 1 << 18
_MOST_MEMBERS = 2000
_MOST_SHEETS = 50
_LONGEST_ROW = 2_000_000  # bytes of XML
# What openpyxl keeps in memory for a whole sheet, a bit of it for each.
_KEPT = re.compile(
    rb"<(?:\w+:)?(?:hyperlink|cfRule|conditionalFormatting|dataValidation|mergeCell|tablePart|col|brk"
    rb"|protectedRange|scenario|definedName|xf|numFmt|font|fill|border|Relationship|Override|sheet)\b"
)
_MOST_KEPT = 20_000
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BROKEN = ("xlsx-broken", "the workbook cannot be read")


def check_workbook(path: Path, limits: Limits) -> None:
    """Refuse a zip that is no XLSX, or one that would not stay small. Raises ExportRefused."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS:
                raise ExportRefused("zip-bomb", f"more than {_MOST_MEMBERS} files in the workbook")
            names = {member.filename for member in members}
            if len(names) != len(members):
                raise ExportRefused(*_BROKEN)
            if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
                raise ExportRefused("unknown-format", "a zip file that is no XLSX workbook")
            _weigh(archive, members, limits)
    except ExportRefused:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        raise ExportRefused(*_BROKEN) from None


def _weigh(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise ExportRefused("zip-bomb", f"the workbook unpacks to more than {limits.unpacked_bytes} bytes")
    for member in members:
        if member.flag_bits & 1:
            raise ExportRefused("encrypted", "the workbook is encrypted: save it without a password")
        if member.file_size > (1 << 20) and member.file_size > limits.ratio * max(member.compress_size, 1):
            raise ExportRefused("zip-bomb", "a part of the workbook unpacks beyond all measure")
        if member.file_size > _most(member.filename, limits):
            raise ExportRefused("zip-bomb", f"a part of the workbook is too large: {member.filename[:80]}")
    for member in members:
        if member.filename.lower().endswith((".xml", ".rels")):
            _scan(archive, member)


def _most(name: str, limits: Limits) -> int:
    if name.startswith("xl/worksheets/"):
        return limits.unpacked_bytes
    if name.lower().endswith("sharedstrings.xml"):
        return limits.strings_bytes
    # Pictures and the like are never unpacked.
    return limits.part_bytes if name.lower().endswith((".xml", ".rels")) else limits.unpacked_bytes


def _scan(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    tail, kept, since_row = b"", 0, 0
    with archive.open(member) as file:
        while piece := file.read(_PIECE):
            text = tail + piece
            if _DECLARED.search(text) or b"\x00" in piece:
                raise ExportRefused("entities", "the workbook's XML declares a document type or entities")
            kept += sum(1 for _ in _KEPT.finditer(text))
            if kept > _MOST_KEPT:
                raise ExportRefused("too-complex", "the workbook holds too many links, styles or rules")
            rows = list(_ROW.finditer(text))
            since_row = len(text) - rows[-1].start() if rows else since_row + len(piece)
            if since_row > _LONGEST_ROW and member.filename.startswith("xl/worksheets/"):
                raise ExportRefused("too-many-columns", "a row of the workbook has no end")
            tail = text[-24:]


def read_sheets(path: Path) -> list[str]:
    """The names of the sheets that hold rows."""
    with closing(_opened(path)) as book:
        names = [sheet.title for sheet in book.worksheets]
    return names[:_MOST_SHEETS]


def read_sheet(path: Path, place: int, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Each row of one sheet with its number. Cached dimensions are not believed: many banks write wrong ones."""
    with closing(_opened(path)) as book:
        sheet = book.worksheets[place]
        sheet.reset_dimensions()
        count = Count(limits)
        rows = sheet.iter_rows(values_only=True)
        line = 0
        while (row := _next(rows)) is not None:
            line += 1
            cells = list(row)
            while cells and cells[-1] is None:
                cells.pop()
            count.row(len(cells))
            # A row that is wide only by its formats costs as much to look at as a full one.
            if len(row) > 40 * limits.columns and line > 2000:
                raise ExportRefused("too-many-columns", "a sheet of empty columns without end")
            yield line, [text_of(cell) for cell in cells]


def _next(rows: Iterator[tuple[Any, ...]]) -> tuple[Any, ...] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return next(rows, None)
    except Exception as error:  # whatever a broken sheet makes the library raise
        raise ExportRefused(*_BROKEN) from error


def _opened(path: Path) -> Any:
    try:
        # openpyxl warns of styles and extensions that it leaves out; none of them is an amount.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except Exception as error:
        raise ExportRefused(*_BROKEN) from error
