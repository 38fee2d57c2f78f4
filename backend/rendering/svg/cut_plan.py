"""A cut plan is drawn as a picture: what stays and goes of each habit, week by week, and which dues that funds."""

from collections.abc import Sequence

import drawsvg

from backend.domain.money.amount import format_money
from backend.domain.spending.cut_plan.plan_facts import PlanDue
from backend.rendering.svg.canvas import WIDTH, Theme, mark, sheet, words
from backend.words.catalogue import known_locale, say
from backend.words.dates import short_day
from backend.words.names import shorten, shown_name
from backend.words.spending.cut_plan import CutFacts, cut_text

_LEFT, _RIGHT, _TOP, _ROW = 24, 24, 84, 44
_BAR = WIDTH - _LEFT - _RIGHT
_LONGEST = 90  # what a line of 12 px holds beside its margins


def cut_plan_svg(
    cuts: Sequence[CutFacts],
    dues: Sequence[PlanDue],
    *,
    currency: str,
    summary: str,
    locale: str,
    theme: Theme = "auto",
) -> str:
    """The picture of a plan's lines and of its dues."""
    known = known_locale(locale)
    height = _TOP + _ROW * len(cuts) + 34 + 26 * len(dues) + 20
    told = [cut_text(cut, currency, known) for cut in cuts]
    drawing = sheet(
        height,
        title=say(known, "What the plan leaves out"),
        description=" ".join([summary, *told, *(_due_text(due, currency, known) for due in dues)]),
        locale=known,
        theme=theme,
    )
    words(drawing, say(known, "What the plan leaves out"), _LEFT, 28, size=16)
    words(drawing, shorten(summary, _LONGEST), _LEFT, 50, kind="quiet")
    words(
        drawing, say(known, "solid: what stays; outlined: what is left out"), _LEFT, 68, kind="quiet", size=11
    )
    for place, (cut, text) in enumerate(zip(cuts, told, strict=True)):
        _bar(drawing, cut, text, _TOP + _ROW * place)
    top = _TOP + _ROW * len(cuts) + 20
    words(drawing, say(known, "What it pays"), _LEFT, top, size=14)
    for place, due in enumerate(dues):
        y = top + 26 * (place + 1)
        note = _due_text(due, currency, known)
        mark(drawing, "good" if due.promised else "bad", _LEFT + 6, y - 4, note)
        words(drawing, shorten(note, _LONGEST), _LEFT + 20, y)
    return str(drawing.as_svg())


def _bar(drawing: drawsvg.Drawing, cut: CutFacts, text: str, y: float) -> None:
    """The line in words, and beneath it a box for each time: full where it stays, outlined where it goes."""
    words(drawing, shorten(text, _LONGEST), _LEFT, y + 12)
    boxes = max(1, cut.usual)
    room = min(48.0, _BAR / boxes)
    kept = cut.usual - cut.steps
    for box in range(boxes):
        kind = "bar" if box < kept else "gone"
        x = round(_LEFT + box * room, 1)
        drawing.append(drawsvg.Rectangle(x, y + 20, round(room * 0.85, 1), 12, class_=kind))


def _due_text(due: PlanDue, currency: str, locale: str) -> str:
    name = shown_name(due.name, locale)
    amount = format_money(due.amount, currency, locale)
    day = short_day(due.on, locale)
    if due.promised:
        return say(locale, "{name}, {day}: {amount} is funded.", name=name, day=day, amount=amount)
    return say(locale, "{name}, {day}: {amount} is not funded.", name=name, day=day, amount=amount)
