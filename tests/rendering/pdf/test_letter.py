"""A letter as PDF: its text comes out again, its font is inside, and the same letter is the same bytes."""

import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from backend.rendering.pdf.letter import FONT, as_pdf
from backend.words.bureau.letter_facts import RECIPIENTS, Block, Letter
from backend.words.bureau.letter_sentences import CODES
from backend.words.bureau.letters import letter
from tests.words.bureau.letter_samples import BY_LOCALE, CHINESE, ENGLISH, OURS, THEIRS

ROOT = Path(__file__).parents[3]
LARGEST = 200_000


def read(made: Letter, lang: str = "en") -> PdfReader:
    data = as_pdf(made, lang)
    assert len(data) < LARGEST
    return PdfReader(BytesIO(data))


def flat(text: str) -> str:
    return re.sub(r"\s", "", text)


def text_of(pages: PdfReader) -> str:
    return flat("".join(page.extract_text() for page in pages.pages))


def of(text: str) -> Letter:
    return Letter("Title", date(2026, 11, 24), (Block("paragraph", (text,)),))


@pytest.mark.parametrize("locale", BY_LOCALE)
def test_every_word_comes_out_again(locale: str) -> None:
    made = letter(replace(BY_LOCALE[locale], theirs=THEIRS, ours=OURS))
    found = text_of(read(made, locale))
    for block in made.blocks:
        for text in (*block.lines, *(cell for row in block.rows for cell in row)):
            assert flat(text) in found


@pytest.mark.parametrize(("locale", "to"), list(product(BY_LOCALE, RECIPIENTS)))
def test_every_sentence_of_a_letter_has_its_glyphs(locale: str, to: str) -> None:
    letters = [
        letter(replace(BY_LOCALE[locale], to=to, code=code, theirs=THEIRS, ours=OURS)) for code in CODES
    ]
    every = Letter("All", date(2026, 11, 24), tuple(block for made in letters for block in made.blocks))
    assert "□" not in text_of(read(every))


@pytest.mark.parametrize("locale", BY_LOCALE)
def test_it_says_what_it_is_and_no_author(locale: str) -> None:
    made = letter(BY_LOCALE[locale])
    pages = read(made, locale)
    assert pages.metadata is not None
    assert pages.metadata.title == made.title
    assert pages.metadata.author is None and pages.metadata.creator is None
    assert str(pages.metadata.creation_date_raw) == "D:20261124000000Z"
    root: Any = pages.trailer["/Root"]
    assert root["/Lang"] == locale


def test_its_font_is_inside_and_cut_down() -> None:
    pages = read(letter(CHINESE), "zh-CN")
    fonts: Any = pages.pages[0]["/Resources"]
    [font] = [each.get_object() for each in fonts["/Font"].values()]
    [descendant] = [each.get_object() for each in font["/DescendantFonts"]]
    embedded = descendant["/FontDescriptor"].get_object()["/FontFile2"].get_object()
    assert re.fullmatch(r"/[A-Z]{6}\+WenQuanYiMicroHei", font["/BaseFont"])
    assert 0 < len(embedded.get_data()) < FONT.stat().st_size / 20
    assert "/ToUnicode" in font


def test_the_same_letter_is_the_same_bytes_in_any_process() -> None:
    script = (
        "import hashlib; from backend.rendering.pdf.letter import as_pdf; "
        "from backend.words.bureau.letters import letter; "
        "from tests.words.bureau.letter_samples import CHINESE; "
        "print(hashlib.sha256(as_pdf(letter(CHINESE), 'zh-CN')).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        ).stdout.strip()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert found == {hashlib.sha256(as_pdf(letter(CHINESE), "zh-CN")).hexdigest()}


def test_another_letter_is_other_bytes() -> None:
    assert as_pdf(letter(ENGLISH), "en") != as_pdf(letter(replace(ENGLISH, on=date(2026, 11, 25))), "en")


def test_pages_are_numbered_and_nothing_is_lost_between_them() -> None:
    note = "".join(f"第{number}句话，" for number in range(400))
    pages = read(letter(replace(CHINESE, note=note)), "zh-CN")
    assert len(pages.pages) >= 2
    ends = [page.extract_text().splitlines()[-1].strip() for page in pages.pages]
    assert ends == [f"{number} / {len(ends)}" for number in range(1, len(ends) + 1)]
    body = "".join("".join(page.extract_text().splitlines()[:-1]) for page in pages.pages)
    assert flat(note[:-1])[:1500] in flat(body)


def test_a_long_table_goes_on_over_the_page_by_whole_rows() -> None:
    rows = tuple((f"left {number:02} " * 8, f"right {number:02}") for number in range(60))
    pages = read(Letter("Title", date(2026, 11, 24), (Block("table", rows=rows),)))
    texts = [flat(page.extract_text()) for page in pages.pages]
    assert len(texts) > 1
    for left, right in rows:
        assert [flat(left) in text for text in texts] == [flat(right) in text for text in texts]
        assert sum(flat(left) in text for text in texts) == 1


@pytest.mark.parametrize(
    ("typed", "seen"), [("王𠮷", "王□"), ("a😀b", "a□b"), ("e\u0301", "é"), ("x\u200dy\ue000", "xy□")]
)
def test_a_character_without_a_glyph_is_a_square(typed: str, seen: str) -> None:
    assert text_of(read(of(typed))) == flat(seen) + "1/1"


def test_a_placeholder_of_the_library_is_plain_text() -> None:
    assert text_of(read(of("{nb} {x} **bold**"))) == "{nb}{x}**bold**1/1"


@settings(max_examples=8, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_set(text: str) -> None:
    read(Letter(text, date(2026, 11, 24), (Block("subject", (text,)), Block("table", rows=((text, "x"),)))))


def test_the_font_has_every_character_of_gb_2312_and_both_catalogues() -> None:
    from fontTools.ttLib import TTFont

    with TTFont(FONT) as font:
        known = font.getBestCmap().keys()
    common = ""
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            common += bytes([row, cell]).decode("gb2312", "ignore")
    assert {letter for letter in common if ord(letter) not in known} == set()
    catalogue = (ROOT / "backend/words/locale/zh_CN/LC_MESSAGES/graceday.po").read_text(encoding="utf-8")
    assert {letter for letter in catalogue if ord(letter) not in known and letter != "\n"} == set()
