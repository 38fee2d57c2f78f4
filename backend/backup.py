"""An online copy of the database that restores by being put in place (SQLite) or by psql (PostgreSQL)."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

_PAGES = 4096


class BackupFailed(RuntimeError):
    """There is no backup, for the reason given."""


def back_up(url: str, path: Path, *, tell: Callable[[str], None] = lambda progress: None) -> str:
    """Copy the database behind `url` to `path`, which must not exist; returns a sentence about it.

    SQLite: its backup API on one snapshot, so that writers neither wait nor make it start again, then
    checked. PostgreSQL: pg_dump's plain SQL. The file appears under its name only when it is whole, and
    only its owner can read it: it holds what people owe. `tell` hears how far it is, often.
    """
    if path.exists():
        raise BackupFailed(f"{path} exists; a backup never overwrites another")
    try:
        held, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".partial", dir=path.parent)
        os.close(held)
        partial = Path(name)
    except OSError as error:
        raise BackupFailed(f"cannot write to {path.parent}: {error.strerror}") from error
    try:
        if urlsplit(url).scheme == "sqlite":
            _copy_sqlite(Path(urlsplit(url).path.removeprefix("/")), partial, tell)
        else:
            _dump_postgresql(url, partial, tell)
        if path.exists():
            raise BackupFailed(f"{path} exists by now; a backup never overwrites another")
        os.replace(partial, path)
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(f"the backup failed: {error}") from error
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            Path(f"{partial}{suffix}").unlink(missing_ok=True)
    return f"Backed up to {path} ({path.stat().st_size:,} bytes)."


def _copy_sqlite(source: Path, target: Path, tell: Callable[[str], None]) -> None:
    if not source.is_file():
        raise BackupFailed(f"there is no database at {source}")

    def copied(status: int, left: int, pages: int) -> None:
        tell(f"{100 * (pages - left) // max(pages, 1)} % copied")

    with closing(sqlite3.connect(source, timeout=30)) as reading, closing(sqlite3.connect(target)) as writing:
        reading.execute("BEGIN")
        # The snapshot; without it every commit of another process would make the copy begin anew.
        reading.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        reading.backup(writing, pages=_PAGES, progress=copied)
        tell("checking the copy")
        verdict = writing.execute("PRAGMA integrity_check").fetchone()[0]
    if verdict != "ok":
        raise BackupFailed(f"the copy is damaged: {verdict}")


def _dump_postgresql(url: str, target: Path, tell: Callable[[str], None]) -> None:
    tool = shutil.which("pg_dump") or next(
        (str(found) for found in sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"), reverse=True)),
        None,
    )
    if tool is None:
        raise BackupFailed("pg_dump is not installed; on Debian: apt-get install postgresql-client")
    parts = urlsplit(url)
    env = dict(os.environ)
    if parts.password:  # not among the arguments, which every user of the machine can see
        env["PGPASSWORD"] = unquote(parts.password)
        host = parts.netloc.rpartition("@")[2]
        parts = parts._replace(netloc=f"{parts.username}@{host}" if parts.username else host)
    command = [tool, "--no-password", "--no-owner", "--file", str(target), urlunsplit(parts)]
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) as dump:
        try:
            while (said := _said_within_a_second(dump)) is None:
                tell(f"{target.stat().st_size:,} bytes")
        except BaseException:
            dump.kill()
            raise
    if dump.returncode:
        raise BackupFailed(f"pg_dump failed: {' '.join(said.split())}")


def _said_within_a_second(dump: "subprocess.Popen[str]") -> str | None:
    """What it wrote to stderr once it has ended; None when it has not."""
    try:
        return dump.communicate(timeout=1)[1]
    except subprocess.TimeoutExpired:
        return None
