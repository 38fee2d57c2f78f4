"""From the parsed file of a place's guidance to its rows, each checked: a slip must become no wrong advice."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from backend.countries.table_row import GuidanceFault
from backend.countries.table_row import TableRow as _Row
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
        kinds=row.each_of("kinds", KINDS),
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
