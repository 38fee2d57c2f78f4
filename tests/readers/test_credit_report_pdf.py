"""A PDF with text says what the text says, with the page of each line; a scan is refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from backend.readers import ExportRefused
from tests.readers.pdf_samples import one_page, stream, text_pdf
from tests.readers.report_reading import SAMPLES, read_bytes


@pytest.mark.parametrize("name", ["mixed-us.txt", "pboc-brief.txt"])
def test_the_same_as_the_text(tmp_path: Path, name: str) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    plain, printed = read_bytes(tmp_path, text.encode()), read_bytes(tmp_path, text_pdf(text))
    assert printed.format == "pdf"

    def bare(read: object) -> list[object]:
        return [replace(entry, place="") for entry in read.report.entries]  # type: ignore[attr-defined]

    assert bare(printed) == bare(plain)
    assert [(each.field, each.reason) for each in printed.faults] == [
        (each.field, each.reason) for each in plain.faults
    ]


def test_the_page_of_each_line(tmp_path: Path) -> None:
    text = (SAMPLES / "mixed-us.txt").read_text(encoding="utf-8")
    places = [entry.place for entry in read_bytes(tmp_path, text_pdf(text)).report.entries]
    assert places[0] == "page 1, line 4"  # an empty line is none in a PDF
    assert places[-1].startswith("page 2, line ")


def test_radicals_and_wide_figures_are_read_as_characters(tmp_path: Path) -> None:
    # What some fonts tell of 月 and of 2 is a radical and a wide figure that look the same.
    text = "个人信用报告\n报告时间：２０２６-11-20\n"
    text += "2012年2⽉2⽇中信银⾏发放的贷记卡（人民币账户）。截至2026年10⽉，余额５。\n"
    text += "说明\n" + "其余部分没有内容，仅供参考。" * 3
    (entry,) = read_bytes(tmp_path, text_pdf(text)).report.entries
    assert (entry.furnisher, entry.balance, entry.opened_on and entry.opened_on.isoformat()) == (
        "中信银行",
        500,
        "2012-02-02",
    )


@pytest.mark.parametrize("content", [b"q 1 0 0 1 0 0 cm Q", b"BT /F 9 Tf (Page 1 of 3) Tj ET"])
def test_a_scan_says_that_it_has_no_text(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ExportRefused) as error:
        read_bytes(tmp_path, one_page(stream(content)))
    assert error.value.code == "no-text"
    assert "scan" in error.value.message
