"""`backup`: a copy taken while others write, restored and compared; and what it says when it cannot."""

import os
import sqlite3
import stat
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import peewee
import pytest

from backend.backup import BackupFailed, back_up
from backend.simulation.show import play_household
from backend.store.database import bind, close_thread, execute, open_database, transaction
from backend.store.database import database as bound
from backend.store.migrations import migrate, pending
from tests.cli.commands import listening, refused, run
from tests.databases import create_database, sqlite_url
from tests.postgres import find_programs


@pytest.fixture
def household(database: peewee.DatabaseProxy) -> None:
    """Rows of every kind, among them what two languages and JSON bring along."""
    play_household(date(2026, 11, 24), days=20, locale="zh-CN", discreet=False)


@pytest.fixture
def sqlite_household(tmp_path: Path) -> Iterator[str]:
    """The same in a file of its own, for what concerns SQLite alone; its URL."""
    url = sqlite_url(tmp_path / "household.sqlite3")
    bind(url)
    migrate(bound)
    play_household(date(2026, 11, 24), days=20, locale="en", discreet=False)
    close_thread()
    yield url
    close_thread()


@contextmanager
def writers() -> Iterator[None]:
    """Two threads that each commit pairs of rows, one pair a transaction, for as long as the block runs."""
    done, wrote = threading.Event(), threading.Barrier(3, timeout=30)

    def write(name: str) -> None:
        number = 0
        while not done.is_set():
            number += 1
            with transaction():
                for side in ("left", "right"):
                    execute(
                        "INSERT INTO heartbeat (name, at) VALUES (?, ?)", (f"{name} {number} {side}", number)
                    )
            if number == 20:
                wrote.wait()
        close_thread()

    threads = [threading.Thread(target=write, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    wrote.wait()  # the copy begins in the midst of it
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()


def restore(path: Path, server_url: str | None, tmp_path: Path) -> str:
    """Bring a backup back as docs/deployment.md says; returns the restored database's URL."""
    if server_url is None:
        restored = tmp_path / "restored.sqlite3"
        path.rename(restored)
        with closing(sqlite3.connect(restored)) as opened:
            assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return sqlite_url(restored)
    url = create_database(server_url, "graceday_restored")
    arguments = [
        "--quiet",
        "--set",
        "ON_ERROR_STOP=1",
        "--single-transaction",
        f"--dbname={url}",
        f"--file={path}",
    ]
    subprocess.run([find_programs() / "psql", *arguments], check=True, stdout=subprocess.DEVNULL)
    return url


def rows_of(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in an order of its own."""
    opened = open_database(url)
    opened.connect()
    try:
        return {
            name: sorted(opened.execute_sql(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in opened.get_tables()
        }
    finally:
        opened.close()


def test_a_backup_taken_while_others_write_is_one_moment_of_the_database(
    household: None,
    database_url: str,
    server_url: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("backend.backup._PAGES", 2)  # many steps, with commits between them
    with writers():
        back_up(database_url, tmp_path / "copy")
    rows = rows_of(restore(tmp_path / "copy", server_url, tmp_path))
    names = {str(name) for name, _ in rows["heartbeat"]}
    assert len(names) >= 80
    torn = {name for name in names if name.replace("left", "right") not in names}
    assert torn == {name for name in names if name.replace("right", "left") not in names} == set()


def test_a_restored_backup_holds_the_same_rows_and_is_up_to_date(
    household: None, database_url: str, server_url: str | None, tmp_path: Path
) -> None:
    result = run("backup", str(tmp_path / "copy"), database_url=database_url)
    assert result.exit_code == 0, result.output
    assert "bytes" in result.stdout
    restored = restore(tmp_path / "copy", server_url, tmp_path)
    rows = rows_of(restored)
    assert rows == rows_of(database_url)
    assert len(rows["deadline"]) > 5 and len(rows["delivery"]) > 3
    assert pending(open_database(restored)) == []


def test_only_its_owner_can_read_it(database_url: str, tmp_path: Path) -> None:
    back_up(database_url, tmp_path / "copy")
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o600


def test_it_never_overwrites(database_url: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("an older backup")
    assert "never overwrites" in refused(run("backup", str(kept), database_url=database_url))
    assert kept.read_text() == "an older backup"


def test_a_folder_that_is_not_there_is_named(database_url: str, tmp_path: Path) -> None:
    said = refused(run("backup", str(tmp_path / "nowhere" / "copy"), database_url=database_url))
    assert str(tmp_path / "nowhere") in said


@pytest.mark.parametrize("content", [None, b"this is no database" * 1000], ids=["missing", "no database"])
def test_a_failure_leaves_nothing_behind(content: bytes | None, tmp_path: Path) -> None:
    source = tmp_path / "source"
    if content:
        source.write_bytes(content)
    said = refused(run("backup", str(tmp_path / "copy"), database_url=sqlite_url(source)))
    assert "database" in said
    assert {path.name for path in tmp_path.iterdir()} == ({"source"} if content else set())


def test_a_damaged_database_gives_no_backup(sqlite_household: str, tmp_path: Path) -> None:
    damaged = Path(urlsplit(sqlite_household).path[1:])
    content = bytearray(damaged.read_bytes())
    for page in range(3, len(content) // 4096):
        content[page * 4096 : page * 4096 + 40] = b"\xff" * 40
    damaged.write_bytes(content)
    (tmp_path / "backups").mkdir()
    with pytest.raises(BackupFailed, match="damaged|malformed"):
        back_up(sqlite_household, tmp_path / "backups" / "copy")
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_copy_whose_index_lacks_rows_is_no_backup(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "damaged")) as opened:
        opened.executescript("CREATE TABLE paid (amount); CREATE INDEX by_amount ON paid (amount)")
        opened.executescript(
            "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE INDEX by_amount "
            "ON paid (amount) WHERE amount > 1' WHERE name = 'by_amount'"
        )
    with closing(sqlite3.connect(tmp_path / "damaged")) as opened:
        opened.executescript(
            "INSERT INTO paid VALUES (1); PRAGMA writable_schema = ON; UPDATE sqlite_master "
            "SET sql = 'CREATE INDEX by_amount ON paid (amount)' WHERE name = 'by_amount'"
        )
    with pytest.raises(BackupFailed, match="the copy is damaged"):
        back_up(sqlite_url(tmp_path / "damaged"), tmp_path / "copy")
    assert not list(tmp_path.glob("copy*"))


def test_commits_between_its_steps_do_not_make_it_begin_anew(
    sqlite_household: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.backup._PAGES", 1)
    told: list[str] = []

    def commit(progress: str) -> None:
        told.append(progress)
        assert len(told) < 1000, "it does not come to an end"
        with transaction():
            execute("INSERT INTO heartbeat (name, at) VALUES (?, ?)", (f"step {len(told)}", 0))

    back_up(sqlite_household, tmp_path / "copy", tell=commit)
    assert len(told) > 20
    assert rows_of(sqlite_url(tmp_path / "copy"))["heartbeat"] == []


def test_a_server_that_does_not_answer_is_named_without_the_password(tmp_path: Path) -> None:
    with listening() as taken:
        port = taken.getsockname()[1]
    url = f"postgresql://graceday:secret-word@127.0.0.1:{port}/name"
    said = refused(run("backup", str(tmp_path / "copy"), database_url=url))
    assert "pg_dump" in said
    assert "secret-word" not in said
    assert list(tmp_path.iterdir()) == []


def test_the_password_is_not_among_the_arguments_that_all_can_see(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "pg_dump"
    tool.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\necho "$PGPASSWORD" > {tmp_path}/password\n'
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    back_up("postgresql://graceday:p%40ss@db.example:5433/name?sslmode=verify-full", tmp_path / "copy")
    assert (tmp_path / "password").read_text() == "p@ss\n"
    arguments = (tmp_path / "arguments").read_text().split()
    assert arguments[-1] == "postgresql://graceday@db.example:5433/name?sslmode=verify-full"


def test_it_tells_how_far_it_is(sqlite_household: str, tmp_path: Path) -> None:
    told: list[str] = []
    back_up(sqlite_household, tmp_path / "copy", tell=told.append)
    assert told == ["100 % copied", "checking the copy"]
