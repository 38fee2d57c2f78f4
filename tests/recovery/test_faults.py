"""What the two databases and the disk say, from real refusals of theirs, and what it is taken for."""

import errno
import sqlite3

import psycopg
import pytest

from backend.store.database import database, execute, is_sqlite
from backend.store.faults import STORE_ERRORS, Fault, fault_of, is_outage


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        ("57P01", Fault.AWAY),
        ("57P03", Fault.AWAY),
        ("08006", Fault.AWAY),
        ("53300", Fault.BUSY),
        ("40P01", Fault.BUSY),
        ("55P03", Fault.BUSY),
        ("53100", Fault.FULL),
        ("25006", Fault.READ_ONLY),
        ("23505", None),
        ("42P01", None),
    ],
)
def test_a_server_is_judged_by_its_code(
    database: object, server_url: str | None, state: str, fault: Fault | None
) -> None:
    if server_url is None:
        pytest.skip("SQLite has codes of its own")
    with pytest.raises(STORE_ERRORS) as caught:
        execute(f"DO $$ BEGIN RAISE EXCEPTION 'no word tells' USING ERRCODE = '{state}'; END $$")
    assert fault_of(caught.value) == fault
    assert is_outage(caught.value) is (fault not in (None, Fault.BUSY))


def test_a_server_that_is_not_there_is_away() -> None:
    with pytest.raises(psycopg.OperationalError) as caught:
        psycopg.connect("postgresql://127.0.0.1:1/nowhere", connect_timeout=2)
    assert fault_of(caught.value) is Fault.AWAY


def test_a_mistake_of_ours_is_nobodys_fault(database: object) -> None:
    with pytest.raises(STORE_ERRORS) as caught:
        execute("SELECT nothing FROM nowhere")
    assert fault_of(caught.value) is None
    assert fault_of(ValueError("database is locked")) is None


def test_a_rollback_that_fails_does_not_hide_why(database: object) -> None:
    """SQLite itself rolls back where a disk is full; peewee's ROLLBACK then finds no transaction."""
    if not is_sqlite():
        pytest.skip("PostgreSQL waits for the ROLLBACK")
    pages = execute("PRAGMA page_count").fetchone()
    assert pages
    execute(f"PRAGMA max_page_count = {pages[0]}")
    with pytest.raises(STORE_ERRORS) as caught, _handle.atomic("IMMEDIATE"):
        for number in range(2000):
            execute("INSERT INTO heartbeat (name, at) VALUES (?, ?)", (f"{number}" * 10, number))
    assert fault_of(caught.value) is Fault.FULL
    assert execute("SELECT COUNT(*) FROM heartbeat").fetchone() == (0,)


_handle = database


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.ENOSPC, Fault.FULL),
        (errno.EDQUOT, Fault.FULL),
        (errno.EROFS, Fault.READ_ONLY),
        (errno.ENOENT, None),
    ],
)
def test_a_disk_is_judged_by_its_number(number: int, fault: Fault | None) -> None:
    assert fault_of(OSError(number, "said otherwise")) == fault


def test_a_file_that_is_no_database_is_no_passing_fault() -> None:
    with pytest.raises(sqlite3.DatabaseError) as caught:
        sqlite3.connect(__file__).execute("SELECT 1 FROM sqlite_master")
    assert fault_of(caught.value) is None
