"""What is swept away: spent idempotency keys and refresh tokens, and files that were only looked at.

Reminders and payments are kept for ever.
"""

from datetime import datetime, timedelta

from backend.store.database import execute, to_micros, transaction

_DRY_RUN_LIFE = timedelta(days=7)


def clean(*, now: datetime, idempotency_life: timedelta) -> int:
    """Remove what can no longer be used; returns the number of rows."""
    statements = (
        ("DELETE FROM idempotency_key WHERE created_at < ?", to_micros(now - idempotency_life)),
        ("DELETE FROM refresh_token WHERE expires_at < ?", to_micros(now)),
        (
            "DELETE FROM import_chunk WHERE job_id IN "
            "(SELECT id FROM import_job WHERE lease_until IS NULL AND finished_at < ?)",
            to_micros(now - _DRY_RUN_LIFE),
        ),
    )
    removed = 0
    for statement, limit in statements:
        with transaction():
            removed += int(execute(statement, (limit,)).rowcount)
    return removed
