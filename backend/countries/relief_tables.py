"""From the parsed file of a place's guidance to its rows, each checked: a slip must become no wrong advice."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from backend.countries.reading import LOCALES
from backend.domain.credit.delinquency import Stage
from backend.domain.money.amount import valid_currency
from backend.domain.relief.guidance import (
    HELPLINE_KINDS,
    NO_LIMIT,
    SCRIPT_KINDS,
    Guidance,
    Helpline,
    IncomeLimit,
    Note,
    Script,
)
from backend.domain.relief.next_steps import KINDS, SUMS, WHOM, Case, Part, Step, Sum

Table = Mapping[str, Any]
_TABLES = ("step", "helpline", "script", "red_flag", "note")


class GuidanceFault(Exception):
    """What is wrong with a row, before it is known in which file."""

    def __init__(self, row: str, fault: str) -> None:
        super().__init__(fault)
        self.row, self.fault = row, fault


class _Row:
    """One table of the file, whose fields are taken one by one; what is left over is a fault."""

    def __init__(self, kind: str, table: object) -> None:
        if not isinstance(table, dict):
            raise GuidanceFault(kind, "is no table")
        self._left = dict(table)
        self.name = f"{kind} {table.get('id') or table.get('kind') or ''}".strip()

    def fail(self, fault: str) -> GuidanceFault:
        return GuidanceFault(self.name, fault)

    def done(self) -> None:
        if self._left:
            raise self.fail(f"does not know {', '.join(sorted(self._left))}")

    def has(self, field: str) -> bool:
        return field in self._left

    def take(self, field: str) -> object:
        if field not in self._left:
            raise self.fail(f"lacks {field}")
        return self._left.pop(field)

    def text(self, field: str, *, empty: bool = False) -> str:
        value = self.take(field)
        if not isinstance(value, str) or value != value.strip() or not (value or empty):
            raise self.fail(f"{field} is no text")
        return value

    def one_of(self, field: str, allowed: tuple[str, ...]) -> str:
        value = self.text(field)
        if value not in allowed:
            raise self.fail(f"{field} is none of {', '.join(allowed)}")
        return value

    def flag(self, field: str) -> bool:
        value = self.take(field)
        if not isinstance(value, bool):
            raise self.fail(f"{field} is neither true nor false")
        return value

    def day(self, field: str) -> date:
        value = self.take(field)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.fail(f"{field} is no date")
        return value

    def number(self, field: str) -> int | None:
        value = self._left.pop(field, None)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise self.fail(f"{field} is no number of at least 0")
        return value

    def some_of(self, field: str, allowed: tuple[str, ...]) -> frozenset[str]:
        """Several words; left out: all of them."""
        value = self._left.pop(field, list(allowed))
        if not isinstance(value, list) or not value or not set(value) <= set(allowed):
            raise self.fail(f"{field} is no list of {', '.join(allowed)}")
        return frozenset(value)

    def words(self, field: str) -> Mapping[str, str]:
        value = self.take(field)
        if not isinstance(value, dict) or value.keys() != set(LOCALES):
            raise self.fail(f"{field} is not in {' and '.join(LOCALES)}")
        if not all(isinstance(text, str) and text and text == text.strip() for text in value.values()):
            raise self.fail(f"{field} is no text")
        return MappingProxyType(value)

    def lines(self, field: str) -> Mapping[str, tuple[str, ...]]:
        value = self.take(field)
        if not isinstance(value, dict) or value.keys() != set(LOCALES):
            raise self.fail(f"{field} is not in {' and '.join(LOCALES)}")
        if not all(isinstance(each, list) and each and all(map(_is_text, each)) for each in value.values()):
            raise self.fail(f"{field} is no list of sentences")
        return MappingProxyType({locale: tuple(each) for locale, each in value.items()})


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def guidance_from(content: Table) -> Guidance:
    """The rows of a file. Raises GuidanceFault."""
    left = dict(content)
    rows: dict[str, list[_Row]] = {}
    for kind in _TABLES:
        tables = left.pop(kind, [])
        if not isinstance(tables, list):
            raise GuidanceFault(kind, f"is no list of [[{kind}]] tables")
        rows[kind] = [_Row(kind, table) for table in tables]
    limit = _Row("payment_to_income", left.pop("payment_to_income")) if "payment_to_income" in left else None
    top = _Row("file", left)
    from_days = top.number("red_flags_from_days")
    top.done()
    found = Guidance(
        tuple(_step(row) for row in rows["step"]),
        tuple(_helpline(row) for row in rows["helpline"]),
        tuple(_script(row) for row in rows["script"]),
        tuple(_note(row) for row in rows["red_flag"]),
        tuple(_note(row) for row in rows["note"]),
        from_days,
        _income_limit(limit) if limit else NO_LIMIT,
    )
    _no_name_twice([row.name for kind in _TABLES for row in rows[kind]])
    return found


def _no_name_twice(names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise GuidanceFault(name, "stands there twice")


def _step(row: _Row) -> Step:
    found = Step(
        id=row.text("id"),
        part=Part(row.one_of("part", tuple(Part))),
        case=Case(row.one_of("case", tuple(Case)) if row.has("case") else Case.KNOWN),
        stages=frozenset(Stage(name) for name in row.some_of("stages", tuple(Stage))),
        kinds=row.some_of("kinds", KINDS),
        of=row.one_of("of", WHOM) if row.has("of") else "nobody",
        secured=row.flag("secured") if row.has("secured") else None,
        sum=_sum(row),
        rights=tuple(sorted(row.text("right").split())) if row.has("right") else (),
        says=row.words("says"),
        why=row.words("why"),
        law=row.text("law", empty=True) if row.has("law") else "",
        source=row.text("source"),
        checked_on=row.day("checked_on"),
        confirmed=row.flag("confirmed"),
    )
    row.done()
    return found


def _sum(row: _Row) -> Sum | None:
    if not row.has("sum"):
        return None
    of, currency = row.one_of("sum", SUMS), row.text("currency")
    found = Sum(of, currency, row.number("at_least"), row.number("at_most"))
    if not valid_currency(currency) or (found.at_least is None and found.at_most is None):
        raise row.fail("its sum has no currency of ISO 4217 or no bound")
    return found


def _helpline(row: _Row) -> Helpline:
    found = Helpline(
        id=row.text("id"),
        kind=row.one_of("kind", HELPLINE_KINDS),
        number=row.text("number"),
        free=row.flag("free") if row.has("free") else None,
        name=row.words("name"),
        hours=row.words("hours") if row.has("hours") else MappingProxyType({}),
        says=row.words("says"),
        source=row.text("source"),
        checked_on=row.day("checked_on"),
        confirmed=row.flag("confirmed"),
    )
    row.done()
    return found


def _script(row: _Row) -> Script:
    found = Script(
        kind=row.one_of("kind", SCRIPT_KINDS),
        lines=row.lines("lines"),
        if_refused=row.lines("if_refused"),
        law=row.text("law", empty=True),
        source=row.text("source"),
        checked_on=row.day("checked_on"),
        confirmed=row.flag("confirmed"),
    )
    row.done()
    return found


def _income_limit(row: _Row) -> IncomeLimit:
    limit_bp = row.number("limit_bp")
    if not limit_bp:
        raise row.fail("limit_bp is no number above 0")
    found = IncomeLimit(
        limit_bp,
        row.text("law", empty=True),
        row.text("source"),
        row.day("checked_on"),
        row.flag("confirmed"),
    )
    row.done()
    return found


def _note(row: _Row) -> Note:
    found = Note(
        row.text("id"), row.words("says"), row.text("source"), row.day("checked_on"), row.flag("confirmed")
    )
    row.done()
    return found
