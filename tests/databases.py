"""Empty databases for tests: migrated once a process, then copied (SQLite) or emptied (PostgreSQL)."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import peewee
import psycopg
import pytest

from backend.store.database import bind, close_thread, execute, is_sqlite, open_database
from backend.store.database import database as bound
from backend.store.migrations import HISTORY, migrate


@pytest.fixture(scope="session")
def migrated(
    server_url: str | None, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[str]:
    """The URL of a database with the newest schema, and no rows: this process's own."""
    if server_url is None:
        url = sqlite_url(tmp_path_factory.mktemp("template") / "template.sqlite3")
    else:
        url = create_database(server_url, f"graceday_{worker_id}")
    opened = open_database(url)
    migrate(opened)
    opened.close()
    yield url


@pytest.fixture
def database_url(migrated: str, tmp_path: Path) -> str:
    """A database with the newest schema and no rows."""
    if migrated.startswith("sqlite"):
        copied = tmp_path / "graceday.sqlite3"
        shutil.copyfile(urlsplit(migrated).path[1:], copied)
        return sqlite_url(copied)
    empty_tables(migrated)
    return migrated


@pytest.fixture
def database(database_url: str) -> Iterator[peewee.DatabaseProxy]:
    """The store's own handle, bound to an empty database and connected; closed again after the test."""
    bind_kept(database_url)
    bound.connect(reuse_if_open=True)
    yield bound
    let_go()


@pytest.fixture
def empty_database_url(server_url: str | None, tmp_path: Path, worker_id: str) -> str:
    """A database without a table: for the migrations themselves."""
    if server_url is None:
        return sqlite_url(tmp_path / "empty.sqlite3")
    return create_database(server_url, f"graceday_{worker_id}_empty")


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def create_database(server_url: str, name: str) -> str:
    """Create `name` anew on a PostgreSQL server; returns its URL."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))


OF_THE_TESTS = "graceday-tests"  # the name of a session that lives as long as the tests' process

_KEPT: dict[str, peewee.Database] = {}


def bind_kept(url: str) -> None:
    """Bind `url`; the connection to PostgreSQL that `let_go` has kept, and all it knows of the tables, serves again.

    SQLite waits for no disk here, as the private PostgreSQL does not. Processes that a test starts, and may kill, bind
    by themselves and wait for it as in production.
    """
    if bound.obj is None or bound.obj is not _KEPT.get(url):
        _KEPT[url] = opened = bind(url)
        if is_sqlite():
            opened.pragma("synchronous", "off", permanent=True)


def let_go() -> None:
    """Close this thread's connection; keep one to PostgreSQL that is in no transaction."""
    if is_sqlite() or bound.in_transaction():
        close_thread()


def empty_tables(url: str) -> None:
    """Delete every row but the history of migrations.

    A test leaves few rows, and to delete them costs a tenth of giving 53 tables and their indexes new files (TRUNCATE).
    """
    connection, tables = _emptier(url)
    with connection.transaction():
        # A test that leaves a transaction open shows as an error here, not as a hang.
        connection.execute("SET LOCAL lock_timeout = '10s'")
        connection.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
        connection.execute("SET LOCAL session_replication_role = replica")  # all go: no key need be followed
        connection.execute("; ".join(f"DELETE FROM {table}" for table in tables))


@cache
def _emptier(url: str) -> "tuple[psycopg.Connection, list[str]]":
    """A connection for the life of this process, and the quoted names of the tables to empty."""
    connection = psycopg.connect(url, autocommit=True, application_name=OF_THE_TESTS)
    query = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> %s"
    return connection, [name for (name,) in connection.execute(query, (HISTORY,))]


@contextmanager
def planned_without(*ways: str) -> Iterator[None]:
    """PostgreSQL plans without these; SQLite has but one way."""
    ours = () if is_sqlite() else ways
    for way in ours:
        execute(f"SET enable_{way} = off")
    try:
        yield
    finally:
        for way in ours:
            execute(f"RESET enable_{way}")
