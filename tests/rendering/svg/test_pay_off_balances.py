"""Pay-off plans as one picture: narrow, in whole units, told apart by any eye, in words for who cannot see it."""

import re
from datetime import date
from itertools import combinations
from xml.etree import ElementTree

import pytest

from backend.domain.money.amount import format_whole_money
from backend.rendering.svg.pay_off_balances import COLOURS, pay_off_svg
from backend.words.relief.pay_off import COURSES, CourseFacts, OwedOn

SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2026, 11, 24)
ENDS = date(2027, 1, 31)
# How colours look to eyes that lack one kind of cone (Machado, Oliveira and Fernandes, 2009, severity 1), linear RGB.
EYES = {
    "as most": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def ending(course: str, high: int = 1_300_050) -> CourseFacts:
    owed = (OwedOn(TODAY, high), OwedOn(date(2026, 12, 31), high // 2), OwedOn(ENDS, 0))
    return CourseFacts(course, owed, ENDS)  # type: ignore[arg-type]


def drawn(*courses: CourseFacts, currency: str = "CNY", locale: str = "en") -> ElementTree.Element:
    return ElementTree.fromstring(pay_off_svg(courses, currency=currency, locale=locale))


def texts(svg: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in svg.iter(f"{SVG}text")]


def polylines(svg: ElementTree.Element) -> list[list[tuple[float, float]]]:
    """The lines of the plans, as points."""
    found = []
    for each in svg.iter(f"{SVG}path"):
        if "key" in each.get("class", "") and each.get("d", "").count("L") > 1:
            flat = [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?", each.get("d", ""))]
            found.append(list(zip(flat[::2], flat[1::2], strict=True)))
    return found


def test_every_plan_is_a_line_from_what_is_owed_today_to_nothing() -> None:
    svg = drawn(*(ending(course) for course in COURSES))
    lines = polylines(svg)
    assert len(lines) == 5
    grid = sorted(
        {
            float(each.get("d", "").split(",")[1].split()[0])
            for each in svg.iter(f"{SVG}path")
            if each.get("class") == "grid"
        }
    )
    for points in lines:
        (x0, y0), (x1, y1), (x2, y2) = points
        assert x0 < x1 < x2 <= 320
        assert y2 == grid[-1], "nothing is owed at the foot"
        assert grid[0] <= y0 < y1 < y2
        assert y1 - y0 == pytest.approx(y2 - y1, abs=0.2), "half is owed half way down"


@pytest.mark.parametrize(("currency", "high"), [("CNY", 1_300_050), ("VND", 250_000_000), ("KWD", 4_250_500)])
@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_it_fits_a_phone_and_has_no_cents_on_its_axis(currency: str, high: int, locale: str) -> None:
    svg = drawn(*(ending(course, high) for course in COURSES), currency=currency, locale=locale)
    assert (svg.get("width"), svg.get("viewBox", "").split()[2]) == ("320", "320")
    axis = [each for each in svg.iter(f"{SVG}text") if each.get("text-anchor") == "end" and each.text]
    amounts = [each for each in axis if re.search(r"\d", each.text or "") and float(each.get("x", "0")) < 200]
    assert len(amounts) >= 3
    for each in amounts:
        assert not re.search(r"[.]\d", each.text or ""), each.text
        assert float(each.get("x", "0")) >= 7 * len(each.text or ""), "the label has room on its left"


def test_it_says_in_words_what_it_shows() -> None:
    owing = CourseFacts("custom", (OwedOn(TODAY, 100_000), OwedOn(date(2026, 12, 31), 101_000)), None)
    svg = drawn(ending("avalanche"), owing)
    about = svg.findtext(f"{SVG}desc") or ""
    assert (
        "Highest rate first: CN¥13,000.50 owed on Tue, Nov 24, 2026; nothing from Sun, Jan 31, 2027 on"
        in about
    )
    assert "Own order: CN¥1,000.00 owed on Tue, Nov 24, 2026; CN¥1,010.00 still owed on" in about
    assert svg.get("aria-labelledby") == "title about"
    assert {"Highest rate first: Jan 2027", "Own order: no end"} <= set(texts(svg))


def test_in_chinese_every_word_is_chinese() -> None:
    svg = drawn(*(ending(course) for course in COURSES), locale="zh-CN")
    assert [each for each in texts(svg) if re.search("[A-Za-z]", each)] == []
    assert not re.search("[A-Za-z]", svg.findtext(f"{SVG}desc") or "")


def test_each_plan_has_dashes_of_its_own() -> None:
    svg = drawn(*(ending(course) for course in COURSES))
    dashes = {
        each.get("class"): each.get("stroke-dasharray")
        for each in svg.iter(f"{SVG}path")
        if "key" in each.get("class", "")
    }
    assert len(dashes) == len(set(dashes.values())) == 5


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize(("ground", "theme"), [("#ffffff", "light"), ("#0d1117", "dark")])
def test_colours_are_told_apart_by_any_eye_and_from_the_ground(eye: str, ground: str, theme: str) -> None:
    colours = [str(getattr(each, theme)) for each in COLOURS]
    seen = [_lab(_as_seen(_linear(colour), eye)) for colour in colours]
    for one, other in combinations(seen, 2):
        distance = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        assert distance > 15, "5 is told apart at a look"
    for colour in colours:
        low, high = sorted((_light(_linear(colour)), _light(_linear(ground))))
        assert (high + 0.05) / (low + 0.05) >= 3, "WCAG 2.2, 1.4.11"


def _linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _as_seen(rgb: list[float], eye: str) -> list[float]:
    rows = [sum(weight * part for weight, part in zip(row, rgb, strict=True)) for row in EYES[eye]]
    return [min(1.0, max(0.0, part)) for part in rows]


def _light(rgb: list[float]) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def _lab(rgb: list[float]) -> tuple[float, float, float]:
    red, green, blue = rgb
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, _light(rgb), z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def test_whole_money_is_never_rounded() -> None:
    assert format_whole_money(120_000, "CNY", "zh-CN") == "¥1,200"
    assert format_whole_money(1_200, "JPY", "en") == "¥1,200"
    with pytest.raises(ValueError, match="minor units"):
        format_whole_money(120_001, "CNY", "en")
