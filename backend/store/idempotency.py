"""Answers kept under an Idempotency-Key, written in the transaction of the write they answer for.

`key` is a hash, `body_hash` a keyed digest and `body` sealed: see `backend/api/http/response_encryption.py`.
"""

from datetime import datetime
from typing import cast

import peewee

from backend.store.database import InstantField, Row


class IdempotencyKey(Row):
    borrower_id = peewee.CharField(max_length=80)
    key = peewee.CharField(max_length=255)
    method = peewee.CharField(max_length=8)
    path = peewee.CharField(max_length=512)
    body_hash = peewee.CharField(max_length=64)
    state = peewee.CharField(max_length=8)  # running | done
    status = peewee.IntegerField(null=True)
    headers = peewee.TextField(null=True)
    body = peewee.TextField(null=True)
    created_at = InstantField(index=True)

    class Meta:
        table_name = "idempotency_key"
        primary_key = peewee.CompositeKey("borrower_id", "key")


def begin(
    owner: str, key: str, method: str, path: str, body_hash: str, now: datetime
) -> IdempotencyKey | None:
    """Take a key; returns the earlier row if it was taken. On PostgreSQL this waits for one being written."""
    taken = (
        IdempotencyKey.insert(
            borrower_id=owner,
            key=key,
            method=method,
            path=path,
            body_hash=body_hash,
            state="running",
            created_at=now,
        )
        .on_conflict_ignore()
        .as_rowcount()
        .execute()
    )
    if taken:
        return None
    return cast(
        IdempotencyKey,
        IdempotencyKey.get((IdempotencyKey.borrower_id == owner) & (IdempotencyKey.key == key)),
    )


def finish(owner: str, key: str, status: int, headers: str, body: str) -> None:
    """Keep the answer."""
    IdempotencyKey.update(state="done", status=status, headers=headers, body=body).where(
        (IdempotencyKey.borrower_id == owner) & (IdempotencyKey.key == key)
    ).execute()
