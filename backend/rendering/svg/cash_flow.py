"""The cash flow is drawn as a picture: the balance's band, the reserve, and whether each minimum is funded."""

from collections.abc import Sequence
from datetime import date

import drawsvg

from backend.domain.money.amount import format_money, minor_digits
from backend.domain.spending.forecast.cash_flow import Forecast, Funding
from backend.rendering.svg.canvas import WIDTH, Theme, mark, round_steps, sheet, words
from backend.words.catalogue import known_locale, say
from backend.words.dates import short_day

HEIGHT = 380
_LEFT, _RIGHT, _TOP, _BOTTOM = 96, 20, 64, 56
_MARKS = {"yes": "good", "at_risk": "doubt", "no": "bad"}


class _Frame:
    """From days and minor units to places on the sheet."""

    def __init__(self, days: Sequence[date], levels: Sequence[int]) -> None:
        self.first, self.span = days[0], max(1, (days[-1] - days[0]).days)
        self.low, self.high = levels[0], levels[-1]

    def x(self, day: date) -> float:
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * (day - self.first).days / self.span

    def y(self, minor: int) -> float:
        share = (minor - self.low) / max(1, self.high - self.low)
        return round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * share, 1)


def cash_flow_svg(
    forecast: Forecast,
    names: dict[str, str],
    *,
    currency: str,
    reserve: int,
    locale: str,
    theme: Theme = "auto",
) -> str:
    """The picture of a forecast; `names` {due id: what the borrower calls it}."""
    known = known_locale(locale)
    days = forecast.days
    levels = round_steps(
        min(0, reserve, *(day.low for day in days)),
        max(reserve, 1, *(day.high for day in days)),
        minor_digits(currency),
    )
    frame = _Frame([day.on for day in days], levels)
    drawing = sheet(
        HEIGHT,
        title=say(known, "Your balance, day by day"),
        description=_description(forecast, names, currency, known),
        locale=known,
        theme=theme,
    )
    words(drawing, say(known, "Your balance, day by day"), _LEFT, 26, size=16)
    _legend(drawing, known)
    _axes(drawing, frame, levels, currency, known, days[-1].on)
    _course(drawing, frame, forecast, reserve)
    for funding in forecast.fundings:
        _due(drawing, frame, forecast, funding, names, known)
    return str(drawing.as_svg())


def _legend(drawing: drawsvg.Drawing, locale: str) -> None:
    entries = (
        ("good", say(locale, "funded")),
        ("doubt", say(locale, "at risk")),
        ("bad", say(locale, "not funded")),
    )
    for place, (kind, text) in enumerate(entries):
        x = _LEFT + 6 + place * 120
        mark(drawing, kind, x, 44, text)
        words(drawing, text, x + 12, 48, kind="quiet")
    words(drawing, say(locale, "dashed: your reserve"), WIDTH - _RIGHT, 48, kind="quiet", anchor="end")


def _axes(
    drawing: drawsvg.Drawing, frame: _Frame, levels: Sequence[int], currency: str, locale: str, last: date
) -> None:
    for level in levels:
        y = frame.y(level)
        drawing.append(drawsvg.Line(_LEFT, y, WIDTH - _RIGHT, y, class_="grid"))
        words(drawing, format_money(level, currency, locale), _LEFT - 8, y + 4, kind="quiet", anchor="end")
    for share in range(5):
        day = date.fromordinal(frame.first.toordinal() + frame.span * share // 4)
        anchor = "start" if share == 0 else "end" if share == 4 else "middle"
        words(drawing, short_day(day, locale), frame.x(day), HEIGHT - 24, kind="quiet", anchor=anchor)


def _course(drawing: drawsvg.Drawing, frame: _Frame, forecast: Forecast, reserve: int) -> None:
    days = forecast.days
    upper = [(frame.x(day.on), frame.y(day.high)) for day in days]
    lower = [(frame.x(day.on), frame.y(day.low)) for day in reversed(days)]
    drawing.append(
        drawsvg.Lines(*(part for point in upper + lower for part in point), close=True, class_="band")
    )
    path = drawsvg.Path(class_="course")
    path.M(frame.x(days[0].on), frame.y(days[0].expected))
    for day in days[1:]:
        path.L(frame.x(day.on), frame.y(day.expected))
    drawing.append(path)
    y = frame.y(reserve)
    drawing.append(drawsvg.Line(_LEFT, y, WIDTH - _RIGHT, y, class_="limit"))


def _due(
    drawing: drawsvg.Drawing,
    frame: _Frame,
    forecast: Forecast,
    funding: Funding,
    names: dict[str, str],
    locale: str,
) -> None:
    balance = next(day.expected for day in forecast.days if day.on == funding.on)
    note = f"{names.get(funding.due_id, '')} · {short_day(funding.on, locale)} · {_verdict(funding, locale)}"
    mark(drawing, _MARKS[funding.funded], frame.x(funding.on), frame.y(balance), note)


def _verdict(funding: Funding, locale: str) -> str:
    if funding.funded == "yes":
        return say(locale, "funded")
    return say(locale, "at risk") if funding.funded == "at_risk" else say(locale, "not funded")


def _description(forecast: Forecast, names: dict[str, str], currency: str, locale: str) -> str:
    """The same in words: where the balance starts and ends, its lowest day, and each minimum."""
    lowest = min(forecast.days, key=lambda day: (day.expected, day.on))
    said = say(
        locale,
        "From {start} on {first} to {end} on {last}; lowest on {day} with {low}.",
        start=format_money(forecast.days[0].expected, currency, locale),
        first=short_day(forecast.days[0].on, locale),
        end=format_money(forecast.days[-1].expected, currency, locale),
        last=short_day(forecast.days[-1].on, locale),
        day=short_day(lowest.on, locale),
        low=format_money(lowest.expected, currency, locale),
    )
    dues = "; ".join(
        f"{names.get(each.due_id, '')}, {short_day(each.on, locale)}: {_verdict(each, locale)}"
        for each in forecast.fundings
    )
    return f"{said} {dues}".strip()
