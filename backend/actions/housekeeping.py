"""What is swept away: spent idempotency keys and refresh tokens. Reminders and payments are kept for ever."""

from datetime import datetime, timedelta

from backend.store.database import execute, to_micros, transaction


def clean(*, now: datetime, idempotency_life: timedelta) -> int:
    """Remove what can no longer be used; returns the number of rows."""
    statements = (
        ("DELETE FROM idempotency_key WHERE created_at < ?", to_micros(now - idempotency_life)),
        ("DELETE FROM refresh_token WHERE expires_at < ?", to_micros(now)),
    )
    removed = 0
    for statement, limit in statements:
        with transaction():
            removed += int(execute(statement, (limit,)).rowcount)
    return removed
