"""An online copy of the database that restores by being put in place (SQLite) or by psql (PostgreSQL)."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from urllib.parse import urlsplit


def back_up(url: str, path: Path) -> str:
    """Copy the database behind `url` to `path`, which must not exist; returns a sentence about it.

    SQLite: its backup API, consistent while writers go on, then checked. PostgreSQL: pg_dump's plain SQL.
    The file appears under its name only when it is whole.
    """
    if path.exists():
        raise FileExistsError(f"{path} exists; a backup never overwrites another")
    partial = path.with_name(path.name + ".partial")
    if urlsplit(url).scheme == "sqlite":
        _copy_sqlite(urlsplit(url).path.removeprefix("/"), partial)
    else:
        _dump_postgresql(url, partial)
    os.replace(partial, path)
    return f"Backed up to {path} ({path.stat().st_size:,} bytes)."


def _copy_sqlite(source: str, target: Path) -> None:
    if not Path(source).exists():
        raise FileNotFoundError(f"there is no database at {source}")
    with sqlite3.connect(source) as reading, sqlite3.connect(target) as writing:
        reading.backup(writing, pages=1000)
        verdict = writing.execute("PRAGMA integrity_check").fetchone()[0]
    reading.close()
    writing.close()
    if verdict != "ok":
        raise RuntimeError(f"the copy is damaged: {verdict}")


def _dump_postgresql(url: str, target: Path) -> None:
    tool = shutil.which("pg_dump") or next(
        (str(found) for found in sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"), reverse=True)),
        None,
    )
    if tool is None:
        raise RuntimeError("pg_dump is not installed: install postgresql-client")
    subprocess.run([tool, "--no-owner", "--file", str(target), url], check=True)
