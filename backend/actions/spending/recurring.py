"""Recurring income and charges: found in the ledger, and what the borrower says of each.

A search keeps the borrower's verdicts: a series that was denied stays denied, and one that ended runs again only
when a line has been seen since.
"""

import json
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from backend.domain.calendar.local_time import local_date
from backend.domain.spending.ledger.recurring import find_recurring
from backend.domain.spending.ledger.recurring_series import Recurring as Found
from backend.domain.spending.ledger.seen_transaction import SeenTransaction
from backend.errors import Conflict, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.people import borrowers
from backend.store.spending import recurring
from backend.store.spending.ledger import LedgerTransaction
from backend.store.spending.recurring import Recurring

LOOK_BACK_DAYS = 400
SURE_PERCENT = 60  # a series found with less confidence counts only when the borrower confirms it
_VERDICTS = {"confirmed": "confirm", "denied": "deny", "ended": "end"}


def get(borrower_id: str, series_id: str) -> Recurring:
    """The borrower's series, or NotFound."""
    row = recurring.find(borrower_id, series_id)
    if row is None:
        raise NotFound()
    return row


def refresh(borrower_id: str, *, now: datetime) -> int:
    """Search the ledger for series again; returns how many run."""
    with transaction():
        borrower = borrowers.lock(borrower_id)
        if borrower is None:
            raise NotFound()
        today = local_date(now, borrower.zone)
        lines = _lines(borrower_id, today)
        known = {row.signature: row for row in recurring.of_borrower(borrower_id)}
        found = find_recurring([line for line, _, _ in lines], today=today)
        facts = {line.id: (category, from_cash) for line, category, from_cash in lines}
        for one in found:
            row = known.pop(one.signature[:250], None)
            _write(borrower_id, row, one, *facts[one.ids[-1]], now)
        for row in known.values():
            _lapse(row, now)
        return len(found)


def _lines(borrower_id: str, today: date) -> list[tuple[SeenTransaction, str, bool]]:
    """(line, category, from cash) of what counts: each payment once, own transfers and known debts left out."""
    row = LedgerTransaction
    query = (
        row.select(
            row.id,
            row.account_id,
            row.booked_on,
            row.amount,
            row.currency,
            row.counterparty,
            row.text,
            row.kind,
            row.funding,
            row.neutral,
            row.dead,
            row.category,
            row.from_cash,
        )
        .where(
            (row.borrower_id == borrower_id)
            & row.booked_on.between(today - timedelta(days=LOOK_BACK_DAYS), today)
            & row.twin_of.is_null()
            & row.repays_account_id.is_null()
            & ~row.dead
            & ~row.neutral
            & (row.category != "transfer.own")
        )
        .tuples()
    )
    return [(SeenTransaction(*values[:11]), values[11], bool(values[12])) for values in query]


def _values(one: Found, category: str, from_cash: bool) -> dict[str, Any]:
    """What was found, as columns."""
    changes = [asdict(change) | {"on": change.on.isoformat()} for change in one.changes]
    return {
        "label": one.label[:120] or one.signature[:120],
        "kind": one.kind,
        "cadence": one.cadence,
        "direction": one.direction,
        "anchor_day": one.anchor_day,
        "expected": one.expected,
        "low": one.low,
        "high": one.high,
        "currency": one.currency,
        "category": category,
        "next_on": one.next_on,
        "last_on": one.last_on,
        "seen": one.count,
        "confidence": one.confidence,
        "changes": json.dumps(changes),
        "overdue_on": one.overdue_on,
        "from_cash": from_cash,
        "lines": json.dumps(one.ids),
    }


def _write(
    borrower_id: str, row: Recurring | None, one: Found, category: str, from_cash: bool, now: datetime
) -> None:
    """Keep what was found; nothing is written where nothing changed."""
    values = _values(one, category, from_cash)
    if row is None:
        Recurring.create(
            id=new_id("rec", now),
            borrower_id=borrower_id,
            signature=one.signature[:250],
            created_at=now,
            updated_at=now,
            **values,
        )
        return
    if row.state == "ended" and one.last_on > row.last_on:
        values["state"] = "found"
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(row, name, value)
        _touch(row, now)


def _lapse(row: Recurring, now: datetime) -> None:
    """A series that no longer runs: forgotten where the borrower never spoke of it, ended where it was confirmed."""
    if row.state == "found":
        row.delete_instance()
    elif row.state == "confirmed":
        row.state = "ended"
        _touch(row, now)


def confirm_or_deny(row: Recurring, state: str, *, now: datetime) -> Recurring:
    """Confirm, deny or end a series."""
    with transaction():
        borrowers.lock(row.borrower_id)
        row = get(row.borrower_id, row.id)
        if row.state == state:
            raise Conflict(f"This is {state} already; there is nothing to {_VERDICTS[state]}.")
        row.state = state
        _touch(row, now)
        return row


def _touch(row: Recurring, now: datetime) -> None:
    row.updated_at = now
    row.version += 1
    row.save()


def counts(row: Recurring) -> bool:
    """Whether forecasts and plans reckon with it."""
    return row.state == "confirmed" or (row.state == "found" and row.confidence >= SURE_PERCENT)
