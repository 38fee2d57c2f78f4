"""One database handle, SQLite or PostgreSQL by URL, and the field types that keep time and terms exact.

SQLite runs in WAL with foreign keys on; every writing transaction begins IMMEDIATE, so that a reader
who goes on to write cannot be overtaken. PostgreSQL uses row locks (`FOR UPDATE SKIP LOCKED`).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

import peewee

from backend.store.connections import Postgresql, Renewing, Sqlite
from backend.store.faults import STORE_ERRORS

database = peewee.DatabaseProxy()

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(instant: datetime) -> int:
    """Microseconds since 1970 of an aware instant, exactly (no float on the way)."""
    return (instant - _EPOCH) // _MICROSECOND


@lru_cache(maxsize=65536)
def from_micros(micros: int) -> datetime:
    """The aware UTC instant of microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=micros)


# How long whoever writes waits for whoever is writing, before it is told that the file is busy.
SQLITE_PATIENCE_MS = 10_000

# A server that has vanished without a word (a failover, a firewall) is given up within half a minute, not in hours.
_GIVE_UP = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


def open_database(url: str) -> peewee.Database:
    """A database for `sqlite:///relative.db`, `sqlite:////absolute.db` or `postgresql://user:pw@host/db`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path.removeprefix("/"))
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql(url)
    raise ValueError(f"GRACEDAY_DATABASE_URL: {parts.scheme!r} is neither sqlite nor postgresql")


def _sqlite(path: str) -> peewee.Database:
    opened: Callable[..., peewee.Database] = Sqlite
    return opened(
        path,
        timeout=SQLITE_PATIENCE_MS / 1000,
        pragmas={
            "journal_mode": "wal",
            "synchronous": "full",  # a commit survives a power cut: a push marked sent stays sent
            "foreign_keys": 1,
            "busy_timeout": SQLITE_PATIENCE_MS,
            "cache_size": -16_000,
        },
    )


def _postgresql(url: str) -> peewee.Database:
    parts = urlsplit(url)
    options: dict[str, object] = dict(parse_qsl(parts.query))
    if parts.hostname:
        options.setdefault("host", parts.hostname)
    if parts.port:
        options.setdefault("port", parts.port)
    if parts.username:
        options.setdefault("user", unquote(parts.username))
    if parts.password:
        options.setdefault("password", unquote(parts.password))
    # A plan kept for any parameter compares each row with each value of `= ANY(?)`, one after the other; one made
    # for the values at hand hashes them. Planning costs a fraction of a millisecond, the other cost grows with both.
    options["options"] = (
        f"{options.get('options', '')} -c plan_cache_mode=force_custom_plan -c random_page_cost=1.1".strip()
    )
    for name, value in _GIVE_UP.items():
        options.setdefault(name, value)
    # The driver's options go through peewee, which cannot name their types.
    opened: Callable[..., peewee.Database] = Postgresql
    return opened(parts.path.removeprefix("/"), prefer_psycopg3=True, **options)


def bind(url: str) -> peewee.Database:
    """Open `url` and point every row at it; this thread's connection to what was bound before is closed."""
    if database.obj is not None:
        close_thread()
    opened = open_database(url)
    database.initialize(opened)
    return opened


def close_thread() -> None:
    """Close this thread's connection, if it has one, whatever became of it."""
    opened = database.obj
    if isinstance(opened, Renewing):
        opened.discard()


def renew_connection() -> None:
    """Let go of this thread's connection if it is broken, or was left in the middle of something."""
    opened = database.obj
    if isinstance(opened, Renewing):
        if opened.in_transaction():
            opened.discard()
        opened.renew()


def is_sqlite() -> bool:
    return isinstance(database.obj, peewee.SqliteDatabase)


@contextmanager
def transaction() -> Iterator[None]:
    """One writing transaction. Nested calls join the outer one as savepoints."""
    if is_sqlite() and not database.in_transaction():
        with database.atomic("IMMEDIATE"):
            yield
    else:
        with database.atomic():
            yield


def _sql(statement: str) -> str:
    return statement if is_sqlite() else statement.replace("?", "%s")


class Cursor(Protocol):
    """What the store uses of a database's cursor."""

    @property
    def rowcount(self) -> int: ...

    @property
    def description(self) -> Sequence[Sequence[object]]: ...

    def fetchone(self) -> tuple[object, ...] | None: ...

    def fetchmany(self, size: int, /) -> list[tuple[object, ...]]: ...

    def fetchall(self) -> list[tuple[object, ...]]: ...

    def __iter__(self) -> Iterator[tuple[object, ...]]: ...


def execute(statement: str, parameters: Sequence[object] = ()) -> Cursor:
    """Run one hand-written statement (`?` placeholders on both databases); returns its cursor."""
    cursor: Cursor = database.execute_sql(_sql(statement), parameters)
    return cursor


def one_of(column: str, values: Sequence[str]) -> tuple[str, object]:
    """(condition, its one parameter) for "the column is one of these": the same text for any number of values,
    so that both databases keep the statement prepared."""
    if is_sqlite():
        return f"{column} IN (SELECT value FROM json_each(?))", json.dumps(list(values))
    return f"{column} = ANY(?)", list(values)


def execute_many(statement: str, rows: Iterable[Iterable[object]]) -> int:
    """Run one statement for each row of parameters; returns the number of rows changed."""
    cursor = database.cursor()
    try:
        cursor.executemany(_sql(statement), list(map(tuple, rows)))  # SQLite takes a plain tuple fastest
    except Exception as error:  # of the driver's own: peewee has not seen this statement
        if isinstance(database.obj, Renewing):
            database.obj.note(error)
        raise
    return int(cursor.rowcount)


# The database said no, or did not answer.
StoreError = STORE_ERRORS

# A unique constraint said no: another transaction wrote the same thing first.
DuplicateRow = peewee.IntegrityError
# What a delete raises where another row keeps the one that was to go.
KeptRow = peewee.IntegrityError
