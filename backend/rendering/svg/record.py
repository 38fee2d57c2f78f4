"""The borrower's record is drawn as a grid of two years of months, account by account.

A month on time is a dot, one that was late but not reported a triangle, one reported as late a square with the days
it is reported from; a dash is a month without dues, a dashed ring one that is not over. No colour is needed to tell
them apart, and each says in words what it is.
"""

from collections.abc import Sequence
from datetime import date
from html import escape
from unicodedata import east_asian_width

import drawsvg
from babel.dates import format_date

from backend.domain.bureau.own_record import Month
from backend.rendering.svg.canvas import WIDTH, Theme, mark, sheet, words
from backend.words.catalogue import count, known_locale, say
from backend.words.names import shorten, shown_name
from backend.words.reminders.sentences import in_a_row

MONTHS = 24
_LEFT, _RIGHT, _TOP, _ROW, _NAME = 24, 20, 132, 30, 150
_COLUMN = (WIDTH - _LEFT - _RIGHT - _NAME) / MONTHS
_LONGEST = 20  # letters of a name beside the grid; a wide script has half as many
_WIDE = 10


def record_svg(accounts: Sequence[tuple[str, Sequence[Month]]], *, locale: str, theme: Theme = "auto") -> str:
    """The picture of (what the borrower calls an account, its months) in the order given; the latest 24 months."""
    known = known_locale(locale)
    columns = sorted({month.month for _, months in accounts for month in months})[-MONTHS:]
    title = say(known, "Your months, account by account")
    shown = [
        (shown_name(name, known), [m for m in months if m.month in columns]) for name, months in accounts
    ]
    told = [_row_text(name, months, known) for name, months in shown]
    drawing = sheet(
        _TOP + _ROW * max(1, len(accounts)) + 16,
        title=title,
        description=in_a_row(told or [say(known, "There is no account yet.")], known),
        locale=known,
        theme=theme,
    )
    words(drawing, title, _LEFT, 28, size=16)
    _legend(drawing, known)
    _heads(drawing, columns)
    for position, (name, months) in enumerate(shown):
        y = _TOP + _ROW * position + _ROW / 2
        wide = any(east_asian_width(letter) in "WF" for letter in name)
        words(drawing, shorten(name, _WIDE if wide else _LONGEST), _LEFT, y + 4)
        for month in months:
            note = f"{name} · {_month_name(month.month, known)} · {_status_text(month.status, known)}"
            _cell(drawing, month.status, _x(columns.index(month.month)), y, note)
    if not shown:
        words(drawing, say(known, "There is no account yet."), _LEFT, _TOP + 18, kind="quiet")
    return str(drawing.as_svg())


def _x(column: int) -> float:
    """The middle of a column, the latest at the right edge of the grid."""
    return round(_LEFT + _NAME + _COLUMN * (column + 0.5), 1)


def _legend(drawing: drawsvg.Drawing, locale: str) -> None:
    entries = (("ok", 24, 52), ("late", 150, 52), ("30", 400, 52), ("none", 24, 76), ("open", 150, 76))
    for status, x, y in entries:
        text = (
            say(locale, "so many days late, as it is reported")
            if status == "30"
            else _status_text(status, locale)
        )
        _cell(drawing, status, x + 10, y, text)
        words(drawing, text, x + 26, y + 4, kind="quiet")


def _heads(drawing: drawsvg.Drawing, columns: Sequence[str]) -> None:
    """The month's number above each column, the year above each January, and above the first with room."""
    for column, month in enumerate(columns):
        year, number = month.split("-")
        words(drawing, str(int(number)), _x(column), _TOP - 6, kind="quiet", size=10, anchor="middle")
        if number == "01" or (column == 0 and number < "11"):
            words(drawing, year, _x(column), _TOP - 22, kind="quiet", size=10, anchor="middle")


def _cell(drawing: drawsvg.Drawing, status: str, x: float, y: float, note: str) -> None:
    if status in ("ok", "late"):
        mark(drawing, "good" if status == "ok" else "doubt", x, y, note)
        return
    group = drawsvg.Group()
    group.append(drawsvg.Raw(f"<title>{escape(note)}</title>"))
    if status in ("open", "unknown"):
        group.append(drawsvg.Circle(x, y, 6, class_="gone"))
    elif status == "none":
        group.append(drawsvg.Rectangle(x - 4, y - 1, 8, 2, class_="quiet"))
    else:
        group.append(drawsvg.Rectangle(x - 10, y - 9, 20, 18, class_="bad"))
        group.append(drawsvg.Text(status, 10, x, y + 4, class_="ground", text_anchor="middle"))
    drawing.append(group)


def _status_text(status: str, locale: str) -> str:
    if status == "ok":
        return say(locale, "on time")
    if status == "late":
        return say(locale, "late, too short to be reported")
    if status == "none":
        return say(locale, "nothing due")
    if status == "open":
        return say(locale, "not over yet")
    if status == "unknown":
        return say(locale, "not known")
    days = int(status)
    return count(locale, "{days} day late or more", "{days} days late or more", days, days=days)


def _row_text(name: str, months: Sequence[Month], locale: str) -> str:
    """The row in words: how many months were on time, and each that was not."""
    met = [month for month in months if month.status not in ("none", "open", "unknown")]
    late = [month for month in met if month.status != "ok"]
    said = count(
        locale,
        "{name}: {met} of {months} month on time.",
        "{name}: {met} of {months} months on time.",
        len(met),
        name=name,
        met=len(met) - len(late),
        months=len(met),
    )
    each = [
        say(
            locale,
            "{month}: {status}.",
            month=_month_name(month.month, locale),
            status=_status_text(month.status, locale),
        )
        for month in late
    ]
    return in_a_row([said, *each], locale)


def _month_name(month: str, locale: str) -> str:
    """Oct 2026 · 2026年10月"""
    year, number = month.split("-")
    pattern = "y年M月" if locale == "zh-CN" else "MMM y"
    return format_date(date(int(year), int(number), 1), pattern, locale=locale.replace("-", "_"))
