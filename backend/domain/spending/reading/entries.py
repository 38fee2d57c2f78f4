"""The reader of rows turns a table's rows, one at a time and by a mapping, into entries and refused rows.

Lines above the header, sums, carried balances, notes and empty lines are passed over in silence. Any other row
is an entry or a fault that names its line, field and reason. Rows of different files with a remembered mapping
are read from the header's own words on, wherever that stands.
"""

from collections.abc import Iterator

from backend.domain.spending.reading.cells import shown
from backend.domain.spending.reading.entry import Entry, RefusedRow
from backend.domain.spending.reading.mapping import TableMapping
from backend.domain.spending.reading.row import RowReader
from backend.domain.spending.reading.row_fields import normal_row


def read_entries(
    rows: Iterator[tuple[int, list[str]]], mapping: TableMapping, *, period: tuple[int, int] | None = None
) -> Iterator[Entry | RefusedRow]:
    """Each row's entry or fault. `period` (year, month) dates rows without a year where the file says none.

    A table in which the mapping's header never comes is one fault at line 0, "header-missing".
    """
    reader = RowReader(mapping, period)
    header = normal_row(list(mapping.header)) if mapping.header else None
    if header is not None:
        for _, cells in rows:
            if normal_row(cells) == header:
                break
            reader.period.hear(cells)
        else:
            yield RefusedRow(0, "header", "header-missing", shown(" ".join(mapping.header or ())))
            return
    read = reader.read
    for line, cells in rows:
        if made := read(line, cells):
            yield made
