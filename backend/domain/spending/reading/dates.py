"""The parser of dates reads days as banks write them: any order and separator, month names, days without a year.

An order is one of ORDERS. A date whose month has a name, or whose year stands first, reads the same in all of
them; MD and DM have no year, which is then that of the statement, or the one before it when the month is later
than the statement's (a statement of January holds purchases of December). Midnight on the dot is how exports
fill in a time that they do not have, and is none.
"""

import re
import unicodedata
from datetime import date, datetime, time
from typing import NamedTuple

ORDERS = ("YMD", "DMY", "MDY", "MD", "DM")

_MONTHS = {
    stem: number
    for number, stems in enumerate(
        (
            "jan janv ene gen",
            "feb fev febr fevr",
            "mar mars mrz marz maer",
            "apr avr abr avril",
            "may mai mag",
            "jun juin giu",
            "jul juil juill lug",
            "aug aout ago",
            "sep sept set",
            "oct okt ott",
            "nov",
            "dec dez dic",
        ),
        1,
    )
    for stem in stems.split()
}
_WEEKDAY = re.compile(
    r"(?:[^\W\d]{2,10}\.?,\s+|星期.\s*|周.\s*|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+)", re.I
)
_TIME = (
    r"(?:[\sT,_-]*(?P<hour>[0-9]{1,2})[:.时h](?P<minute>[0-9]{2})(?:[:.分](?P<second>[0-9]{2}))?[分秒]?"
    r"(?:[.,][0-9]+)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|[A-Z]{3,4}|[+-][0-9]{2}:?(?:[0-9]{2})?)?)?"
)
_YEAR_FIRST = re.compile(r"(?P<y>[12][0-9]{3})([-/.年])(?P<m>[0-9]{1,2})[-/.月](?P<d>[0-9]{1,2})日?" + _TIME)
_TRIPLE = re.compile(r"(?P<a>[0-9]{1,2})([-/. ])(?P<b>[0-9]{1,2})\2(?P<c>[0-9]{4}|[0-9]{2})" + _TIME)
_DIGITS = re.compile(r"(?P<all>[0-9]{8})(?:[\sT]?(?P<time>[0-9]{6}))?")
_DAY_MONTH = re.compile(
    r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?[-/. ]*(?P<name>[^\W\d_]{3,10})\.?(?:[-/., ]*(?P<y>[0-9]{4}|[0-9]{2}))?"
    + _TIME,
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    r"(?P<name>[^\W\d_]{3,10})\.?[-/ ]*(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?(?:,?[-/ ]*(?P<y>[0-9]{4}))?" + _TIME,
    re.IGNORECASE,
)
_YEAR_NAME = re.compile(
    r"(?P<y>[0-9]{4})[-/ ](?P<name>[^\W\d_]{3,10})\.?[-/ ](?P<d>[0-9]{1,2})" + _TIME, re.IGNORECASE
)
_PAIR = re.compile(r"(?P<a>[0-9]{1,2})(?:[-/月](?P<b>[0-9]{1,2})日?|\.(?P<c>[0-9]{1,2})\.)" + _TIME)
_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2})[:时h](?P<minute>[0-9]{2})(?:[:分](?P<second>[0-9]{2}))?秒?(?:\.[0-9]+)?\s*"
    r"(?P<half>[AaPp]\.?[Mm]\.?)?"
)


_MIDNIGHT = time(0)


class WrittenDate(NamedTuple):
    """A date's parts: `form` is the order where it is certain, "3" or "2" where an order must say."""

    form: str
    parts: tuple[int, ...]
    digits: int  # of the year, where there is one
    at: time | None


class DateError(ValueError):
    """A cell is no day; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def month_number(name: str) -> int:
    """1 to 12 for a month's name or its short form, in five languages; 0 for any other word."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ä", "a"))
    plain = "".join(letter for letter in plain if letter.isalpha())
    return next((_MONTHS[plain[:size]] for size in (5, 4, 3) if plain[:size] in _MONTHS), 0)


def split_date(text: str) -> WrittenDate | None:
    """The parts of a cell that is one day (and perhaps a time), else None."""
    if not 3 < len(text) <= 48:
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = (
        _WEEKDAY.sub("", plain, count=1) if not plain[0].isdigit() and not month_number(plain[:3]) else plain
    )
    try:
        return _split(plain)
    except ValueError:  # 25:61 is no time of day
        return None


