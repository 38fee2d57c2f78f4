"""What a notification says, judged at the moment of saying it: each line is true at `now` or left out."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from backend.actions.reminders.sums import AmountsBehind, amounts_behind
from backend.countries.lateness import reportable_days
from backend.domain.calendar import local_time
from backend.domain.credit.delinquency import days_past_due
from backend.domain.reminders.notification_line import NotificationLine
from backend.store.database import from_micros
from backend.store.reminders import send_queries


def true_lines(
    notification_ids: Sequence[str], *, now: datetime, sums: bool = True
) -> dict[str, list[NotificationLine]]:
    """The lines of each notification that still hold at `now`.

    Left out: what was paid, waived, cancelled, muted or snoozed since, and what a newer notification has told
    already. `sums` adds what a ladder needs (see `sums`), at some more queries.
    """
    rows = send_queries.lines(notification_ids)
    newest = send_queries.newest([row[2] for row in rows]) if rows else {}
    behind = amounts_behind(rows) if sums else AmountsBehind()
    found: dict[str, list[NotificationLine]] = {key: [] for key in notification_ids}
    for row in rows:
        if _holds(row, now) and newest.get(row[2], row[0]) == row[0]:
            found[row[0]].append(line_of(row, behind, now=now))
    return found


def _holds(row: tuple[Any, ...], now: datetime) -> bool:
    snoozed = row[19] is not None and from_micros(row[19]) > now
    return row[17] == "open" and not row[18] and not snoozed


def line_of(row: tuple[Any, ...], behind: AmountsBehind, *, now: datetime) -> NotificationLine:
    """One line from a row of `outgoing.LINE_COLUMNS` and the sums behind it."""
    due_on, pay_by_at, last_chance_at = _day(row[5]), from_micros(row[6]), from_micros(row[8])
    zone, holds = row[9], row[23] not in (None, "off") and row[24] == "holds"
    stage, days, boundary = stage_of(
        due_on, pay_by_at, last_chance_at, zone, row[10], owed=bool(row[11]), autopay=holds, now=now
    )
    return NotificationLine(
        kind=row[3],
        stage=stage,
        name=row[22] or row[21] or row[4] or "",
        days=days,
        due_on=due_on,
        pay_by_at=pay_by_at,
        last_chance_on=_day(row[7]),
        last_chance_at=last_chance_at,
        boundary_days=boundary,
        owed=bool(row[11]),
        sure=bool(row[16]),
        source=row[15],
        autopay=_autopay(row[23], row[24]),
        amount=None if row[12] is None else max(0, row[12] - row[13]),
        past_due=behind.past_due.get(row[2], 0),
        balance=behind.balance.get(row[2]),
        currency=row[14],
        late_fee=behind.late_fee.get(row[2]),
        zone=zone,
        limit=row[12],
        over=max(0, row[13] - row[12]) if row[12] is not None else 0,
    )


def _autopay(mode: str | None, funded: str | None) -> str:
    return "off" if mode in (None, "off") else (funded or "unknown")


def _day(value: Any) -> date:
    return _parsed_day(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _parsed_day(text: str) -> date:
    return date.fromisoformat(text)


@lru_cache(maxsize=8192)  # thousands of lines of one tick share a due date, a zone and the instant
def stage_of(
    due_on: date,
    pay_by_at: datetime,
    last_chance_at: datetime,
    zone: str,
    country: str,
    *,
    owed: bool,
    autopay: bool,
    now: datetime,
) -> tuple[str, int, int | None]:
    """(stage, days until due or days past due, the boundary that tomorrow would cross)."""
    today = local_time.local_date(now, zone)
    if now <= pay_by_at:
        ahead = (due_on - today).days
        if autopay:
            return "autopay", ahead, None
        return ("today" if ahead <= 0 else "upcoming"), max(ahead, 0), None
    late = days_past_due(due_on, today)
    if now <= last_chance_at and owed:
        return "in_grace", late, None
    if owed and late + 1 in reportable_days(country, due_on):
        return "before_report", late, late + 1
    return "late", late, None


def told_lines(
    notification_ids: Sequence[str], *, now: datetime
) -> dict[str, list[tuple[str, str, NotificationLine]]]:
    """(deadline, its state now, line) of everything that was told, settled or not; for the inbox."""
    rows = send_queries.lines(notification_ids)
    behind = amounts_behind(rows)
    found: dict[str, list[tuple[str, str, NotificationLine]]] = {key: [] for key in notification_ids}
    for row in rows:
        state = "missed" if row[17] == "open" and from_micros(row[8]) < now else row[17]
        found[row[0]].append((row[2], state, line_of(row, behind, now=now)))
    return found
