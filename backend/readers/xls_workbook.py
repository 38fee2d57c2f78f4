"""This reader reads XLS (Excel 97 to 2003) with xlrd, a sheet at a time; formulas give the values last shown."""

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import xlrd

from backend.readers.limits import Count, ExportRefused, Limits
from backend.readers.numbers import text_of

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BROKEN = ("xls-broken", "the workbook cannot be read")
_MOST_SHEETS = 50


def check_old_workbook(path: Path) -> None:
    """Refuse an encrypted workbook (an XLSX under a password is a file of the same kind as an XLS)."""
    with path.open("rb") as file:
        tail = b""
        while piece := file.read(1 << 20):
            if _ENCRYPTED in tail + piece:
                raise ExportRefused("encrypted", "the workbook is encrypted: save it without a password")
            tail = piece[-len(_ENCRYPTED) :]


def old_sheets(path: Path) -> list[str]:
    """The names of the sheets."""
    book = _opened(path)
    try:
        return list(book.sheet_names())[:_MOST_SHEETS]
    finally:
        book.release_resources()


def read_old_sheet(path: Path, place: int, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Each row of one sheet with its number."""
    book = _opened(path)
    count = Count(limits)
    try:
        try:
            sheet = book.sheet_by_index(place)
        except Exception as error:  # whatever a broken sheet makes the library raise
            raise ExportRefused(*_BROKEN) from error
        for line in range(sheet.nrows):
            cells = [_text(cell, book.datemode) for cell in sheet.row(line)]
            while cells and not cells[-1]:
                cells.pop()
            count.row(len(cells))
            yield line + 1, cells
    finally:
        book.release_resources()


def _text(cell: xlrd.sheet.Cell, datemode: int) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            year, month, day, *clock = xlrd.xldate_as_tuple(cell.value, datemode)
            return text_of(datetime(year, month, day, *clock)) if year else text_of(_clock(clock))  # noqa: DTZ001
        except (xlrd.XLDateError, ValueError):
            return text_of(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return text_of(bool(cell.value))
    return "" if cell.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_EMPTY) else text_of(cell.value)


def _clock(parts: list[int]) -> str:
    return ":".join(f"{part:02}" for part in parts)


def _opened(path: Path) -> xlrd.Book:
    try:
        return xlrd.open_workbook(str(path), logfile=io.StringIO(), on_demand=True, ragged_rows=True)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise ExportRefused(
                "encrypted", "the workbook is encrypted: save it without a password"
            ) from None
        raise ExportRefused(*_BROKEN) from error
    except Exception as error:
        raise ExportRefused(*_BROKEN) from error
