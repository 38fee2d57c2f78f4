"""The schema's history: numbered files in migrations/, applied and undone in order, by one process at a time.

A thin layer over playhouse.migrations (which ships with peewee): each file defines `up(migrator, db)` and
`down(migrator, db)`, runs in a transaction of its own and is recorded by name. Added here: a lock, so that
any number of processes may start at once, and a look at SQLite's foreign keys, which playhouse turns off
while it rebuilds a table. Why this library: docs/decisions/0002-migrations.md.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeAlias

import peewee
from playhouse.migrations import Runner

FOLDER = Path(__file__).resolve().parents[2] / "migrations"
HISTORY = "schema_migration"
ZERO = "zero"

Handle: TypeAlias = peewee.Database | peewee.DatabaseProxy  # noqa: UP040 - Python 3.11

# Any number will do that nothing else locks in this database: the letters "graceday".
_LOCK = int.from_bytes(b"graceday", "big")


class _Status(Protocol):
    """What playhouse says of one migration."""

    name: str
    applied: bool


class _Runner(Protocol):
    """What is used of playhouse's runner; `up` and `down` return the names of what they did."""

    def up(self) -> list[str]: ...

    def down(self, name: str) -> list[str]: ...

    def status(self) -> list[_Status]: ...


class UnknownMigration(ValueError):
    """There is no applied migration of that name."""


class BrokenReferences(RuntimeError):
    """After a migration some rows point at rows that do not exist."""


def migrate(database: Handle, folder: Path = FOLDER) -> list[str]:
    """Apply what is pending, oldest first; returns their names. Makes the SQLite file and its folder."""
    with _alone(database) as opened:
        applied = _runner(opened, folder).up()
        if applied:
            _check_references(opened)
        return applied


def rollback(database: Handle, to: str, folder: Path = FOLDER) -> list[str]:
    """Undo, newest first, every migration applied after `to` ("zero": all of them); returns their names."""
    with _alone(database) as opened:
        runner = _runner(opened, folder)
        applied = [row.name for row in runner.status() if row.applied]
        if to != ZERO and to not in applied:
            raise UnknownMigration(f"{to!r} is not applied here; applied: {', '.join(applied) or 'none'}")
        later = applied if to == ZERO else applied[applied.index(to) + 1 :]
        undone = runner.down(later[0]) if later else []
        if undone:
            _check_references(opened)
        return undone


def pending(database: Handle, folder: Path = FOLDER) -> list[str]:
    """The names of the migrations that have yet to be applied, oldest first."""
    with _connected(database) as opened:
        return [row.name for row in _runner(opened, folder).status() if not row.applied]


def _runner(database: peewee.Database, folder: Path) -> _Runner:
    runner: _Runner = Runner(database, str(folder), table_name=HISTORY)
    return runner


def _sqlite_folder(database: peewee.Database) -> Path | None:
    """Where the database's file lies; None for PostgreSQL and for a database in memory."""
    if not isinstance(database, peewee.SqliteDatabase) or ":memory:" in str(database.database):
        return None
    return Path(str(database.database)).resolve().parent


def _make_private(path: Path) -> None:
    """A new database is its owner's alone; SQLite gives its side files the same rights."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))


@contextmanager
def _connected(database: Handle) -> Iterator[peewee.Database]:
    """The database behind a proxy, connected; left as it was found."""
    opened = database.obj if isinstance(database, peewee.DatabaseProxy) else database
    if folder := _sqlite_folder(opened):
        folder.mkdir(parents=True, exist_ok=True)
        _make_private(Path(str(opened.database)))
    fresh = opened.connect(reuse_if_open=True)
    try:
        yield opened
    finally:
        if fresh:
            opened.close()


@contextmanager
def _alone(database: Handle) -> Iterator[peewee.Database]:
    """Connected, and the only process that migrates this database. Both locks end with their process."""
    with _connected(database) as opened:
        folder = _sqlite_folder(opened)
        lock = _lock_server(opened) if folder is None else _lock_folder(folder)
        with lock:
            yield opened


@contextmanager
def _lock_server(database: peewee.Database) -> Iterator[None]:
    if isinstance(database, peewee.SqliteDatabase):  # in memory: nobody else can see it
        yield
        return
    database.execute_sql("SELECT pg_advisory_lock(%s)", (_LOCK,))
    try:
        yield
    finally:
        database.execute_sql("SELECT pg_advisory_unlock(%s)", (_LOCK,))


@contextmanager
def _lock_folder(folder: Path) -> Iterator[None]:
    # Not a transaction: SQLite ignores `PRAGMA foreign_keys` inside one, and playhouse must turn them off
    # while it rebuilds a table, or dropping the old copy would cascade.
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _check_references(database: peewee.Database) -> None:
    if isinstance(database, peewee.SqliteDatabase):
        broken = sorted({row[0] for row in database.execute_sql("PRAGMA foreign_key_check").fetchall()})
        if broken:
            raise BrokenReferences(f"rows in {', '.join(broken)} point at rows that do not exist")
