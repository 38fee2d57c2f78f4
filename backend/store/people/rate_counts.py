"""How often something was tried within a window: one row for each who, counted in one statement for all processes."""

from datetime import datetime, timedelta
from typing import NamedTuple

from backend.store.database import execute, from_micros, to_micros
from backend.store.rows import Row, instant, integer, short_text


class RateCount(Row):
    key = short_text(64, primary_key=True)  # a digest: it tells nobody's address
    hits = integer()
    expires_at = instant(index=True)

    class Meta:
        table_name = "rate_count"


class Count(NamedTuple):
    """How often so far, this time included, and when it begins anew."""

    hits: int
    resets_at: datetime


def hit(key: str, window: timedelta, now: datetime) -> Count:
    """Count once more; a window that has passed begins anew."""
    at = to_micros(now)
    row = execute(
        "INSERT INTO rate_count (key, hits, expires_at) VALUES (?, 1, ?) ON CONFLICT (key) DO UPDATE SET "
        "hits = CASE WHEN rate_count.expires_at <= ? THEN 1 ELSE rate_count.hits + 1 END, "
        "expires_at = CASE WHEN rate_count.expires_at <= ? THEN excluded.expires_at ELSE rate_count.expires_at END "
        "RETURNING hits, expires_at",
        (key, to_micros(now + window), at, at),
    ).fetchall()
    hits, expires_at = row[0]
    return Count(int(str(hits)), from_micros(int(str(expires_at))))
