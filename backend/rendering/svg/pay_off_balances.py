"""What is owed under each pay-off plan is drawn in one picture, narrow enough for the smallest phone.

Plans often run on top of one another, so each has its own dashes beside its colour, and later ones are thinner: what
lies beneath shows through. The colours are told apart by eyes that do not see red, green or blue as most do.
"""

from collections.abc import Sequence
from datetime import date
from unicodedata import east_asian_width

import drawsvg

from backend.domain.money.amount import format_whole_money, minor_digits
from backend.rendering.svg.canvas import Colour, Theme, round_steps, sheet, words
from backend.words.catalogue import known_locale, say
from backend.words.relief.pay_off import CourseFacts, OwedOn, course_name, course_text, month_text
from backend.words.reminders.sentences import in_a_row

WIDTH = 320
_PLOT, _RIGHT, _TOP, _LEGEND, _BOTTOM = 180, 14, 44, 18, 30
_SIZE = 11
_LETTER, _WIDE_LETTER = 7.2, 11.0  # the room a letter of that size takes, at most
# (plan, its dashes); the colours by plan, in the order in which they are drawn.
_DASHES = {
    "avalanche": "none",
    "snowball": "9 4",
    "cash_flow_relief": "2 4",
    "custom": "10 3 2 3",
    "least_cost": "1 7",
}
COLOURS = (
    Colour("avalanche", "stroke", "#0072b2", "#528eea"),
    Colour("snowball", "stroke", "#d55e00", "#ff623c"),
    Colour("cash_flow_relief", "stroke", "#009e73", "#3ceb91"),
    Colour("custom", "stroke", "#882255", "#c788af"),
    Colour("least_cost", "stroke", "#1b1f24", "#ffffff"),
)


class _Frame:
    """From days and minor units to places on the sheet."""

    def __init__(self, courses: Sequence[CourseFacts], top: int, currency: str, locale: str) -> None:
        every = [point for each in courses for point in each.owed]
        self.first, self.last = min(each.on for each in every), max(each.on for each in every)
        highest = max(1, *(each.owed for each in every))
        self.levels = round_steps(0, highest, minor_digits(currency), most=4)
        self.labels = [format_whole_money(level, currency, locale) for level in self.levels]
        self.left = round(max(_width(label) for label in self.labels)) + 10
        self.top = top

    def x(self, day: date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(self.left + (WIDTH - self.left - _RIGHT) * share, 1)

    def y(self, minor: int) -> float:
        return round(self.top + _PLOT * (1 - minor / self.levels[-1]), 1)


def pay_off_svg(courses: Sequence[CourseFacts], *, currency: str, locale: str, theme: Theme = "auto") -> str:
    """The picture of at least one plan, each with at least its first day."""
    known = known_locale(locale)
    title = say(known, "What is owed, plan by plan")
    top = _TOP + _LEGEND * len(courses) + 10
    drawing = sheet(
        top + _PLOT + _BOTTOM,
        title=title,
        description=in_a_row([course_text(each, currency, known) for each in courses], known),
        locale=known,
        theme=theme,
        width=WIDTH,
        more_colours=COLOURS,
    )
    drawing.append_css("polyline,.key{fill:none}")
    words(drawing, title, 10, 24, size=14)
    frame = _Frame(courses, top, currency, known)
    _axes(drawing, frame, known)
    for place, each in enumerate(courses):
        _legend(drawing, each, place, known)
        flat = [part for point in _thinned(each.owed) for part in (frame.x(point.on), frame.y(point.owed))]
        drawing.append(drawsvg.Lines(*flat, **_stroke(each, place)))
    return str(drawing.as_svg())


def _stroke(each: CourseFacts, place: int) -> dict[str, object]:
    return {
        "class_": f"key {each.course}",
        "fill": "none",
        "stroke_width": round(4 - 0.5 * place, 1),
        "stroke_dasharray": _DASHES[each.course],
        "stroke_linecap": "butt" if _DASHES[each.course] == "none" else "round",
    }


def _legend(drawing: drawsvg.Drawing, each: CourseFacts, place: int, locale: str) -> None:
    y = _TOP + _LEGEND * place
    drawing.append(drawsvg.Line(10, y - 4, 44, y - 4, **_stroke(each, place)))
    end = say(locale, "no end") if each.ends_on is None else month_text(each.ends_on, locale)
    text = say(locale, "{label}: {value}", label=course_name(each.course, locale), value=end)
    words(drawing, text, 52, y, size=_SIZE)


def _axes(drawing: drawsvg.Drawing, frame: _Frame, locale: str) -> None:
    for level, label in zip(frame.levels, frame.labels, strict=True):
        y = frame.y(level)
        drawing.append(drawsvg.Line(frame.left, y, WIDTH - _RIGHT, y, class_="grid"))
        words(drawing, label, frame.left - 6, y + 4, size=_SIZE, kind="quiet", anchor="end")
    span = (frame.last - frame.first).days
    for share, anchor in ((0, "start"), (1, "middle"), (2, "end")):
        day = date.fromordinal(frame.first.toordinal() + span * share // 2)
        y = frame.top + _PLOT + 18
        words(drawing, month_text(day, locale), frame.x(day), y, size=_SIZE, kind="quiet", anchor=anchor)


def _width(label: str) -> float:
    return sum(_WIDE_LETTER if east_asian_width(letter) in "WF" else _LETTER for letter in label)


def _thinned(owed: Sequence[OwedOn]) -> Sequence[OwedOn]:
    """At most one point a drawn unit: what lies between two is not seen. The first and the last stay."""
    step = -(-len(owed) // WIDTH)
    return owed if step == 1 else [*owed[:-1:step], owed[-1]]
