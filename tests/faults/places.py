"""Where the campaign's rows lie, and how that place is taken away and given back: SQLite and PostgreSQL.

A full disk is a small file system in memory, which needs the right to mount one; without it that fault is left out.
"""

import os
import signal
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from backend.store.database import open_database
from backend.store.migrations import migrate
from tests.databases import create_database, sqlite_url
from tests.faults.keeping import NOBODY
from tests.postgres import Cluster

_MEGABYTES = 64
_BLOCK = bytes(1 << 16)


class Disk:
    """A folder that can be filled to the last byte. `small` says whether it is a file system of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", str(folder)]
        self.small = os.geteuid() == 0 and subprocess.run(mount, capture_output=True).returncode == 0
        folder.chmod(0o755)

    def fill(self) -> None:
        with (self.folder / "filler").open("wb", buffering=0) as file:
            for size in (len(_BLOCK), 1024, 1):
                try:
                    while file.write(_BLOCK[:size]) == size:
                        pass
                except OSError:
                    continue

    def empty(self) -> None:
        (self.folder / "filler").unlink(missing_ok=True)

    def close(self) -> None:
        if self.small:
            subprocess.run(["umount", "-l", str(self.folder)], check=False)


class Place:
    """A migrated, empty database; what breaks it lasts as long as the block."""

    url: str
    disk: Disk
    attachments: Path

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        self.disk.fill()
        try:
            yield
        finally:
            self.disk.empty()

    def close(self) -> None:
        self.disk.close()

    def _migrate(self) -> None:
        opened = open_database(self.url)
        migrate(opened)
        opened.close()


class Sqlite(Place):
    """A file, with attachments beside it, on a disk of its own."""

    def __init__(self, folder: Path) -> None:
        self.disk = Disk(folder / "disk")
        self._folder = self.disk.folder / "graceday"
        self._folder.mkdir()
        self._file = self._folder / "graceday.sqlite3"
        self.attachments = self._folder / "attachments"
        self.url = sqlite_url(self._file)
        self._migrate()
        if os.geteuid() == 0:
            for path in (self._folder, *self._folder.iterdir()):
                os.chown(path, NOBODY, NOBODY)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Another process writes, and does not end."""
        other = sqlite3.connect(self._file, isolation_level=None, timeout=30)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")
            other.close()

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """The folder and the files belong to somebody else, as after a restore by the wrong user."""
        paths = [self._folder, *self._folder.iterdir()]
        modes = {path: path.stat().st_mode & 0o777 for path in paths}
        for path in paths:
            path.chmod(0o555 if path.is_dir() else 0o444)
        try:
            yield
        finally:
            for path, mode in modes.items():
                if path.exists():
                    path.chmod(mode)


class Postgresql(Place):
    """A private server; the tables lie on a disk of their own, the log of writes does not: without room for that one
    PostgreSQL itself ends."""

    def __init__(self, folder: Path) -> None:
        self.disk = Disk(folder / "disk")
        self.cluster = Cluster(durable=True).start()  # what it acknowledged must survive its crash
        self.url = create_database(self.cluster.url, "graceday_faults")
        self._admin = self.cluster.url
        if self.disk.small:
            self._move_to_disk()
        self._migrate()
        self.attachments = folder / "attachments"
        self.attachments.mkdir(mode=0o777)
        self.attachments.chmod(0o777)

    def _move_to_disk(self) -> None:
        tables = self.disk.folder / "tables"
        tables.mkdir()
        owner = Path(f"/proc/{self.cluster.pid}").stat()
        os.chown(tables, owner.st_uid, owner.st_gid)
        for part in (self.disk.folder, self.disk.folder.parent):
            part.chmod(0o755)
        self._do(f"CREATE TABLESPACE small LOCATION '{tables}'")
        self._do("ALTER DATABASE graceday_faults SET TABLESPACE small")

    def _do(self, statement: str) -> None:
        with psycopg.connect(self._admin, autocommit=True) as connection:
            connection.execute(statement.encode())

    @contextmanager
    def halted(self, number: int) -> Iterator[None]:
        self.cluster.halt(number)
        try:
            yield
        finally:
            self.cluster.go_on()

    def cut(self) -> None:
        """Every connection, as a firewall or an administrator does."""
        self._do(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = 'graceday_faults' AND pid <> pg_backend_pid()"
        )

    @contextmanager
    def standing_by(self) -> Iterator[None]:
        """What a failover leaves for a moment: the server is there, and takes no writes."""
        self._do("ALTER DATABASE graceday_faults SET default_transaction_read_only = on")
        self.cut()
        try:
            yield
        finally:
            self._do("ALTER DATABASE graceday_faults SET default_transaction_read_only = off")

    def close(self) -> None:
        self.cluster.stop()
        super().close()


def temporary_folder() -> "tempfile.TemporaryDirectory[str]":
    """One that the service's own user may enter."""
    made = tempfile.TemporaryDirectory(prefix="graceday-faults-", dir="/tmp")
    os.chmod(made.name, 0o755)
    return made


SHUT_DOWN, CRASH = signal.SIGINT, signal.SIGQUIT
