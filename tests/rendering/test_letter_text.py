"""A letter as text: lines that fit, break where a reader expects it, and lose nothing."""

import re
from dataclasses import replace
from datetime import date
from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.rendering.letter_text import as_text
from backend.rendering.pdf.line_breaking import break_lines, columns
from backend.words.bureau.letter_facts import Block, Letter
from backend.words.bureau.letters import letter
from tests.words.bureau.letter_samples import BY_LOCALE, CHINESE, ENGLISH

NEVER_FIRST = "，。；：、！？）》」』】”’…,.;:!?)"
NEVER_LAST = "（《「『【“‘("
PROSE = "根据《征信业管理条例》第二十五条，本人（王小明）认为“该项信息”有误：金额为 1,234.56 元；请核查！" * 4
CHINESE_TEXT = st.lists(
    st.sampled_from(["征", "信", "（账户）", "《条例》", "“请”", "逾期", "，", "。", " word ", "1234", "！"]),
    max_size=60,
).map("".join)


def _screen(text: str) -> int:
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


def _paragraph(text: str) -> Letter:
    return Letter("t", date(2026, 11, 24), (Block("paragraph", (text,)),))


@pytest.mark.parametrize("width", [24, 40, 60, 78])
@pytest.mark.parametrize("locale", BY_LOCALE)
def test_no_line_is_wider_than_asked(locale: str, width: int) -> None:
    text = as_text(letter(BY_LOCALE[locale]), width)
    # A blank to fill in has no place to break, and is broken all the same.
    assert max(map(_screen, text.splitlines())) <= width


@pytest.mark.parametrize("width", range(16, 79))
def test_no_line_begins_or_ends_with_the_wrong_mark(width: int) -> None:
    broken = break_lines(PROSE, width, columns)
    assert all(line[0] not in NEVER_FIRST and line[-1] not in NEVER_LAST for line in broken)
    assert len(broken) > 1 and max(map(_screen, broken)) <= width
    # Full lines: the next one's first characters would not have fitted.
    assert min(map(_screen, broken[:-1])) >= width - 12


@given(CHINESE_TEXT, st.integers(20, 78))
def test_breaking_loses_nothing_but_spaces(text: str, width: int) -> None:
    broken = break_lines(text, width, columns)
    assert re.sub(r"\s", "", "".join(broken)) == re.sub(r"\s", "", text)


@pytest.mark.parametrize("cluster", ["e\u0301", "👨\u200d👩\u200d👧", "🇨🇳", "👍🏽", "नि"])
def test_no_visible_character_is_torn(cluster: str) -> None:
    for width in range(2, 12):
        assert all(len(line) % len(cluster) == 0 for line in break_lines(cluster * 20, width, columns))


def test_what_has_no_place_to_break_is_broken_anyway() -> None:
    broken = break_lines("x" * 100, 30, columns)
    assert [len(line) for line in broken] == [30, 30, 30, 10]
    assert break_lines("中", 1, columns) == ["中"]


def test_nothing_is_one_empty_line() -> None:
    assert break_lines("", 10, columns) == [""]


def test_english_breaks_between_words() -> None:
    assert as_text(_paragraph("one two three four"), 7) == "one two\nthree\nfour\n"


def test_a_table_stands_in_two_columns() -> None:
    rows = (("报告", "My records"), ("余额：¥1.00", "—"))
    text = as_text(Letter("t", date(2026, 11, 24), (Block("table", rows=rows),)), 30)
    assert text.splitlines() == [
        "报告            My records",
        "-------------   -------------",
        "余额：¥1.00     —",
    ]


def test_a_letter_is_all_there() -> None:
    made = letter(replace(ENGLISH, note="word " * 60))
    flat = re.sub(r"\s+", " ", as_text(made))
    for block in made.blocks:
        for line in block.lines:
            assert line in flat


def test_a_chinese_letter_is_all_there() -> None:
    made = letter(replace(CHINESE, note="这是一段说明，" * 60))
    flat = re.sub(r"\s", "", as_text(made))
    for block in made.blocks:
        for line in block.lines:
            assert re.sub(r"\s", "", line) in flat
