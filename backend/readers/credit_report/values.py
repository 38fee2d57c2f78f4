"""These parsers read numbers, days and amounts as reports write them; an unknown form gives None, never a guess."""

import re
from datetime import date
from decimal import Decimal

from backend.domain.money.amount import minor_digits

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_DAYS = [
    re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?"),
    re.compile(r"(?P<y>\d{4})[-./](?P<m>\d{1,2})(?:[-./](?P<d>\d{1,2}))?(?![\d/])"),
    re.compile(r"(?P<m>\d{1,2})[/-](?P<d>\d{1,2})[/-](?P<y>\d{4})"),
    re.compile(r"(?P<m>\d{1,2})[/-](?P<y>\d{4})"),
    re.compile(_NAME + r" (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})"),
    re.compile(_NAME + r",? (?P<y>\d{4})"),
]
_AMOUNT = re.compile(
    r"(?P<open>\(|-)?\s*(?:折合人民币)?(?:[A-Z]{3}|[$€£¥]|US\$)?\s*(?P<minus>-)?(?P<number>\d{1,3}(?:,\d{3})+|\d+)"
    r"(?P<cents>\.\d{1,2})?\s*\)?\s*元?"
)
_NUMBER = re.compile(r"[\dXx*•#.\- ]+")
_MOST_DIGITS = 12


def parse_day(text: str) -> tuple[date, bool] | None:
    """The day, and whether it was named: of "01/2021" the first, False. The United States' order of month and day."""
    for pattern in _DAYS:
        if found := pattern.fullmatch(text.strip()):
            parts = found.groupdict()
            month = _month(parts)
            try:
                return date(int(parts["y"]), month, int(parts.get("d") or 1)), bool(parts.get("d"))
            except ValueError:
                return None
    return None


def _month(parts: dict[str, str]) -> int:
    name = parts.get("name")
    if name is None:
        return int(parts["m"])
    stem = name[:3].lower()
    return _MONTH_NAMES.index(stem) + 1 if stem in _MONTH_NAMES else 0


def month_number_of(name: str) -> int | None:
    """1-12 for "Oct" or "October"."""
    stem = name[:3].lower()
    return _MONTH_NAMES.index(stem) + 1 if stem in _MONTH_NAMES else None


def parse_month(text: str) -> str | None:
    """The month "2026-10" of "10/2026", "Oct 2026" or a day in it."""
    found = parse_day(text)
    return f"{found[0]:%Y-%m}" if found else None


def amount_of(text: str, currency: str) -> int | None:
    """Minor units of "$1,234", "1,234.50" or "(5)"; a credit is negative."""
    found = _AMOUNT.fullmatch(text.strip())
    if not found or len(found["number"]) > _MOST_DIGITS:
        return None
    value = Decimal(found["number"].replace(",", "") + (found["cents"] or ""))
    minor = value.scaleb(minor_digits(currency))
    if minor != int(minor):
        return None
    return -int(minor) if found["open"] or found["minus"] else int(minor)


def last4_of(text: str) -> str:
    """The last four digits of a masked number, "" where the mask is on them; never more than four of any number."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return ""
    tail = text.replace(" ", "").replace("-", "")[-4:]
    return tail if len(tail) == 4 and tail.isascii() and tail.isdigit() else ""
