"""Excel's files: XLSX as its XML holds it, XLS by xlrd; numbers exact, days as days, formulas as text."""

import datetime
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from backend.domain.spending.reading.entry import RefusedRow
from backend.readers import ExportRefused, Limits, open_export
from tests.readers.reading import FILES, read

HEADER = ["Date", "Description", "Amount", "Balance"]


def write(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    """A workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_numbers_and_days_of_a_sheet_are_read_exactly(tmp_path: Path) -> None:
    rows = [
        ["Account statement"],
        [],
        HEADER,
        [datetime.date(2024, 3, 1), "Café Zürich", -0.1 - 0.2, 99.7],
        [datetime.datetime(2024, 3, 2, 17, 5, tzinfo=None), "Salary", 1234567.89, 1234667.59],  # noqa: DTZ001
        [datetime.date(2024, 3, 3), "Rent", -1200, 1233467.59],
    ]
    entries, faults, reading = read(write(tmp_path / "a.xlsx", {"Sheet1": rows}), "CHF")
    assert reading.export.format == "xlsx"
    assert faults == []
    assert [(entry.line, entry.amount, entry.balance) for entry in entries] == [
        (4, -30, 9970),
        (5, 123456789, 123466759),
        (6, -120000, 123346759),
    ]
    assert entries[1].booked_at == datetime.time(17, 5)
    assert entries[0].booked_on == datetime.date(2024, 3, 1)


def test_the_sheet_with_the_table_is_found_and_its_like_are_read_too(tmp_path: Path) -> None:
    january = [HEADER, ["2024-01-05", "A", -1.5, 8.5]]
    february = [HEADER, ["2024-02-05", "B", -2.5, 6.0]]
    path = write(tmp_path / "a.xlsx", {"Read me": [["Hello"]], "Jan": january, "Feb": february})
    entries, faults, _ = read(path)
    assert faults == []
    assert [(entry.booked_on.month, entry.amount) for entry in entries] == [(1, -150), (2, -250)]


@pytest.mark.parametrize("formula", ["=1+1", '=HYPERLINK("http://evil.example")', "=cmd|' /C calc'!A0"])
def test_a_formula_in_a_sheet_is_a_fault_and_never_a_number(tmp_path: Path, formula: str) -> None:
    rows = [HEADER, ["2024-01-05", "A", -1.5, 8.5], ["2024-01-06", formula, formula, 8.5]]
    entries, faults, _ = read(write(tmp_path / "a.xlsx", {"S": rows}))
    assert [entry.line for entry in entries] == [2]
    assert faults == [RefusedRow(3, "amount", "amount-formula", formula)]


def test_the_dimensions_that_a_bank_wrote_wrong_are_not_believed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", {"S": [HEADER, ["2024-01-05", "A", -1.5, 8.5]]})
    spoilt = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(spoilt, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b'ref="A1:D2"', b'ref="A1"'))
    assert [entry.amount for entry in read(spoilt)[0]] == [-150]


def test_an_old_workbook_is_read(tmp_path: Path) -> None:
    entries, faults, reading = read(FILES / "icbc-card.xls")
    assert (reading.export.format, reading.account, faults) == ("xls", "card", [])
    assert [(entry.line, entry.booked_on.day, entry.amount, entry.balance) for entry in entries] == [
        (4, 1, -12830, -12830),
        (5, 3, 12830, 0),
        (6, 9, -30, -30),
    ]
    assert entries[0].counterparty == "盒马鲜生"


def test_a_file_is_what_its_bytes_are_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "statement.xls"  # many banks send text under this name
    path.write_bytes("日期\t摘要\t金额\n2024-01-05\t消费\t-3.20\n".encode("gb18030"))
    entries, _, reading = read(path)
    assert (reading.export.format, reading.export.delimiter) == ("csv", "\t")
    assert [entry.amount for entry in entries] == [-320]


def test_tables_may_be_read_twice(tmp_path: Path) -> None:
    export = open_export(write(tmp_path / "a.xlsx", {"S": [HEADER, ["2024-01-05", "A", -1, 1]]}), name="a")
    (table,) = export.tables()
    assert list(table.rows()) == list(table.rows()) == [(1, HEADER), (2, ["2024-01-05", "A", "-1", "1"])]


def test_a_remembered_mapping_finds_its_sheet(tmp_path: Path) -> None:
    table = [HEADER, ["2024-01-05", "A", -1.5, 8.5]]
    mapping = read(write(tmp_path / "a.xlsx", {"S": table}))[2].mapping
    moved = write(tmp_path / "b.xlsx", {"Read me": [["Hello"]], "Other": [["Day", "Sum"]], "S": table})
    entries, faults, _ = read(moved, mapping=mapping)
    assert ([entry.amount for entry in entries], faults) == ([-150], [])


def test_an_old_workbook_over_its_own_limit_is_refused() -> None:
    with pytest.raises(ExportRefused) as refused:
        open_export(FILES / "icbc-card.xls", name="a.xls", limits=Limits(old_workbook_bytes=1000))
    assert refused.value.code == "too-large"
