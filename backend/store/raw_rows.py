"""Rows of hand-written statements as NamedTuples: a row's fields are the columns of its SELECT, in that order.

A field's type says what is made of its column: SQLite hands days over as text and truths as numbers, and both
databases keep an instant as microseconds. A field that is a NamedTuple itself takes as many columns as it has
fields. Columns are converted whole, not row by row, because a tick reads thousands of rows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache, lru_cache, partial
from typing import Annotated, NamedTuple, TypeGuard, TypeVar, get_args, get_origin, get_type_hints

from backend.store.database import Cursor, execute, from_micros

_ROWS_AT_ONCE = 2000

R = TypeVar("R", bound=NamedTuple)


@lru_cache(maxsize=8192)
def day_of(value: date | str) -> date:
    """A day as PostgreSQL gives it, or as SQLite keeps it."""
    return date.fromisoformat(value) if isinstance(value, str) else value


@lru_cache(maxsize=8192)
def _day_or_none(value: date | str | None) -> date | None:
    return None if value is None else day_of(value)


@lru_cache(maxsize=65536)
def _instant_or_none(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)


_READERS: dict[object, Callable[..., object]] = {
    bool: bool,
    date: day_of,
    date | None: _day_or_none,
    datetime: from_micros,
    datetime | None: _instant_or_none,
}


class _Field(NamedTuple):
    """One field of a row: the SQL of its column, the row that it nests, and what is made of a value."""

    sql: str
    nested: type[NamedTuple] | None
    reader: Callable[..., object] | None


@cache
def _fields_of(row_type: type[NamedTuple]) -> tuple[_Field, ...]:
    hints = get_type_hints(row_type, include_extras=True)
    return tuple(_field(name, hints[name]) for name in row_type._fields)


def _field(name: str, hint: object) -> _Field:
    if get_origin(hint) is Annotated:
        hint, name = get_args(hint)
    return _Field(name, hint if _is_row(hint) else None, _READERS.get(hint))


def _is_row(hint: object) -> TypeGuard[type[NamedTuple]]:
    return isinstance(hint, type) and issubclass(hint, tuple)


@cache
def columns(row_type: type[NamedTuple], table: str = "") -> str:
    """The column list of a row: its fields' names behind the table's, or the SQL of an `Annotated[type, "sql"]`."""
    parts = []
    for field in _fields_of(row_type):
        named = f"{table}.{field.sql}" if table and field.sql.isidentifier() else field.sql
        parts.append(columns(field.nested, table) if field.nested else named)
    return ", ".join(parts)


def select(
    row_type: type[R],
    rest: str,
    parameters: Sequence[object] = (),
    *,
    table: str = "",
    distinct: bool = False,
) -> list[R]:
    """The rows of "SELECT <the row's columns> <rest>"; columns without a table of their own are of `table`."""
    words = "SELECT DISTINCT" if distinct else "SELECT"
    return read(row_type, execute(f"{words} {columns(row_type, table)} {rest}", parameters))


def read(row_type: type[R], cursor: Cursor) -> list[R]:
    """What a cursor over `columns(row_type)` holds."""
    found: list[R] = []
    full = True
    while full and (rows := cursor.fetchmany(_ROWS_AT_ONCE)):
        if _is_as_read(row_type):
            found.extend(map(_maker(row_type), rows))
        else:
            found.extend(_made(row_type, iter(zip(*rows, strict=True))))
        full = len(rows) == _ROWS_AT_ONCE
    return found


@cache
def _is_as_read(row_type: type[NamedTuple]) -> bool:
    """Whether no column of a row is anything but what the database hands over."""
    return not any(field.nested or field.reader for field in _fields_of(row_type))


def _made(row_type: type[R], cells: Iterator[Iterable[object]]) -> Iterator[R]:
    parts: list[Iterable[object]] = []
    for field in _fields_of(row_type):
        if field.nested:
            parts.append(_made(field.nested, cells))
        else:
            parts.append(map(field.reader, next(cells)) if field.reader else next(cells))
    return map(_maker(row_type), zip(*parts, strict=True))


def _maker(row_type: type[R]) -> Callable[[tuple[object, ...]], R]:
    """The row's `_make`, but for its look at lengths."""
    return partial(tuple.__new__, row_type)
