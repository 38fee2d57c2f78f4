"""Two years of months as a picture: every month once, told apart without colour, in words for who cannot see it."""

from collections.abc import Sequence
from xml.etree import ElementTree

import pytest

from backend.domain.bureau.own_record import Month
from backend.rendering.svg.record import record_svg

SVG = "{http://www.w3.org/2000/svg}"
STATUSES = ("ok", "late", "30", "none", "open")


def months(*statuses: str, year: int = 2025) -> tuple[Month, ...]:
    return tuple(
        Month(f"{year + country_law // 12}-{country_law % 12 + 1:02d}", status)
        for country_law, status in enumerate(statuses)
    )


def drawn(accounts: Sequence[tuple[str, Sequence[Month]]], locale: str = "en") -> ElementTree.Element:
    return ElementTree.fromstring(record_svg(accounts, locale=locale))


def description(svg: ElementTree.Element) -> str:
    return svg.findtext(f"{SVG}desc") or ""


def notes(svg: ElementTree.Element) -> list[str]:
    """What each cell of the grid says; the legend's have no name before them."""
    found = [group.findtext(f"{SVG}title") or "" for group in svg.iter(f"{SVG}g")]
    return [note for note in found if " · " in note]


def shape(svg: ElementTree.Element, note: str) -> tuple[str, ...]:
    group = next(group for group in svg.iter(f"{SVG}g") if note in (group.findtext(f"{SVG}title") or ""))
    return tuple(part.tag.removeprefix(SVG) for part in group if part.tag != f"{SVG}title")


def test_every_month_of_every_account_is_there_once() -> None:
    svg = drawn([("Bank A", months(*["ok"] * 24)), ("Bank B", months(*["none"] * 23, "open"))])

    assert len(notes(svg)) == len(set(notes(svg))) == 48
    assert notes(svg)[0] == "Bank A · Jan 2025 · on time"
    assert notes(svg)[-1] == "Bank B · Dec 2026 · not over yet"


def test_each_status_has_a_shape_of_its_own_and_what_is_reported_its_days() -> None:
    svg = drawn([("Bank A", months(*STATUSES))])
    shapes = {shape(svg, note) for note in notes(svg)}
    rings = [each for each in svg.iter(f"{SVG}circle") if each.get("class") == "gone"]

    # on time and not over are both round, one filled and one a dashed ring
    assert shapes == {("circle",), ("path",), ("rect", "text"), ("rect",)}
    assert len(rings) == 2
    assert "30" in [text.text for text in svg.iter(f"{SVG}text")]


def test_it_says_in_words_what_it_shows() -> None:
    svg = drawn([("Bank A", months("ok", "late", "60", "none", "open")), ("Bank B", months("ok"))])

    assert svg.get("role") == "img" and svg.get("aria-labelledby") == "title about"
    assert svg.findtext(f"{SVG}title") == "Your months, account by account"
    assert description(svg) == (
        "Bank A: 1 of 3 months on time. Feb 2025: late, too short to be reported. "
        "Mar 2025: 60 days late or more. Bank B: 1 of 1 month on time."
    )


def test_it_says_it_in_chinese() -> None:
    svg = drawn([("招商银行", months("ok", "30"))], "zh-CN")

    assert svg.findtext(f"{SVG}title") == "各账户逐月记录"
    assert description(svg) == "招商银行：2 个月中 1 个月按时。2025年2月：逾期 30 天及以上。"


def test_a_name_is_plain_text_and_stays_beside_the_grid() -> None:
    text = record_svg([("<script>alert(1)</script>&", months("ok")), ("卡" * 24, months("ok"))], locale="en")

    ElementTree.fromstring(text)
    assert "<script" not in text
    assert "卡" * 9 + "…" in text


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_without_an_account_it_says_so(locale: str) -> None:
    svg = drawn([], locale)

    assert description(svg) in ("There is no account yet.", "还没有账户。")
    assert notes(svg) == []


def test_only_the_latest_two_years_are_shown() -> None:
    assert len(notes(drawn([("Bank A", months(*["ok"] * 30))]))) == 24


def test_a_theme_that_was_asked_for_holds_whatever_the_viewer_prefers() -> None:
    rows = [("Bank A", months("ok"))]

    assert "prefers-color-scheme" in record_svg(rows, locale="en")
    assert "prefers-color-scheme" not in record_svg(rows, locale="en", theme="dark")