def _split(text: str) -> WrittenDate | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return WrittenDate("YMD", (int(found["y"]), int(found["m"]), int(found["d"])), 4, _time(found))
    if found := _TRIPLE.fullmatch(text):
        return WrittenDate(
            "3", (int(found["a"]), int(found["b"]), int(found["c"])), len(found["c"]), _time(found)
        )
    if found := _DIGITS.fullmatch(text):
        return _split_digits(found["all"], found["time"])
    if found := _PAIR.fullmatch(text):
        return WrittenDate("2", (int(found["a"]), int(found["b"] or found["c"])), 0, _time(found))
    for pattern in (_DAY_MONTH, _MONTH_DAY, _YEAR_NAME):
        if (found := pattern.fullmatch(text)) and (month := month_number(found["name"])):
            if not found["y"]:
                return WrittenDate("MD", (month, int(found["d"])), 0, _time(found))
            return WrittenDate(
                "YMD", (int(found["y"]), month, int(found["d"])), len(found["y"]), _time(found)
            )
    return None


def _split_digits(digits: str, clock: str | None) -> WrittenDate:
    at = time(int(clock[:2]), int(clock[2:4]), int(clock[4:])) if clock else None
    at = None if at == time(0) else at
    if "1950" <= digits[:4] <= "2099" and "01" <= digits[4:6] <= "12":
        return WrittenDate("YMD", (int(digits[:4]), int(digits[4:6]), int(digits[6:])), 4, at)
    return WrittenDate("3", (int(digits[:2]), int(digits[2:4]), int(digits[4:])), 4, at)


def _time(found: re.Match[str]) -> time | None:
    if found["hour"] is None:
        return None
    hour = int(found["hour"])
    if half := found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("no hour of a half day")
        hour = hour % 12 + (12 if half[0] in "Pp" else 0)
    at = time(hour, int(found["minute"]), int(found["second"] or 0))
    return None if at == time(0) else at


def read_time(text: str) -> time | None:
    """The time of day in a cell of its own: 17:57:17, 175717, 5:57 PM; None where it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.isascii() and plain.isdigit() and len(plain) in (5, 6):
        plain = f"{plain[:-4]}:{plain[-4:-2]}:{plain[-2:]}"
    found = _CLOCK.fullmatch(plain)
    try:
        return _time(found) if found else None
    except ValueError:
        return None


def is_time(text: str) -> bool:
    """Whether the cell is a time of day and nothing else."""
    return bool(_CLOCK.fullmatch(text)) and (
        read_time(text) is not None or text.startswith(("00:00", "0:00"))
    )


def read_date(text: str, order: str, period: tuple[int, int] | None) -> tuple[date, time | None]:
    """The day and time in a cell. `period` is the statement's (year, month). Raises DateError."""
    if found := read_iso(text):
        return found
    written = split_date(text)
    if written is None:
        raise DateError("date-unreadable")
    return resolve_day(written, order, period), written.at


def read_iso(text: str) -> tuple[date, time | None] | None:
    """The commonest form, 2023-02-12 with or without 21:32:14, the fast way; None for any other."""
    if len(text) not in (10, 19) or text[4] != "-" or text[7] != "-" or text[10:11] not in ("", " "):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not 1950 <= moment.year <= 2099:
        return None
    at = moment.time()
    return moment.date(), None if at == _MIDNIGHT else at


def resolve_day(written: WrittenDate, order: str, period: tuple[int, int] | None) -> date:
    """The day of these parts, read in `order`. Raises DateError."""
    shape = written.form if written.form in ORDERS else order
    if len(shape) != len(written.parts):
        raise DateError("date-unreadable")
    named = dict(zip(shape, written.parts, strict=True))
    if "Y" not in named:
        if period is None:
            raise DateError("date-year-unknown")
        named["Y"] = period[0] - (named["M"] > period[1])
    elif named["Y"] < 100:
        named["Y"] += 2000 if named["Y"] < 80 else 1900
    try:
        day = date(named["Y"], named["M"], named["D"])
    except ValueError:
        raise DateError("date-impossible") from None
    if not 1950 <= day.year <= 2099:
        raise DateError("date-impossible")
    return day
