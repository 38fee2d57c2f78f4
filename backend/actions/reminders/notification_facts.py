"""What a notification says, judged at the moment of saying it: each line is true at `now` or left out.

Everything is read in bulk for a whole batch of notifications; what stands behind a line is in `amounts_behind`.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from backend.actions.reminders.amounts_behind import AmountsBehind, amounts_behind
from backend.countries.lateness import reportable_days
from backend.domain.calendar import local_time
from backend.domain.calendar.reader_limit import days_until
from backend.domain.credit.delinquency import days_past_due
from backend.domain.reminders.kinds import DONE_BY_SAYING
from backend.domain.reminders.moments import snooze_key
from backend.domain.reminders.notification_line import NotificationLine
from backend.store.reminders import delivery_facts
from backend.store.reminders.deadlines import REPLACED
from backend.store.reminders.delivery_facts import NotificationRow, OpenDue
from backend.store.reminders.held_reminders import Waited


class Stage(NamedTuple):
    """Where a deadline stands: `days` until it is due for the reader, or past due; the boundary of a report that is
    next, when it comes and in how many of the reader's days."""

    name: str
    days: int
    boundary_days: int | None = None
    boundary_at: datetime | None = None
    boundary_in: int = 0


class ToldLine(NamedTuple):
    """One line of a notification in the inbox, the state that its deadline has now, and what held it back."""

    deadline_id: str
    state: str
    held: str | None
    line: NotificationLine


def true_lines(
    notification_ids: Sequence[str], *, now: datetime, amounts: bool = True
) -> dict[str, list[NotificationLine]]:
    """The lines of each notification that still hold at `now`.

    Left out: what was paid, waived, cancelled, muted or snoozed since, and what a newer notification has told
    already, and what is told in the inbox alone. `amounts` adds what a ladder needs (see `amounts_behind`), at some
    more queries.
    """
    rows = delivery_facts.notification_rows(notification_ids)
    newest = delivery_facts.newest_notifications([row.deadline_id for row in rows]) if rows else {}
    behind = amounts_behind(rows, now=now) if amounts else AmountsBehind()
    found: dict[str, list[NotificationLine]] = {key: [] for key in notification_ids}
    for row in rows:
        if _holds(row, now) and newest.get(row.deadline_id, row.notification_id) == row.notification_id:
            found[row.notification_id].append(line_of(row, behind, now=now))
    return found


def told_lines(notification_ids: Sequence[str], *, now: datetime) -> dict[str, list[ToldLine]]:
    """Everything that was told in each notification, settled or not; for the inbox."""
    rows = delivery_facts.notification_rows(notification_ids)
    behind = amounts_behind(rows, now=now)
    found: dict[str, list[ToldLine]] = {key: [] for key in notification_ids}
    for row in rows:
        state = "missed" if row.state == "open" and row.last_chance_at < now else row.state
        line = line_of(row, behind, now=now)
        found[row.notification_id].append(ToldLine(row.deadline_id, state, row.held, line))
    return found


def _holds(row: NotificationRow, now: datetime) -> bool:
    """Quiet hours may let a snooze speak before its end: that word is its own, and no other is said meanwhile."""
    until = row.snoozed_until
    asleep = until is not None and until > now and row.moment != snooze_key(until)
    said = row.kind in DONE_BY_SAYING and row.state == "met"
    is_open = row.state == "open" or said
    return is_open and not row.held and not row.muted and not row.silent and not asleep


def line_of(row: NotificationRow, behind: AmountsBehind, *, now: datetime) -> NotificationLine:
    """One line, from its row and the amounts behind it; what is late is as late as its account."""
    autopay = _autopay(row.autopay, row.autopay_funded)
    dates = behind.older.get(row.deadline_id) or row
    stage = _stage(row, dates, autopay=autopay == "holds", now=now)
    waited = behind.waited.get(row.deadline_id, Waited(0, 0))
    return NotificationLine(
        kind=row.kind,
        stage=stage.name,
        name=row.account_name or row.title or "",
        days=stage.days,
        due_on=dates.due_on,
        pay_by_at=dates.pay_by_at,
        last_chance_on=dates.last_chance_on,
        last_chance_at=dates.last_chance_at,
        chance_days=days_until(dates.last_chance_at, now, row.reader_zone),
        boundary_days=stage.boundary_days,
        boundary_at=stage.boundary_at,
        boundary_in=stage.boundary_in,
        owed=row.owed,
        sure=row.sure,
        source=row.source,
        autopay=autopay,
        amount=_more(row.amount, row.allocated),
        past_due=behind.past_due.get(row.deadline_id, 0),
        balance=behind.balance.get(row.deadline_id),
        currency=row.currency,
        late_fee=behind.late_fee.get(row.deadline_id),
        zone=dates.zone,
        limit=row.amount,
        over=_more(row.allocated, row.amount) or 0,
        past_due_sure=row.deadline_id not in behind.guessed,
        repeated=behind.repeated.get(row.deadline_id, 0),
        state=_state(row),
        waited=waited.told,
        waiting=waited.still_open,
    )


def _stage(row: NotificationRow, dates: NotificationRow | OpenDue, *, autopay: bool, now: datetime) -> Stage:
    return stage_of(
        dates.due_on,
        dates.pay_by_at,
        dates.last_chance_at,
        dates.zone,
        dates.country,
        reader_zone=row.reader_zone,
        owed=row.owed,
        autopay=autopay,
        now=now,
    )


def _more(amount: int | None, than: int | None) -> int | None:
    """By how much one amount is more than another; None where one of them is not known."""
    return None if amount is None or than is None else max(0, amount - than)


def _state(row: NotificationRow) -> str:
    if row.state == "cancelled" and row.reason == REPLACED:
        return "replaced"
    return "gone" if row.silent and row.state == "open" else row.state


def _autopay(mode: str | None, funded: str | None) -> str:
    return "off" if mode in (None, "off") else (funded or "unknown")


@lru_cache(maxsize=8192)  # thousands of lines of one tick share a due date, a zone and the instant
def stage_of(
    due_on: date,
    pay_by_at: datetime,
    last_chance_at: datetime,
    zone: str,
    country: str,
    *,
    reader_zone: str,
    owed: bool,
    autopay: bool,
    now: datetime,
) -> Stage:
    """Where a deadline with these dates stands at `now`; `autopay` says that autopay covers it.

    What is ahead, and what owes no money, is counted on the reader's calendar; how late a debt is, on its own.
    """
    if now <= pay_by_at:
        ahead = days_until(pay_by_at, now, reader_zone)
        if autopay:
            return Stage("autopay", ahead)
        return Stage("today" if ahead <= 0 else "upcoming", max(ahead, 0))
    if not owed:
        return Stage("late", -days_until(pay_by_at, now, reader_zone))
    late = days_past_due(due_on, local_time.local_date(now, zone))
    if now <= last_chance_at:
        return Stage("in_grace", late)
    if late + 1 in reportable_days(country, due_on):
        boundary_at = local_time.day_start(due_on + timedelta(days=late + 1), zone)
        return Stage("before_report", late, late + 1, boundary_at, days_until(boundary_at, now, reader_zone))
    return Stage("late", late)
