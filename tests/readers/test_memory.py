"""A file of 200,000 rows is read with less than 100 MiB above idle, in each format that can hold it."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

ROOT = Path(__file__).parents[2]
ROWS = 200_000
MOST = 100  # MiB
# Where a library takes its time, a part of the rows may take that part of the memory.
PART = 4
# What reading costs once, however many rows there are: caches and buffers.
ONCE = 10  # MiB

MEASURE = """
import json, sys
from pathlib import Path
from backend.readers import read_export
from backend.domain.spending.reading.entry import Entry

def peak():
    # Not ru_maxrss: a child inherits its parent's.
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) / 1024

idle = peak()
reading = read_export(Path(sys.argv[1]), name="a", currency="CNY")
good = sum(isinstance(each, Entry) for each in reading.entries())
print(json.dumps({"entries": good, "above": peak() - idle}))
"""


def rows(count: int) -> Iterator[list[str]]:
    yield ["交易时间", "交易分类", "交易对方", "商品说明", "收/支", "金额", "交易状态", "交易订单号"]
    for n in range(count):
        day = f"2025-{n % 12 + 1:02}-{n % 28 + 1:02} {n % 23 + 1:02}:{n % 60:02}:01"
        yield [
            day,
            "餐饮美食",
            f"商户{n % 7000}",
            f"订单{n}",
            "支出",
            f"{n % 90000}.{n % 100:02}",
            "交易成功",
            f"N{n:020}",
        ]


def csv_file(path: Path) -> None:
    with path.open("w", encoding="gb18030") as file:
        file.writelines(",".join(row) + "\n" for row in rows(ROWS))


def ofx_file(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("OFXHEADER:100\n\n<OFX><CURDEF>USD<BANKTRANLIST>")
        for n in range(ROWS // PART):
            file.write(
                f"<STMTTRN><TRNTYPE>POS<DTPOSTED>20250101<TRNAMT>-{n}.01<FITID>{n}<NAME>SHOP {n}</STMTTRN>\n"
            )


def xlsx_file(path: Path) -> None:
    """Written by hand: a library would take a minute. Texts are shared, and rows have heights, as banks' do."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "xl/workbook.xml": f'<workbook {space} xmlns:r="{office}">'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/styles.xml": f"<styleSheet {space}/>",
    }
    strings: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, text in parts.items():
            book.writestr(name, text)
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f"<worksheet {space}><sheetData>".encode())
            for line, row in enumerate(rows(ROWS // PART), 1):
                places = [strings.setdefault(cell, len(strings)) for cell in row]
                cells = "".join(f'<c t="s"><v>{place}</v></c>' for place in places)
                sheet.write(f'<row r="{line}" ht="15" customHeight="1">{cells}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
        texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
        book.writestr("xl/sharedStrings.xml", f"<sst {space}>{texts}</sst>")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from Linux's /proc")
@pytest.mark.parametrize(("write", "part"), [(csv_file, 1), (ofx_file, PART), (xlsx_file, PART)])
def test_a_large_file_is_streamed(write: Callable[[Path], None], part: int, tmp_path: Path) -> None:
    path = tmp_path / "large"
    write(path)
    command = [sys.executable, "-c", MEASURE, str(path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=170, check=True)
    measured = json.loads(run.stdout)
    assert measured["entries"] == ROWS // part
    assert measured["above"] < (MOST if part == 1 else MOST / part + ONCE)
