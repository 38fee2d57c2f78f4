"""The ledger as matching reads it, a stretch of days at a time, and what matching writes back.

Rows and not models: there may be tens of thousands of them.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from backend.domain.spending.seen import Seen, seen_of
from backend.store.database import execute, execute_many


@lru_cache(maxsize=4096)
def day_of(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


class Standing(NamedTuple):
    """A transaction as matching sees it (the first eleven, as in Seen), and what was decided of it so far."""

    id: str
    account_id: str
    booked_on: Any  # a day; as text on SQLite
    amount: int
    currency: str
    counterparty: str
    text: str
    kind: str
    funding: str
    neutral: bool
    dead: bool
    role: str
    category: str
    rule_id: str | None
    twin_of: str | None
    repays_account_id: str | None
    payment_id: str | None

    def seen(self) -> Seen:
        return seen_of(*self[:2], day_of(self.booked_on), *self[3:9], bool(self.neutral), bool(self.dead))


_STANDING = f"SELECT {', '.join(Standing._fields)} FROM ledger_entry"


def between(borrower_id: str, since: date, until: date) -> list[Standing]:
    """Everything booked from `since` to `until`, oldest first."""
    found = execute(
        f"{_STANDING} WHERE borrower_id = ? AND booked_on >= ? AND booked_on <= ? ORDER BY booked_on, id",
        (borrower_id, since.isoformat(), until.isoformat()),
    )
    return list(map(Standing._make, found))


def day_behind(borrower_id: str, since: date, rows: int) -> date | None:
    """The day of the transaction that comes so many rows behind that day's first; None where there are fewer."""
    row = execute(
        "SELECT booked_on FROM ledger_entry WHERE borrower_id = ? AND booked_on >= ? "
        "ORDER BY booked_on LIMIT 1 OFFSET ?",
        (borrower_id, since.isoformat(), rows),
    ).fetchone()
    return None if row is None else day_of(row[0])


def judge(rows: Sequence[tuple[Any, ...]]) -> None:
    """(role, category, rule, twin_of, repays_account, entry): what matching and rules decided."""
    if not rows:
        return
    execute_many(
        "UPDATE ledger_entry SET role = ?, category = ?, rule_id = ?, twin_of = ?, "
        "repays_account_id = ? WHERE id = ?",
        rows,
    )
