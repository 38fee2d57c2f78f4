"""Who may ask for a debt, and whether it is owed: a place's data, read from `data/owed/<country>.toml`, checked whole.

`default.toml` beside them holds in every place; a place's own checks replace those of the same id. How a file is laid
out: docs/relief-ownership.md.
"""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar

from backend.countries.reading import CountryFileError
from backend.countries.table_row import GuidanceFault, TableRow
from backend.domain.calendar.business_day import supported
from backend.domain.relief.next_steps import KINDS
from backend.domain.relief.owed_law import (
    LETTER_KINDS,
    RECIPIENTS,
    Check,
    Clock,
    OwedLaw,
    Rule,
    Source,
    WindowRule,
)

T = TypeVar("T")
_DATA = files("backend.countries") / "data" / "owed"
_DEFAULT = "default.toml"
_NO_WORDS: Mapping[str, str] = MappingProxyType({})


@cache
def owed_places() -> tuple[str, ...]:
    """The countries (ISO 3166, upper case) with data of their own, in alphabetical order."""
    names = sorted(file.name.removesuffix(".toml") for file in _DATA.iterdir() if file.name != _DEFAULT)
    return tuple(name.upper() for name in names)


@cache
def owed_law(country: str) -> OwedLaw:
    """What is known of a country. Raises CountryFileError."""
    default = _read(_DEFAULT)
    if country not in owed_places():
        return default
    own = _read(f"{country.lower()}.toml")
    ids = {check.id for check in own.checks}
    checks = (*(check for check in default.checks if check.id not in ids), *own.checks)
    return OwedLaw(checks, own.asks, own.after, own.transfers, own.clocks, own.windows)


def read_owed_law(text: str, file: str) -> OwedLaw:
    """The rows in one file's text. Raises CountryFileError, which names the file, the row and the fault."""
    try:
        return _law(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise CountryFileError(file, "", str(error)) from error
    except GuidanceFault as found:
        raise CountryFileError(file, found.row, found.fault) from found


def _read(file: str) -> OwedLaw:
    return read_owed_law((_DATA / file).read_text(encoding="utf-8"), f"owed/{file}")


def _law(content: dict[str, Any]) -> OwedLaw:
    known = ("check", "ask", "after", "transfer", "clock", "window")
    if unknown := sorted(content.keys() - set(known)):
        raise GuidanceFault("file", f"does not know {', '.join(unknown)}")
    rows = {kind: [TableRow(kind, table) for table in content.get(kind, [])] for kind in known}
    names = [row.name for kind in known[:4] for row in rows[kind]]
    for name in names:
        if names.count(name) > 1:
            raise GuidanceFault(name, "stands there twice")
    return OwedLaw(
        _all(rows["check"], _check),
        _all(rows["ask"], _rule),
        _all(rows["after"], _rule),
        _all(rows["transfer"], _rule),
        _all(rows["clock"], _clock),
        _all(rows["window"], _window),
    )


def _all(rows: list[TableRow], read: Callable[[TableRow], T]) -> tuple[T, ...]:
    found = []
    for row in rows:
        found.append(read(row))
        row.done()
    return tuple(found)


def _source(row: TableRow) -> Source:
    law = row.text("law", empty=True) if row.has("law") else ""
    return Source(law, row.text("source"), row.day("checked_on"), row.flag("confirmed"))


def _check(row: TableRow) -> Check:
    sign = row.words("sign") if row.has("sign") else _NO_WORDS
    return Check(
        id=row.text("id"),
        if_no="sign" if sign else "missing",
        url=row.text("url") if row.has("url") else "",
        origin=_source(row),
        says=row.words("says"),
        why=row.words("why"),
        sign=sign,
    )


def _rule(row: TableRow) -> Rule:
    return Rule(
        id=row.text("id"),
        letters=row.some_of("letters", LETTER_KINDS),
        to=row.some_of("to", RECIPIENTS),
        kinds=row.some_of("kinds", KINDS),
        while_window=row.flag("while_window") if row.has("while_window") else False,
        origin=_source(row),
        says=row.words("says"),
    )


def _clock(row: TableRow) -> Clock:
    return Clock(_days(row, "days"), row.some_of("to", RECIPIENTS), _source(row))


def _window(row: TableRow) -> WindowRule:
    holidays = row.text("holidays")
    if not supported(holidays):
        raise row.fail("holidays names no calendar")
    return WindowRule(
        _days(row, "days"), _days(row, "assumed_days"), holidays, row.day("from_on"), _source(row)
    )


def _days(row: TableRow, field: str) -> int:
    number = row.number(field)
    if not number:
        raise row.fail(f"{field} is no number above 0")
    return number
