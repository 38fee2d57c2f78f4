"""A spreadsheet's cell as the text that a person saw: numbers without a float's tail, days in ISO order."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any


def text_of(value: Any) -> str:
    """The cell's text. A formula comes as its own text, and is not evaluated."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return number(value)
    if isinstance(value, datetime):
        day = value.date().isoformat()
        return day if value.time() == time(0) else f"{day} {value.time().isoformat('seconds')}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("seconds")
    return str(value)


def number(value: float) -> str:
    """A stored double with the 15 digits that spreadsheets show: 0.1 + 0.2 is "0.3", 1e5 is "100000"."""
    shown = Decimal(format(value, ".15g"))
    return format(shown, "f") if shown.is_finite() and abs(shown) < Decimal(10) ** 30 else str(shown)
