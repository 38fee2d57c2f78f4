"""Many rows in one statement: executemany on SQLite, arrays unnested on PostgreSQL.

A tick writes by the thousand, and on PostgreSQL a round of the planner for each row costs more than the row.
The rows are NamedTuples whose fields are the columns. A field's type says which type PostgreSQL reads it as; an
`Annotated[type, "date"]` names that type itself.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Annotated, NamedTuple, get_args, get_origin, get_type_hints

from backend.store.database import execute, execute_many, is_sqlite

_TYPES: dict[object, str] = {str: "text", int: "bigint", bool: "boolean"}


class _Columns(NamedTuple):
    names: tuple[str, ...]
    types: tuple[str, ...]


def insert(table: str, rows: Sequence[NamedTuple], also: str = "", unless: str = "") -> int:
    """Insert rows; `also` adds columns with one value for all: "state = 'queued'".

    A row is left out where one with the same `unless` (columns of a unique index) is there. Returns how many went in.
    """
    if not rows:
        return 0
    names, types = _columns_of(type(rows[0]))
    fixed = dict(part.split(" = ") for part in also.split(", ")) if also else {}
    into = ", ".join([*names, *fixed])
    rest = f" ON CONFLICT ({unless}) DO NOTHING" if unless else ""
    if is_sqlite():
        values = ", ".join(["?"] * len(names) + list(fixed.values()))
        return execute_many(f"INSERT INTO {table} ({into}) VALUES ({values}){rest}", rows)
    taken = ", ".join([*(f"u.{name}" for name in names), *fixed.values()])
    cursor = execute(
        f"INSERT INTO {table} ({into}) SELECT {taken} FROM {_unnest(names, types)}{rest}", _by_column(rows)
    )
    return int(cursor.rowcount)


def update(
    table: str, rows: Sequence[NamedTuple], keys: Sequence[str], also: str = "", where: str = ""
) -> None:
    """Set the rows' columns (and `also`) where their `keys`, the last of their fields, match (and `where`)."""
    if not rows:
        return
    names, types = _columns_of(type(rows[0]))
    assigned_names = names[: -len(keys)]
    more = [also] if also else []
    rest = [where] if where else []
    if is_sqlite():
        assigned = ", ".join([*(f"{name} = ?" for name in assigned_names), *more])
        matched = " AND ".join([*(f"{name} = ?" for name in keys), *rest])
        execute_many(f"UPDATE {table} SET {assigned} WHERE {matched}", rows)
    else:
        assigned = ", ".join([*(f"{name} = u.{name}" for name in assigned_names), *more])
        matched = " AND ".join([*(f"{table}.{name} = u.{name}" for name in keys), *rest])
        execute(
            f"UPDATE {table} SET {assigned} FROM {_unnest(names, types)} WHERE {matched}", _by_column(rows)
        )


@cache
def _columns_of(row_type: type[NamedTuple]) -> _Columns:
    hints = get_type_hints(row_type, include_extras=True)
    return _Columns(row_type._fields, tuple(_type_of(hints[name]) for name in row_type._fields))


def _type_of(hint: object) -> str:
    if get_origin(hint) is Annotated:
        return str(get_args(hint)[1])
    known = [part for part in get_args(hint) if part is not type(None)]  # NULL is of every type
    return _TYPES[known[0] if known else hint]


def _unnest(names: Sequence[str], types: Sequence[str]) -> str:
    arrays = ", ".join(f"?::{kind}[]" for kind in types)
    return f"unnest({arrays}) AS u({', '.join(names)})"


def _by_column(rows: Iterable[Iterable[object]]) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)]
