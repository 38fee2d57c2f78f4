"""The ledger as matching reads it, a stretch of days at a time, and what matching writes back.

Rows and not models: there may be tens of thousands of them.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from backend.domain.spending.ledger.seen_transaction import SeenTransaction
from backend.store.database import execute, execute_many, in_list


@lru_cache(maxsize=4096)
def day_of(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


class MatchableTransaction(NamedTuple):
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

    def seen(self) -> SeenTransaction:
        return SeenTransaction._make(
            (*self[:2], day_of(self.booked_on), *self[3:9], bool(self.neutral), bool(self.dead))
        )


_STANDING = f"SELECT {', '.join(MatchableTransaction._fields)} FROM ledger_entry"
_BOOKED = "borrower_id = ? AND booked_on >= ? AND booked_on <= ?"
_MOVES = "(amount > 0 OR neutral OR funding <> '' OR role <> 'spending' OR "


class PlainPurchase(NamedTuple):
    """A line that only another line can make something else: the little that tells which."""

    id: str
    amount: int
    currency: str
    counterparty: str
    text: str


def movers(borrower_id: str, since: date, until: date, unspent: Sequence[str]) -> list[MatchableTransaction]:
    """What was booked in these days and is more than a purchase, by itself or by a category of `unspent`."""
    these, values = in_list("category", unspent)
    found = execute(
        f"{_STANDING} WHERE {_BOOKED} AND {_MOVES}{these})",
        (borrower_id, since.isoformat(), until.isoformat(), values),
    )
    return list(map(MatchableTransaction._make, found))


def purchases(borrower_id: str, since: date, until: date, unspent: Sequence[str]) -> Iterator[PlainPurchase]:
    """All the others of these days."""
    these, values = in_list("category", unspent)
    found = execute(
        f"SELECT {', '.join(PlainPurchase._fields)} FROM ledger_entry WHERE {_BOOKED} AND NOT {_MOVES}{these})",
        (borrower_id, since.isoformat(), until.isoformat(), values),
    )
    return map(PlainPurchase._make, found)


def of_ids(ids: Sequence[str]) -> list[MatchableTransaction]:
    these, values = in_list("id", ids)
    return list(map(MatchableTransaction._make, execute(f"{_STANDING} WHERE {these}", (values,))))


def day_behind(borrower_id: str, since: date, rows: int) -> date | None:
    """The day of the transaction that comes so many rows behind that day's first; None where there are fewer."""
    row = execute(
        "SELECT booked_on FROM ledger_entry WHERE borrower_id = ? AND booked_on >= ? "
        "ORDER BY booked_on LIMIT 1 OFFSET ?",
        (borrower_id, since.isoformat(), rows),
    ).fetchone()
    return None if row is None else day_of(row[0])


def record_matches(rows: Sequence[tuple[Any, ...]]) -> None:
    """(role, category, rule, twin_of, repays_account, entry): what matching and rules decided."""
    if not rows:
        return
    execute_many(
        "UPDATE ledger_entry SET role = ?, category = ?, rule_id = ?, twin_of = ?, "
        "repays_account_id = ? WHERE id = ?",
        rows,
    )
