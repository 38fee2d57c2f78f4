"""A row's version: what an ETag names, one more with each change."""

from datetime import datetime
from typing import Any

from backend.store.database import is_sqlite


def lock_version(row: Any) -> bool:
    """Lock `row` until the transaction ends; False if its version has changed since it was read."""
    model = type(row)
    query = model.select(model.version).where(model._meta.primary_key == row.get_id())
    if not is_sqlite():
        query = query.for_update()
    return bool(query.scalar() == row.version)


def save_new_version(row: Any, now: datetime) -> None:
    """Save a changed row under a new version."""
    row.updated_at = now
    row.version += 1
    row.save()
