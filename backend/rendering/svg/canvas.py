"""Every picture is drawn on this sheet: its colours in light and dark, its description, an axis of round numbers.

A viewer's own preference chooses the colours (prefers-color-scheme) unless `theme` does. Shapes carry what colours
say as well, because one reader in twelve does not see red and green apart.
"""

from collections.abc import Sequence
from html import escape
from typing import Literal, NamedTuple

import drawsvg

Theme = Literal["auto", "light", "dark"]
WIDTH = 720
_FONT = "system-ui, 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"


class Colour(NamedTuple):
    """A class of shapes: what is coloured of it (fill or stroke), on light and on dark ground."""

    name: str
    prop: str
    light: str
    dark: str


# Text has a contrast of 4.5 or more against its ground (WCAG 2.2, 1.4.3).
_COLOURS = (
    Colour("ground", "fill", "#ffffff", "#0d1117"),
    Colour("ink", "fill", "#1b1f24", "#e6edf3"),
    Colour("quiet", "fill", "#57606a", "#9da7b3"),
    Colour("grid", "stroke", "#d8dee4", "#30363d"),
    Colour("band", "fill", "#cfe1f5", "#16324f"),
    Colour("course", "stroke", "#0a5cad", "#79b8ff"),
    Colour("limit", "stroke", "#8a6d00", "#e3b341"),
    Colour("good", "fill", "#1a7f37", "#3fb950"),
    Colour("doubt", "fill", "#9a6700", "#d29922"),
    Colour("bad", "fill", "#cf222e", "#ff7b72"),
    Colour("gone", "stroke", "#57606a", "#9da7b3"),
    Colour("bar", "fill", "#0a5cad", "#79b8ff"),
    Colour("ahead", "fill", "#cfe1f5", "#16324f"),
)


def sheet(
    height: int,
    *,
    title: str,
    description: str,
    locale: str,
    theme: Theme,
    width: int = WIDTH,
    more_colours: Sequence[Colour] = (),
) -> drawsvg.Drawing:
    """An empty sheet of `width` by `height` that says what it shows to a screen reader."""
    drawing = drawsvg.Drawing(
        width, height, role="img", lang=locale, font_family=_FONT, **{"aria-labelledby": "title about"}
    )
    drawing.append_css(_css(theme, (*_COLOURS, *more_colours)))
    drawing.append(drawsvg.Raw(f'<title id="title">{escape(title)}</title>'))
    drawing.append(drawsvg.Raw(f'<desc id="about">{escape(description)}</desc>'))
    drawing.append(drawsvg.Rectangle(0, 0, width, height, class_="ground"))
    return drawing


def _css(theme: Theme, colours: Sequence[Colour]) -> str:
    light = "".join(f".{each.name}{{{each.prop}:{each.light}}}" for each in colours)
    dark = "".join(f".{each.name}{{{each.prop}:{each.dark}}}" for each in colours)
    shared = ".course,.limit,.gone{fill:none;stroke-width:2}.limit,.gone{stroke-dasharray:6 4}"
    if theme == "dark":
        return shared + dark
    return (
        shared + light if theme == "light" else f"{shared}{light}@media (prefers-color-scheme:dark){{{dark}}}"
    )


def words(
    drawing: drawsvg.Drawing,
    text: str,
    x: float,
    y: float,
    *,
    size: int = 12,
    kind: str = "ink",
    anchor: str = "start",
) -> None:
    """One line of text; a viewer that lacks room never overlaps it with another, because callers leave some."""
    drawing.append(drawsvg.Text(text, size, x, y, class_=kind, text_anchor=anchor))


def mark(drawing: drawsvg.Drawing, kind: str, x: float, y: float, note: str) -> None:
    """A dot (good), a triangle (doubt) or a cross (bad), with a note that a pointer or a reader finds."""
    group = drawsvg.Group()
    group.append(drawsvg.Raw(f"<title>{escape(note)}</title>"))
    if kind == "good":
        group.append(drawsvg.Circle(x, y, 5, class_="good"))
    elif kind == "doubt":
        group.append(drawsvg.Lines(x, y - 6, x + 6, y + 5, x - 6, y + 5, close=True, class_="doubt"))
    else:
        arm = (
            (-6, -4),
            (-4, -6),
            (0, -2),
            (4, -6),
            (6, -4),
            (2, 0),
            (6, 4),
            (4, 6),
            (0, 2),
            (-4, 6),
            (-6, 4),
            (-2, 0),
        )
        flat = [part for dx, dy in arm for part in (x + dx, y + dy)]
        group.append(drawsvg.Lines(*flat, close=True, class_="bad"))
    drawing.append(group)


def round_steps(low: int, high: int, minor_digits: int, most: int = 5) -> Sequence[int]:
    """At most `most` + 1 round values (1, 2 or 5 times a power of ten major units) from below `low` to `high` on."""
    unit = 10**minor_digits
    step = unit
    while (high - low) / step > most:
        leading = str(step)[0]
        step = step * 5 // 2 if leading == "2" else step * 2
    first, last = low // step, -(-high // step)
    return [step * index for index in range(first, last + 1)]
