"""What is not an export, or too much of one, is refused with a code; nothing else is ever raised."""

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest

from backend.domain.spending.reading.entry import RefusedRow
from backend.readers import ExportRefused, Limits, open_export, read_export
from tests.readers.reading import FILES, read

LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
    "<OFX><STMTTRN><DTPOSTED>20240101<TRNAMT>1.00<MEMO>&b;</STMTTRN></OFX>"
)
FAR_LAUGHS = "OFXHEADER:100\n\n<OFX>" + " " * 3_000_000 + '<!ENTITY a SYSTEM "file:///etc/passwd"></OFX>'
SHEET = "xl/worksheets/sheet1.xml"


def workbook(**changed: bytes) -> bytes:
    """An XLSX of one row, with parts put in the place of its own or added."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["2024-01-01", "A", 1])
    plain, made = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        parts = {name: source.read(name) for name in source.namelist()} | changed
        for name, body in parts.items():
            target.writestr(name, body)
    return made.getvalue()


def sheet(inner: str, before: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{before}<worksheet xmlns="{space}"><sheetData>{inner}</sheetData></worksheet>'.encode()


WIDE = "".join('<c t="inlineStr"><is><t>x</t></is></c>' for _ in range(300))
HOSTILE = {
    "empty": ("empty", b""),
    "nul": ("nul-byte", b"Date,Amount\n2024-01-01,1.00\x00\n"),
    "nul far behind": ("nul-byte", b"2024-01-01,A,1.00\n" * 100_000 + b"\x00"),
    "noise": ("not-text", bytes(range(1, 256)) * 50),
    "pdf": ("pdf", b"%PDF-1.7\n..."),
    "page": ("markup", b"<html><table><tr><td>2024-01-01</td></tr></table></html>"),
    "laughs": ("entities", LAUGHS.encode()),
    "laughs in utf-16": ("entities", LAUGHS.encode("utf-16")),
    "far laughs": ("entities", FAR_LAUGHS.encode()),
    "wide": ("too-many-columns", b"2024-01-01,A,1.00\n" + b"," * 300 + b"\n"),
    "endless line": ("line-too-long", b"2024-01-01,A,1.00\n" + b"x" * 200_000),
    "prose": ("no-rows", b"Dear all,\nthis is a letter; with no payments.\n"),
    "zip": ("unknown-format", b""),
    "bomb": ("zip-bomb", workbook(**{"xl/media/a.xml": b" " * 300_000_000})),
    "styles": ("zip-bomb", workbook(**{"xl/styles.xml": b"<a>" + b"<xf/>" * 1_000_000})),
    "many styles": ("too-complex", workbook(**{"xl/styles.xml": b"<a>" + b"<xf/>" * 30_000 + b"</a>"})),
    "xml laughs": ("entities", workbook(**{SHEET: sheet("", '<!DOCTYPE a [<!ENTITY b "c">]>')})),
    "string laughs": (
        "entities",
        workbook(**{"xl/sharedStrings.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><sst/>'}),
    ),
    "wide sheet": ("too-many-columns", workbook(**{SHEET: sheet(f"<row>{WIDE}</row>")})),
    "far column": ("too-many-columns", workbook(**{SHEET: sheet('<row><c r="XFD1"><v>1</v></c></row>')})),
    "broken sheet": ("xlsx-broken", workbook(**{SHEET: b"<worksheet><sheetData><row>"[:-2] + b"<"})),
    "broken zip": ("xlsx-broken", workbook()[:-200]),
    "broken xls": ("xls-broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 3000),
    "encrypted": (
        "encrypted",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 9,
    ),
}


def plain_zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        target.writestr("a.txt", "hello")
    return made.getvalue()


def taken(path: Path, limits: Limits | None = None) -> int:
    """How many rows a file gives when read to its end."""
    reading = read_export(path, name=path.name, currency="CNY", limits=limits)
    return sum(1 for _ in reading.entries())


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_with_its_code(case: str, tmp_path: Path) -> None:
    code, body = HOSTILE[case]
    path = tmp_path / "a.bin"
    path.write_bytes(plain_zip() if case == "zip" else body)
    with pytest.raises(ExportRefused) as refused:
        taken(path)
    assert refused.value.code == code
    assert refused.value.message


@pytest.mark.parametrize(
    ("part", "body", "limits"),
    [
        # Each is within all limits but the one it is to break.
        ("xl/media/{}.bin", b"ab" * 300_000, Limits(unpacked_bytes=1_000_000, ratio=10**9)),
        ("xl/media/{}.bin", b" " * 20_000_000, Limits()),
        ("xl/theme/theme1.xml", b"<a/>" * 300_000, Limits(part_bytes=1_000_000, ratio=10**9)),
        ("xl/sharedStrings.xml", b"<a/>" * 300_000, Limits(strings_bytes=1_000_000, ratio=10**9)),
    ],
    ids=["in all", "ratio", "a part", "strings"],
)
def test_each_measure_of_a_zip_is_taken(part: str, body: bytes, limits: Limits, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(**{part.format(number): body for number in (1, 2)}))
    with pytest.raises(ExportRefused) as refused:
        open_export(path, name="a.xlsx", limits=limits)
    assert refused.value.code == "zip-bomb"


def test_the_workbook_that_the_hostile_ones_are_made_of_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook())
    assert taken(path) == 1


def test_a_file_over_the_limit_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(ExportRefused) as refused:
        open_export(path, name="a.csv")
    assert refused.value.code == "too-large"


def test_rows_beyond_the_limit_are_refused_after_those_before(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("2024-01-01,A,-1.00\n" * 2000)
    with pytest.raises(ExportRefused) as refused:
        taken(path, Limits(rows=1500))
    assert refused.value.code == "too-many-rows"
    assert taken(path, Limits(rows=2000)) == 2000


def test_a_row_number_beyond_all_sheets_makes_no_empty_rows(tmp_path: Path) -> None:
    row = '<row r="{}"><c t="inlineStr"><is><t>2024-01-01</t></is></c><c><v>-1.5</v></c></row>'
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(**{SHEET: sheet(row.format(1) + row.format(10**12))}))
    entries, faults, _ = read(path)
    assert [(entry.line, entry.amount) for entry in entries] == [(1, -150), (10**12, -150)]
    assert faults == []


def test_a_quote_that_is_never_closed_spoils_one_row(tmp_path: Path) -> None:
    lines = [f'2024-01-{day:02},"Shop {day}",-{day}.00' for day in range(1, 29)] * 3
    lines[4] = lines[4].replace('Shop 5"', "Shop 5")
    path = tmp_path / "a.csv"
    path.write_text("Date,Description,Amount\n" + "\n".join(lines) + "\n")
    entries, faults, _ = read(path)
    assert len(entries) + len(faults) == len(lines)
    assert len(entries) >= len(lines) - 1
    assert [entry.line for entry in entries if entry.line > 6] == list(range(7, len(lines) + 2))


def test_a_cell_of_several_lines_is_one_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Date,Description,Amount\n2024-01-05,"two\nlines",-1.00\n2024-01-06,B,-2.00\n')
    assert [(entry.line, entry.text) for entry in read(path)[0]] == [(2, "two lines"), (4, "B")]


def test_random_bytes_raise_nothing_else(tmp_path: Path) -> None:
    random.seed(20241124)
    path = tmp_path / "a.bin"
    for _ in range(150):
        path.write_bytes(random.randbytes(random.choice([1, 10, 200, 5000])))
        try:
            taken(path)
        except ExportRefused:
            continue


@pytest.mark.parametrize(
    "name", ["icbc-card.xls", "sparkasse.csv", "unionpay.csv", "abc.csv", "made.xlsx", "a.ofx"]
)
def test_spoilt_files_raise_nothing_else(name: str, tmp_path: Path) -> None:
    if name == "made.xlsx":
        whole = workbook()
    elif name == "a.ofx":
        whole = b"OFXHEADER:100\n\n<OFX><STMTTRN><DTPOSTED>20240101<TRNAMT>1.00<MEMO>x</STMTTRN></OFX>"
    else:
        whole = (FILES / name).read_bytes()
    rng = random.Random(name)
    path = tmp_path / "a.bin"
    for _ in range(60):
        spoilt = bytearray(whole[: rng.randrange(1, len(whole) + 1)] if rng.random() < 0.3 else whole)
        for _ in range(rng.choice([1, 5, 60])):
            spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
        path.write_bytes(spoilt)
        try:
            taken(path)
        except ExportRefused:
            continue


def test_formulas_in_a_text_file_are_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Date,Description,Amount\n2024-01-05,=cmd|' /C calc'!A0,-1.00\n2024-01-06,@SUM(A1),=2+2\n"
        "2024-01-07,+1,+cmd|'x'\n2024-01-08,B,@A1\n"
    )
    entries, faults, _ = read(path)
    assert [entry.text for entry in entries] == ["=cmd|' /C calc'!A0"]
    assert faults == [
        RefusedRow(3, "amount", "amount-formula", "=2+2"),
        RefusedRow(4, "amount", "amount-formula", "+cmd|'x'"),
        RefusedRow(5, "amount", "amount-formula", "@A1"),
    ]
