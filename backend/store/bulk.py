"""Many rows in one statement: executemany on SQLite, arrays unnested on PostgreSQL.

A tick writes by the thousand, and on PostgreSQL a round of the planner for each row costs more than the row.
Columns are given with their PostgreSQL type: "id text, due_at bigint".
"""

from collections.abc import Sequence
from typing import Any

from backend.store.database import execute, execute_many, is_sqlite

Rows = Sequence[Sequence[Any]]


def insert(table: str, columns: str, rows: Rows, also: str = "", unless: str = "") -> int:
    """Insert rows in the order of `columns`; `also` adds columns with one value for all: "state = 'queued'".

    A row is left out where one with the same `unless` (columns of a unique index) is there. Returns how many went in.
    """
    if not rows:
        return 0
    names, types = _split(columns)
    fixed = dict(part.split(" = ") for part in also.split(", ")) if also else {}
    into = ", ".join([*names, *fixed])
    rest = f" ON CONFLICT ({unless}) DO NOTHING" if unless else ""
    if is_sqlite():
        values = ", ".join(["?"] * len(names) + list(fixed.values()))
        return execute_many(f"INSERT INTO {table} ({into}) VALUES ({values}){rest}", list(rows))
    taken = ", ".join([*(f"u.{name}" for name in names), *fixed.values()])
    cursor = execute(
        f"INSERT INTO {table} ({into}) SELECT {taken} FROM {_unnest(names, types)}{rest}", _columns(rows)
    )
    return int(cursor.rowcount)


def update(table: str, columns: str, keys: str, rows: Rows, also: str = "", where: str = "") -> None:
    """Set `columns` (and `also`) where `keys` match (and `where`); rows are (columns..., keys...)."""
    if not rows:
        return
    names, types = _split(columns)
    key_names, key_types = _split(keys)
    more = [also] if also else []
    rest = [where] if where else []
    if is_sqlite():
        assigned = ", ".join([*(f"{name} = ?" for name in names), *more])
        matched = " AND ".join([*(f"{name} = ?" for name in key_names), *rest])
        execute_many(f"UPDATE {table} SET {assigned} WHERE {matched}", list(rows))
    else:
        assigned = ", ".join([*(f"{name} = u.{name}" for name in names), *more])
        matched = " AND ".join([*(f"{table}.{name} = u.{name}" for name in key_names), *rest])
        source = _unnest([*names, *key_names], [*types, *key_types])
        execute(f"UPDATE {table} SET {assigned} FROM {source} WHERE {matched}", _columns(rows))


def _split(columns: str) -> tuple[list[str], list[str]]:
    pairs = [part.split(" ") for part in columns.split(", ")]
    return [name for name, _ in pairs], [kind for _, kind in pairs]


def _unnest(names: list[str], types: list[str]) -> str:
    arrays = ", ".join(f"?::{kind}[]" for kind in types)
    return f"unnest({arrays}) AS u({', '.join(names)})"


def _columns(rows: Rows) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
