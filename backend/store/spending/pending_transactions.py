"""Transactions that are not booked yet: which are still pending, and which never were booked."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from backend.store.database import execute, execute_many
from backend.store.versions import NEXT_VERSION


class Settled(NamedTuple):
    """The import in which a transaction is still pending, None where it is booked; in the order of the statement."""

    pending_in: str | None
    id: str


def settle(rows: Sequence[Settled]) -> None:
    """Write that transactions are pending, or are not any more."""
    if rows:
        execute_many("UPDATE ledger_entry SET pending_in = ? WHERE id = ?", rows)


def expire_pending(before: date, borrower_id: str | None = None) -> int:
    """Give up what was pending and never booked; of one borrower, or of all."""
    whose, values = ("", ()) if borrower_id is None else (" AND borrower_id = ?", (borrower_id,))
    cursor = execute(
        f"UPDATE ledger_entry SET role = 'dead', {NEXT_VERSION} WHERE pending_in IS NOT NULL AND booked_on < ? "
        f"AND role <> 'dead' AND said_role IS NULL{whose}",
        (before.isoformat(), *values),
    )
    return int(cursor.rowcount)
