"""Names that people typed fit a screen and steer nothing, whatever they are."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.words.names import LONGEST_NAME, safe_name, shorten, shown_name


@given(st.text())
def test_a_name_is_short_and_printable(name: str) -> None:
    shown = safe_name(name)
    assert len(shown.strip("\u2068\u2069")) <= LONGEST_NAME
    for letter in shown.strip("\u2068\u2069"):
        assert letter.isprintable() or letter in "\u200c\u200d"


@given(st.text(alphabet=st.characters(exclude_categories=["C", "M", "Z"]), max_size=LONGEST_NAME))
def test_an_ordinary_name_stays_as_it_is(name: str) -> None:
    assert safe_name(name).strip("\u2068\u2069") == name.replace("\ufffd", "")


@given(st.text(max_size=60), st.integers(1, 30))
def test_what_is_cut_is_a_beginning_and_an_ellipsis(text: str, room: int) -> None:
    cut = shorten(text, room)
    assert len(cut) <= room
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))


@pytest.mark.parametrize(
    ("text", "room", "cut"),
    [
        ("e\u0301e\u0301e\u0301", 4, "e\u0301…"),  # no accent without its letter
        ("ab👨‍👩‍👧", 5, "ab…"),  # no family torn apart
        ("a🇨🇳🇺🇸", 4, "a🇨🇳…"),  # no half of a flag
        ("abcdef", 6, "abcdef"),
        ("abc def", 5, "abc…"),
    ],
)
def test_no_visible_character_is_cut(text: str, room: int, cut: str) -> None:
    assert shorten(text, room) == cut


def test_direction_and_control_marks_go() -> None:
    assert safe_name("\u202eknaB\u202c\x1b[31m\x00") == "knaB[31m"


def test_a_right_to_left_name_cannot_turn_the_sentence() -> None:
    assert safe_name("بنك") == "\u2068بنك\u2069"


def test_a_pile_of_accents_is_levelled() -> None:
    shown = safe_name("Z" + "\u0335" * 50)
    assert sum(unicodedata.combining(letter) != 0 for letter in shown) <= 3


def test_a_name_of_nothing_visible_is_a_reminder() -> None:
    assert shown_name("\u200b\u200e", "en") == "Reminder"
    assert shown_name(" ", "zh-CN") == "提醒"
