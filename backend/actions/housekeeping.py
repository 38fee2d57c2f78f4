"""What is swept away: spent idempotency keys, refresh tokens and links in mails, files that were only looked at, and
what a link that has expired had shown.

Reminders and payments are kept for ever.
"""

from datetime import datetime, timedelta

from backend.domain.spending.ledger.pending import EXPIRES_AFTER
from backend.store.database import execute, to_micros, transaction
from backend.store.spending import pending_transactions

_DRY_RUN_LIFE = timedelta(days=7)
# So long it can still be asked what became of a mail.
_MAIL_LIFE = timedelta(days=30)


def clean(*, now: datetime, idempotency_life: timedelta) -> int:
    """Remove what can no longer be used; returns the number of rows."""
    statements = (
        ("DELETE FROM idempotency_key WHERE created_at < ?", to_micros(now - idempotency_life)),
        ("DELETE FROM refresh_token WHERE expires_at < ?", to_micros(now)),
        ("DELETE FROM rate_count WHERE expires_at < ?", to_micros(now)),
        ("DELETE FROM session WHERE expires_at < ?", to_micros(now)),
        ("DELETE FROM account_mail WHERE expires_at < ?", to_micros(now - _MAIL_LIFE)),
        (
            "DELETE FROM import_chunk WHERE job_id IN "
            "(SELECT id FROM import_job WHERE lease_until IS NULL AND COALESCE(finished_at, created_at) < ?)",
            to_micros(now - _DRY_RUN_LIFE),
        ),
    )
    emptied = "UPDATE counsellor_link SET kept = NULL WHERE expires_at <= ? AND kept IS NOT NULL"
    removed = 0
    for statement, limit in statements:
        with transaction():
            removed += int(execute(statement, (limit,)).rowcount)
    with transaction():
        execute(emptied, (to_micros(now),))
    # A day later than the borrower's own zone may say.
    with transaction():
        pending_transactions.expire_pending(now.date() - EXPIRES_AFTER - timedelta(days=1))
    return removed
