"""What a notification says, judged at the moment of saying it: each line is true at `now` or left out.

Everything is read in bulk for a whole batch of notifications. What stands behind a line (older dues, the rest of its
statement, the fee for being late) costs some queries more, however many notifications there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from backend.countries.lateness import reportable_days
from backend.domain.calendar import local_time
from backend.domain.calendar.reader_limit import days_until
from backend.domain.credit.card_and_loan_terms import LateFeeRule
from backend.domain.credit.delinquency import days_past_due
from backend.domain.credit.late_fee import late_fee
from backend.domain.reminders.moments import snooze_key
from backend.domain.reminders.notification_line import NotificationLine
from backend.store.credit import credit_accounts
from backend.store.reminders import delivery_facts
from backend.store.reminders.delivery_facts import NotificationRow


class Stage(NamedTuple):
    """Where a deadline stands: `days` until it is due for the reader, or past due; the boundary of a report that is
    next, when it comes and in how many of the reader's days."""

    name: str
    days: int
    boundary_days: int | None = None
    boundary_at: datetime | None = None
    boundary_in: int = 0


class ToldLine(NamedTuple):
    """One line of a notification in the inbox, and the state that its deadline has now."""

    deadline_id: str
    state: str
    line: NotificationLine


@dataclass(slots=True)
class AmountsBehind:
    """Minor units by deadline: `past_due` on the same account, `balance` left of the statement, `late_fee`."""

    past_due: dict[str, int] = field(default_factory=dict)
    balance: dict[str, int] = field(default_factory=dict)
    late_fee: dict[str, int] = field(default_factory=dict)


def true_lines(
    notification_ids: Sequence[str], *, now: datetime, amounts: bool = True
) -> dict[str, list[NotificationLine]]:
    """The lines of each notification that still hold at `now`.

    Left out: what was paid, waived, cancelled, muted or snoozed since, and what a newer notification has told
    already. `amounts` adds what a ladder needs (see `amounts_behind`), at some more queries.
    """
    rows = delivery_facts.notification_rows(notification_ids)
    newest = delivery_facts.newest_notifications([row.deadline_id for row in rows]) if rows else {}
    behind = amounts_behind(rows) if amounts else AmountsBehind()
    found: dict[str, list[NotificationLine]] = {key: [] for key in notification_ids}
    for row in rows:
        if _holds(row, now) and newest.get(row.deadline_id, row.notification_id) == row.notification_id:
            found[row.notification_id].append(line_of(row, behind, now=now))
    return found


def told_lines(notification_ids: Sequence[str], *, now: datetime) -> dict[str, list[ToldLine]]:
    """Everything that was told in each notification, settled or not; for the inbox."""
    rows = delivery_facts.notification_rows(notification_ids)
    behind = amounts_behind(rows)
    found: dict[str, list[ToldLine]] = {key: [] for key in notification_ids}
    for row in rows:
        state = "missed" if row.state == "open" and row.last_chance_at < now else row.state
        found[row.notification_id].append(ToldLine(row.deadline_id, state, line_of(row, behind, now=now)))
    return found


def _holds(row: NotificationRow, now: datetime) -> bool:
    """Quiet hours may let a snooze speak before its end: that word is its own, and no other is said meanwhile."""
    until = row.snoozed_until
    asleep = until is not None and until > now and row.moment != snooze_key(until)
    return row.state == "open" and not row.muted and not row.silent and not asleep


def line_of(row: NotificationRow, behind: AmountsBehind, *, now: datetime) -> NotificationLine:
    """One line, from its row and the amounts behind it."""
    autopay = _autopay(row.autopay, row.autopay_funded)
    stage = _stage(row, autopay=autopay == "holds", now=now)
    return NotificationLine(
        kind=row.kind,
        stage=stage.name,
        name=_name(row),
        days=stage.days,
        due_on=row.due_on,
        pay_by_at=row.pay_by_at,
        last_chance_on=row.last_chance_on,
        last_chance_at=row.last_chance_at,
        chance_days=days_until(row.last_chance_at, now, row.reader_zone),
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
        zone=row.zone,
        limit=row.amount,
        over=_more(row.allocated, row.amount) or 0,
        state=_state(row),
    )


def _stage(row: NotificationRow, *, autopay: bool, now: datetime) -> Stage:
    return stage_of(
        row.due_on,
        row.pay_by_at,
        row.last_chance_at,
        row.zone,
        row.country,
        reader_zone=row.reader_zone,
        owed=row.owed,
        autopay=autopay,
        now=now,
    )


def _more(amount: int | None, than: int | None) -> int | None:
    """By how much one amount is more than another; None where one of them is not known."""
    return None if amount is None or than is None else max(0, amount - than)


def _state(row: NotificationRow) -> str:
    return "gone" if row.silent and row.state == "open" else row.state


def _name(row: NotificationRow) -> str:
    if row.issuer is None:
        return row.title or ""
    return credit_accounts.side_name(row.nickname or row.issuer, row.currency or "", row.card_group)


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


def amounts_behind(rows: Sequence[NotificationRow]) -> AmountsBehind:
    """The amounts behind the lines of these rows; a row without an account has none."""
    found = AmountsBehind()
    account_ids = sorted({row.account_id for row in rows if row.account_id})
    if not account_ids:
        return found
    dues = delivery_facts.open_dues(account_ids)
    rules = credit_accounts.late_fee_rules(account_ids)
    left = _left_of_statements(rows, account_ids)
    for row in rows:
        if not row.account_id:
            continue
        found.past_due[row.deadline_id] = sum(
            due.rest for due in dues if due.account_id == row.account_id and due.due_on < row.due_on
        )
        found.late_fee[row.deadline_id] = _fee(rules.get(row.account_id), row.amount, row.allocated)
        if row.subject_id in left:
            found.balance[row.deadline_id] = left[row.subject_id]
    return found


def _fee(rule: LateFeeRule | None, amount: int | None, allocated: int) -> int:
    return 0 if amount is None else late_fee(rule, amount - allocated)


def _left_of_statements(rows: Sequence[NotificationRow], account_ids: list[str]) -> dict[str, int]:
    """{statement: its balance less what was paid since it closed, never below zero}."""
    zones = {row.account_id: row.zone for row in rows}
    known = delivery_facts.known_statements(
        [row.subject_id for row in rows if row.account_id and row.subject_id]
    )
    paid = delivery_facts.standing_payments(account_ids) if known else []
    left = {}
    for statement in known:
        zone = zones[statement.account_id]
        since = sum(
            payment.amount
            for payment in paid
            if payment.account_id == statement.account_id
            and local_time.local_date(payment.paid_at, zone) > statement.closes_on
        )
        left[statement.id] = max(0, statement.balance - since)
    return left
