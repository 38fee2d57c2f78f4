"""This reader checks an XLSX file's sizes first, reads the small parts with openpyxl and streams the sheets.

What the zip declares of a member is what may be read of it, and all of it is summed before any is read. A
document type or an entity, a part that is too large or unpacks too well, a table of styles without end: refused.
openpyxl's own sheets are left out: without a declared size they are parsed twice over before the first row, and
they keep what is said of each row's height.
"""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.xml.constants import SHARED_STRINGS

from backend.readers.limits import Count, ExportRefused, Limits
from backend.readers.sheet import Book, SheetParser
from backend.readers.xml_stream import SharedStrings

_PIECE = 1 << 16
_MOST_MEMBERS = 2000
_MOST_SHEETS = 50
# What openpyxl makes objects of: a bit of XML each, and much more in memory.
_KEPT = re.compile(
    rb"<(?:\w+:)?(?:xf|numFmt|font|fill|border|dxf|cellStyle|definedName|Relationship|Override|Default|sheet)\b"
)
_MOST_KEPT = 20_000
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
        name = member.filename.lower()
        if name.endswith((".xml", ".rels")) and not name.startswith("xl/worksheets/sheet"):
            _scan(archive, member)


def _most(name: str, limits: Limits) -> int:
    if name.startswith("xl/worksheets/"):
        return limits.unpacked_bytes
    if name.lower().endswith("sharedstrings.xml"):
        return limits.strings_bytes
    # Pictures and the like are never unpacked.
    return limits.part_bytes if name.lower().endswith((".xml", ".rels")) else limits.unpacked_bytes


def _scan(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    tail, kept = b"", 0
    with archive.open(member) as file:
        while piece := file.read(_PIECE):
            if _DECLARED.search(tail + piece) or b"\x00" in piece:
                raise ExportRefused("entities", "the workbook's XML declares a document type or entities")
            kept += sum(1 for _ in _KEPT.finditer(piece))
            if kept > _MOST_KEPT:
                raise ExportRefused("too-complex", "the workbook holds too many styles or names")
            tail = piece[-24:]


def read_sheets(path: Path) -> list[str]:
    """The names of the sheets of cells."""
    with closing(_Opened(path, strings=False)) as opened:
        return [name for name, _ in opened.sheets]


def read_sheet(path: Path, place: int, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Each row of one sheet with its number; rows that the file leaves out are left out."""
    with closing(_Opened(path, strings=True)) as opened:
        count = Count(limits)
        parser = SheetParser(opened.book, limits)
        try:
            with opened.archive.open(opened.sheets[place][1]) as file:
                while piece := file.read(_PIECE):
                    for line, cells in parser.feed(piece):
                        count.row(len(cells))
                        yield line, cells
        except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError, ValueError):
            raise ExportRefused(*_BROKEN) from None


class _Opened:
    """A workbook's parts, but for its sheets."""

    def __init__(self, path: Path, *, strings: bool) -> None:
        # Opened here: the library judges a path by its ending, and an upload may have any.
        self._file = path.open("rb")
        try:
            # openpyxl warns of styles and extensions that it leaves out; none of them is an amount.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                reader = ExcelReader(self._file, read_only=True, keep_links=False)
                self.archive: zipfile.ZipFile = reader.archive
                reader.read_manifest()
                reader.read_workbook()
                apply_stylesheet(reader.archive, reader.wb)
                sheets = [
                    (sheet.name, rel.target)
                    for sheet, rel in reader.parser.find_sheets()
                    if "chartsheet" not in rel.Type and rel.target in reader.valid_files
                ]
        except Exception as error:  # whatever a broken workbook makes the library raise
            self._file.close()
            raise ExportRefused(*_BROKEN) from error
        part = reader.package.find(SHARED_STRINGS) if strings else None
        shared = self._strings(part.PartName.lstrip("/")) if part is not None else []
        self.sheets = sheets[:_MOST_SHEETS]
        self.book = Book(shared, frozenset(reader.wb._date_formats), reader.wb.epoch)

    def _strings(self, name: str) -> list[str]:
        parser = SharedStrings()
        try:
            with self.archive.open(name) as file:
                while piece := file.read(_PIECE):
                    parser.parse(piece)
        except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError):
            raise ExportRefused(*_BROKEN) from None
        return parser.strings

    def close(self) -> None:
        self.archive.close()
        self._file.close()
