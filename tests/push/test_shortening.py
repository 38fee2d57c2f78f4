"""Where text may be cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from push.gateways.shortening import ELLIPSIS, json_bytes, shorten, well_formed

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


def test_text_that_fits_is_left_alone() -> None:
    assert shorten("还款", 6) == "还款"
    assert shorten("", 0) == ""


def test_the_ellipsis_counts() -> None:
    assert shorten("abcdefgh", 7) == "abcd…"
    assert shorten("还款提醒", 11) == "还款…"


@pytest.mark.parametrize(
    "cluster",
    [FAMILY, SCOTLAND, "🇨🇳", "👍🏽", "❤\ufe0f", "e\u0301\u0323", "\u1112\u1161\u11ab", "\r\n", "नि"],
)
def test_what_a_person_sees_as_one_is_kept_or_dropped_as_one(cluster: str) -> None:
    text = "a" + cluster + "b" * 60
    for most in range(4, json_bytes("a" + cluster) + 4):
        expected = "a…" if most < json_bytes("a" + cluster + ELLIPSIS) else ("a" + cluster).rstrip() + "…"
        assert shorten(text, most) == expected


def test_a_row_of_flags_is_cut_between_flags() -> None:
    assert shorten("🇨🇳🇺🇸🇬🇧🇫🇷", 22) == "🇨🇳🇺🇸…"


def test_nothing_is_left_where_not_even_one_character_fits() -> None:
    assert shorten("还款提醒", 3) == ""
    assert shorten(FAMILY + "abc", 12) == ""


def test_an_endless_cluster_is_cut_all_the_same() -> None:
    short = shorten("z" + "\u0301" * 5000, 500)
    assert short.startswith("z\u0301") and 400 < json_bytes(short) <= 500


@given(st.text().map(well_formed), st.integers(-3, 80))
def test_it_fits_and_is_a_prefix(text: str, most: int) -> None:
    short = shorten(text, most)
    assert json_bytes(short) <= max(most, 0)
    assert short == text or short == "" or text.startswith(short.removesuffix(ELLIPSIS))


def test_lone_surrogates_are_replaced_and_pairs_joined() -> None:
    assert well_formed("a\ud83d") == "a\ufffd"
    assert well_formed("\ud83d\ude00") == "😀"
