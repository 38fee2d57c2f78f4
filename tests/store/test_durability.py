"""What is committed survives a power cut. The tests' own SQLite does not wait for the disk (tests/databases.py)."""

from pathlib import Path

from backend.store.database import open_database
from tests.databases import sqlite_url


def test_sqlite_as_the_product_opens_it_waits_for_the_disk_at_every_commit(tmp_path: Path) -> None:
    opened = open_database(sqlite_url(tmp_path / "graceday.sqlite3"))
    try:
        assert (opened.journal_mode, opened.synchronous) == ("wal", 2)  # 2: full
    finally:
        opened.close()
