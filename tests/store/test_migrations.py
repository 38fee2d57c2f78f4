"""Migrations: from nothing to the newest schema and back, one process at a time, keeping the rows."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import peewee
import pytest

from backend.store import migrations
from backend.store.database import bind, database, open_database

NAMES = sorted(path.stem for path in migrations.FOLDER.glob("[0-9]*.py"))


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[peewee.Database]:
    opened = open_database(empty_database_url)
    opened.connect()
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two small migrations: parents, then children that point at them."""
    made = tmp_path / "migrations"
    made.mkdir()
    (made / "0001_parents.py").write_text(
        dedent("""
        def up(migrator, db):
            db.execute_sql("CREATE TABLE parent (id INTEGER PRIMARY KEY, name VARCHAR(40))")
            db.execute_sql("INSERT INTO parent (id, name) VALUES (1, 'one')")
        def down(migrator, db):
            db.execute_sql("DROP TABLE parent")
        """)
    )
    (made / "0002_children.py").write_text(
        dedent("""
        def up(migrator, db):
            parent = "parent INTEGER REFERENCES parent ON DELETE CASCADE"
            db.execute_sql(f"CREATE TABLE child (id INTEGER, {parent})")
            db.execute_sql("INSERT INTO child (id, parent) VALUES (7, 1)")
        def down(migrator, db):
            db.execute_sql("DROP TABLE child")
        """)
    )
    return made


def add(folder: Path, name: str, up: str) -> None:
    (folder / f"{name}.py").write_text(f"import peewee\ndef up(migrator, db):\n    {up}\n")


def tables(opened: peewee.Database) -> set[str]:
    return set(opened.get_tables()) - {migrations.HISTORY}


def test_every_migration_goes_up_and_all_the_way_down(empty: peewee.Database) -> None:
    assert migrations.pending(empty) == NAMES
    assert migrations.migrate(empty) == NAMES
    assert tables(empty)
    assert migrations.rollback(empty, migrations.ZERO) == NAMES[::-1]
    assert tables(empty) == set()
    assert migrations.migrate(empty) == NAMES


def test_a_second_run_finds_nothing_to_do(empty: peewee.Database) -> None:
    migrations.migrate(empty)
    assert migrations.migrate(empty) == []
    assert migrations.pending(empty) == []


def test_rolling_back_to_a_migration_keeps_it(empty: peewee.Database, folder: Path) -> None:
    migrations.migrate(empty, folder)
    assert migrations.rollback(empty, "0001_parents", folder) == ["0002_children"]
    assert tables(empty) == {"parent"}
    assert migrations.rollback(empty, "0001_parents", folder) == []


def test_rolling_back_to_what_was_never_applied_is_refused(empty: peewee.Database, folder: Path) -> None:
    migrations.migrate(empty, folder)
    with pytest.raises(migrations.UnknownMigration, match="'0009_more' is not applied here; applied: 0001"):
        migrations.rollback(empty, "0009_more", folder)


def test_one_that_fails_leaves_nothing_and_can_be_mended(empty: peewee.Database, folder: Path) -> None:
    fine = "db.execute_sql('CREATE TABLE extra (id INTEGER)')"
    add(folder, "0003_extra", f"{fine}; db.execute_sql('CREATE TABLE parent (id INTEGER)')")
    with pytest.raises(peewee.DatabaseError):
        migrations.migrate(empty, folder)
    assert migrations.pending(empty, folder) == ["0003_extra"]
    assert tables(empty) == {"parent", "child"}

    add(folder, "0003_extra", fine)
    assert migrations.migrate(empty, folder) == ["0003_extra"]


def test_changing_a_table_keeps_the_rows_that_point_at_it(empty: peewee.Database, folder: Path) -> None:
    # SQLite rebuilds the table for this; with foreign keys on, dropping the old one deletes the children.
    add(folder, "0003_named", "migrator.migrate(migrator.add_not_null('parent', 'name'))")
    migrations.migrate(empty, folder)
    assert empty.execute_sql("SELECT id, parent FROM child").fetchall() == [(7, 1)]


def test_a_reference_to_nothing_is_noticed(empty: peewee.Database, folder: Path) -> None:
    add(folder, "0003_orphans", "db.execute_sql('INSERT INTO child (id, parent) VALUES (8, 99)')")
    with pytest.raises((migrations.BrokenReferences, peewee.IntegrityError)):
        migrations.migrate(empty, folder)


def test_the_handle_everyone_shares_can_be_migrated(empty_database_url: str) -> None:
    bind(empty_database_url)
    assert migrations.migrate(database) == NAMES
    assert database.is_closed()


def test_the_folder_of_a_database_file_is_made(tmp_path: Path) -> None:
    opened = open_database(f"sqlite:///{tmp_path}/new/place/graceday.sqlite3")
    assert migrations.pending(opened) == NAMES
    assert migrations.migrate(opened) == NAMES


def test_a_new_database_file_is_its_owners_alone(tmp_path: Path) -> None:
    migrations.migrate(open_database(f"sqlite:///{tmp_path}/private.sqlite3"))
    assert (tmp_path / "private.sqlite3").stat().st_mode & 0o077 == 0


def test_many_processes_may_start_at_once(empty_database_url: str, folder: Path) -> None:
    add(folder, "0003_slow", "__import__('time').sleep(0.3)")
    program = dedent(f"""
        from pathlib import Path
        from backend.store import migrations
        from backend.store.database import open_database
        print(*migrations.migrate(open_database({empty_database_url!r}), Path({str(folder)!r})))
    """)
    command = [sys.executable, "-c", program]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    told = sorted(process.communicate(timeout=60)[0].strip() for process in started)
    assert [process.returncode for process in started] == [0, 0, 0, 0]
    assert told == ["", "", "", "0001_parents 0002_children 0003_slow"]
