"""Under which rules a borrower's visits were planned, and when they are to be planned again.

One row for a borrower and a country. A new country file has another digest, so that those it touches are found by an
index, some at a time; who has been planned again has the new digest,
and a worker that dies is followed by one that goes on.
"""

from collections.abc import Sequence
from datetime import datetime

from backend.store.database import execute, is_sqlite, to_micros
from backend.store.rows import Row, composite_key, instant_or_none, short_text


class BureauPlan(Row):
    borrower_id = short_text(40)
    country = short_text(2)
    digest = short_text(64)
    plan_at = instant_or_none()

    class Meta:
        table_name = "bureau_plan"
        primary_key = composite_key("borrower_id", "country")
        indexes = ((("country", "digest"), False),)


BureauPlan.add_index(
    BureauPlan.index(BureauPlan.plan_at, where=BureauPlan.plan_at.is_null(False), name="bureau_plan_due")
)


def mark_stale(borrower_id: str, countries: Sequence[str], now: datetime) -> None:
    """Something that visits depend on has changed: let the worker plan again, also where nothing was planned yet."""
    for country in countries:
        execute(
            "INSERT INTO bureau_plan (borrower_id, country, digest, plan_at) VALUES (?, ?, '', ?) "
            "ON CONFLICT (borrower_id, country) DO UPDATE SET plan_at = excluded.plan_at",
            (borrower_id, country, to_micros(now)),
        )


def planned(borrower_id: str, country: str, digest: str, next_at: datetime | None) -> None:
    """The visits are as the rules of this digest have them; `next_at`: when time alone may change that."""
    BureauPlan.update(digest=digest, plan_at=next_at).where(
        (BureauPlan.borrower_id == borrower_id) & (BureauPlan.country == country)
    ).execute()


def due(now: datetime, limit: int) -> list[tuple[str, str]]:
    """(borrower, country) to be planned again, the longest waiting first."""
    query = BureauPlan.select().where(BureauPlan.plan_at <= now).order_by(BureauPlan.plan_at).limit(limit)
    return [(row.borrower_id, row.country) for row in query]


def mark_outdated_stale(country: str, digest: str, now: datetime, limit: int) -> int:
    """Let some of those who were planned under other rules of a country be planned again; returns how many."""
    skip = "" if is_sqlite() else " FOR UPDATE SKIP LOCKED"
    cursor = execute(
        "UPDATE bureau_plan SET plan_at = ?, digest = ? WHERE (borrower_id, country) IN ("
        # Two ranges of one index: "<>" would read every row of the country for each batch.
        "SELECT borrower_id, country FROM bureau_plan WHERE country = ? AND (digest < ? OR digest > ?) "
        f"LIMIT ?{skip})",
        (to_micros(now), digest, country, digest, digest, limit),
    )
    return int(cursor.rowcount)
