"""A row's version: what an ETag names, one more with each change. Nothing else in the code counts it on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from backend.store.database import execute, is_sqlite


class Versioned(Protocol):
    """A row that has a version."""

    id: str
    version: int

    @classmethod
    def table_name(cls) -> str: ...

    def save(self, force_insert: bool = False, only: Sequence[str] | None = None) -> int: ...


class Changing(Versioned, Protocol):
    """A row that keeps the instant of its last change too."""

    updated_at: datetime


# In a statement that changes many rows of one table.
NEXT_VERSION = "version = version + 1"


def lock_version(row: Versioned) -> bool:
    """Lock `row` until the transaction ends; False if its version has changed since it was read."""
    rest = "" if is_sqlite() else " FOR UPDATE"
    found = execute(f"SELECT version FROM {row.table_name()} WHERE id = ?{rest}", (row.id,)).fetchone()
    return found == (row.version,)


def save_next_version(row: Versioned, only: Sequence[str] = ()) -> None:
    """Save a changed row under a new version: whole, or `only` some of its columns beside the version."""
    row.version += 1
    row.save(only=[*only, "version"] if only else None)


def save_new_version(row: Changing, now: datetime, only: Sequence[str] = ()) -> None:
    """Save a row that was changed at `now` under a new version: whole, or `only` some of its columns."""
    row.updated_at = now
    save_next_version(row, [*only, "updated_at"] if only else ())
