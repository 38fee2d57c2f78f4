"""Recurring income and charges: found in the ledger, and what the borrower says of each.

A search keeps the borrower's verdicts: a series that was denied stays denied, and one that ended runs again only
when a line has been seen since.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import TypedDict, Unpack

from backend.domain.calendar.local_time import local_date
from backend.domain.spending.forecast.household_outlook import SURE_PERCENT
from backend.domain.spending.ledger.find_recurring import find_recurring
from backend.domain.spending.ledger.recurring_series import Recurring as Found
from backend.domain.spending.ledger.recurring_series import is_habit
from backend.errors import Conflict, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.people import borrowers
from backend.store.spending import recurring, transaction_matching
from backend.store.spending.recurring import Cancellable, Recurring
from backend.store.spending.transaction_matching import RegularCandidate
from backend.store.versions import save_new_version

LOOK_BACK_DAYS = 800  # more than 25 months: what comes once a year is seen twice
_VERDICTS = {"confirmed": "confirm", "denied": "deny", "ended": "end"}


def get(borrower_id: str, series_id: str) -> Recurring:
    """The borrower's series, or NotFound."""
    row = recurring.find(borrower_id, series_id)
    if row is None:
        raise NotFound()
    return row


def refresh(borrower_id: str, *, now: datetime) -> int:
    """Search the ledger for series again; returns how many run. The search holds nobody up: only writing locks."""
    borrower = borrowers.find(borrower_id)
    if borrower is None:
        raise NotFound()
    today = local_date(now, borrower.zone)
    since = today - timedelta(days=LOOK_BACK_DAYS)
    candidates = transaction_matching.regular_candidates(borrower_id, since, today)
    by_id = {each.seen.id: each for each in candidates}
    found = find_recurring([each.seen for each in candidates], today=today, country=borrower.country)
    with transaction():
        if borrowers.lock(borrower_id) is None:
            raise NotFound()
        known = {row.signature: row for row in recurring.of_borrower(borrower_id)}
        for one in found:
            _write(borrower_id, known.pop(one.signature[:250], None), one, by_id[one.ids[-1]], now)
        for row in known.values():
            _lapse(row, now)
        return len(found)


def _columns(one: Found, latest: RegularCandidate) -> dict[str, object]:
    """What was found, as columns; the category is that of the latest line."""
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
        "category": latest.category,
        "next_on": one.next_on,
        "last_on": one.last_on,
        "seen": one.count,
        "confidence": one.confidence,
        "changes": json.dumps(changes),
        "overdue_on": one.overdue_on,
        "missed": one.missed,
        "weekend_rule": one.weekend_rule,
        "from_cash": latest.from_cash,
        "lines": json.dumps(one.ids),
    }


def _write(
    borrower_id: str, row: Recurring | None, one: Found, latest: RegularCandidate, now: datetime
) -> None:
    """Keep what was found; nothing is written where nothing changed."""
    values = _columns(one, latest)
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
        save_new_version(row, now)


def _lapse(row: Recurring, now: datetime) -> None:
    """A series that no longer runs: forgotten where the borrower never spoke of it, ended where it was confirmed."""
    if row.state == "found":
        row.delete_instance()
    elif row.state == "confirmed":
        row.state = "ended"
        save_new_version(row, now)


def confirm_or_deny(row: Recurring, state: str, *, now: datetime) -> Recurring:
    """Confirm, deny or end a series."""
    with transaction():
        borrowers.lock(row.borrower_id)
        row = get(row.borrower_id, row.id)
        if row.state == state:
            raise Conflict("verdict-given", state=state, verdict=_VERDICTS[state])
        row.state = state
        save_new_version(row, now)
        return row


class ContractChanges(TypedDict, total=False):
    """What may be said of the contract behind a series; what is left out stays."""

    cancellable: Cancellable
    contract_ends_on: date | None


def change_contract(row: Recurring, *, now: datetime, **changes: Unpack[ContractChanges]) -> Recurring:
    """Say whether a series can be cancelled, and when its contract ends."""
    with transaction():
        for name, value in changes.items():
            setattr(row, name, value)
        save_new_version(row, now)
        return row


def lines_of_series(rows: Iterable[Recurring]) -> frozenset[str]:
    """The ledger entries that series were found in: what they take is fixed, and no habit."""
    return frozenset(entry for row in rows for entry in json.loads(row.lines))


def counts(row: Recurring) -> bool:
    """Whether forecasts and plans reckon with it as a series; a habit with a rhythm is usual spending."""
    sure = row.confidence >= SURE_PERCENT and not is_habit(row.direction, row.category)
    return row.state == "confirmed" or (row.state == "found" and sure)
