"""Answers kept under an Idempotency-Key, written in the transaction of the write they answer for.

`key` is a hash, `body_hash` a keyed digest and `body` sealed: see `backend/api/http/response_encryption.py`.
"""

from datetime import datetime

from backend.store.rows import Row, composite_key, instant, integer_or_none, long_text_or_none, short_text


class IdempotencyKey(Row):
    borrower_id = short_text(80)
    key = short_text(255)
    method = short_text(8)
    path = short_text(512)
    body_hash = short_text(64)
    state = short_text(8)  # running | done
    status = integer_or_none()
    headers = long_text_or_none()
    body = long_text_or_none()
    created_at = instant(index=True)

    class Meta:
        table_name = "idempotency_key"
        primary_key = composite_key("borrower_id", "key")


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
    return IdempotencyKey.get((IdempotencyKey.borrower_id == owner) & (IdempotencyKey.key == key))


def find(owner: str, key: str) -> IdempotencyKey | None:
    """The row of a key whose answer is kept already."""
    return IdempotencyKey.get_or_none(
        (IdempotencyKey.borrower_id == owner) & (IdempotencyKey.key == key) & (IdempotencyKey.state == "done")
    )


def finish(owner: str, key: str, status: int, headers: str, body: str) -> None:
    """Keep the answer."""
    IdempotencyKey.update(state="done", status=status, headers=headers, body=body).where(
        (IdempotencyKey.borrower_id == owner) & (IdempotencyKey.key == key)
    ).execute()
