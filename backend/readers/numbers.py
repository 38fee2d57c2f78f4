"""A spreadsheet's cell becomes the text that a person saw: numbers without a float's tail, days in ISO order."""

from datetime import date, datetime, time
from decimal import Context, InvalidOperation

_FIFTEEN = Context(prec=15)


def text_of(value: object) -> str:
    """The cell's text. A formula comes as its own text, and is not evaluated."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return number(repr(value))
    if isinstance(value, datetime):
        day = value.date().isoformat()
        return day if value.time() == time(0) else f"{day} {value.time().isoformat('seconds')}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("seconds")
    return str(value)


def number(written: str) -> str:
    """A stored number with the 15 digits that spreadsheets show: 0.30000000000000004 is "0.3", 1e5 "100000"."""
    if len(written) < 16 and "e" not in written and "E" not in written:
        return written
    try:
        shown = _FIFTEEN.create_decimal(written)
    except InvalidOperation:
        return written
    if not shown.is_finite() or not -30 < shown.adjusted() < 30:
        return written
    plain = format(shown, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
