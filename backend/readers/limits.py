"""These limits say how much of a file is read at most; ExportRefused is the one way to refuse a file."""

from dataclasses import dataclass


class ExportRefused(Exception):
    """The file is not read (any further); `code` is stable, the message tells a person more where there is more."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message or code)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Limits:
    """Past any of these a file is refused; real exports stay far below."""

    file_bytes: int = 50_000_000
    rows: int = 1_000_000
    columns: int = 200
    cell_letters: int = 100_000
    old_workbook_bytes: int = 20_000_000  # an XLS is read a sheet at a time, not a row
    # Of an XLSX, which is a zip: what it unpacks to, in all and of its parts other than sheets.
    unpacked_bytes: int = 400_000_000
    part_bytes: int = 4_000_000
    strings_bytes: int = 60_000_000
    ratio: int = 250  # unpacked to packed, of a part larger than a megabyte


class Count:
    """Counts rows and looks at their width, and refuses what goes past the limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._rows = 0

    def row(self, width: int) -> None:
        self._rows += 1
        if self._rows > self._limits.rows:
            raise ExportRefused("too-many-rows", f"more than {self._limits.rows} rows")
        if width > self._limits.columns:
            raise ExportRefused("too-many-columns", f"a row of more than {self._limits.columns} columns")
