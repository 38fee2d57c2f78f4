"""Deadlines: the one idea the product turns on, and the queries of the home screen and of the tick."""

import functools
import operator
from datetime import date, datetime
from typing import NamedTuple

from backend.domain.reminders.kinds import QUIET, of_family
from backend.store.account_name import name_in_sql
from backend.store.raw_rows import select
from backend.store.rows import (
    Condition,
    Row,
    day,
    flag,
    instant,
    instant_or_none,
    integer,
    large_integer,
    large_integer_or_none,
    long_text_or_none,
    short_text,
    short_text_or_none,
    with_text_beside,
    written_condition,
)

PLAN_INSTALMENT = "plan_instalment"
REPLACED = "agreed-plan"  # why a due is cancelled that is owed still, and asked for by an agreed plan


class Deadline(Row):
    """One thing that falls due. `missed` is never stored: it is an open row whose last chance has passed.

    `amount` NULL: not known yet. `allocated` is what payments have brought. `autopay` is true where autopay
    covers it and the funding account is known to hold. `next_reminder_at` is the only trace of the future;
    every moment at or before `reminded_through` has been dealt with.
    """

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    kind = short_text(24)
    account_id = short_text_or_none(40)  # a foreign key in the migrations
    series_id = short_text_or_none(40)
    subject_id = short_text_or_none(40)  # statement, instalment number ...
    title = short_text_or_none(120)
    nominal_due_on = day()
    due_on = day()
    pay_by_at = instant()
    last_chance_on = day()
    last_chance_at = instant()
    zone = short_text(64)
    country = short_text(2)
    owed = flag()
    amount = large_integer_or_none()
    allocated = large_integer(default=0)
    tolerance = large_integer(default=0)
    currency = short_text_or_none(3)
    source = short_text(12)  # estimated | entered | confirmed | schedule
    sure = flag()
    autopay = flag(default=False)
    state = short_text(10, default="open")  # open | met | waived | cancelled
    closed_by = short_text_or_none(10)  # payment | borrower | waiver | terms
    closed_at = instant_or_none()
    reason = long_text_or_none()
    muted = flag(default=False)
    silent = flag(default=False)  # owed still, and no more to be paid to this lender: nothing reminds of it
    snoozed_until = instant_or_none()
    reminded_through = instant()
    next_reminder_at = instant_or_none()
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "deadline"
        indexes = (
            (("borrower_id", "due_on", "id"), False),  # the home screen, and erasure
            (("account_id", "due_on", "id"), False),  # allocation and standing
        )

    @property
    def is_exact(self) -> bool:
        """Whether neither its date nor its amount is an estimate; `sure` is about the date, and so about lateness."""
        return bool(self.sure) and self.source != "estimated"

    @property
    def outstanding(self) -> int | None:
        """Minor units still to pay; None while the amount is unknown."""
        if self.amount is None:
            return None
        return max(0, self.amount - self.allocated)


# The open rows of one borrower, whatever the length of the history behind them.
Deadline.add_index(
    Deadline.index(
        Deadline.borrower_id,
        Deadline.due_on,
        where=written_condition("state = 'open'"),
        name="deadline_open",
    )
)
# The tick reads this index and nothing else to find what is due: it holds only what has a next reminder.
Deadline.add_index(
    Deadline.index(
        Deadline.next_reminder_at,
        Deadline.borrower_id,
        where=Deadline.next_reminder_at.is_null(False),
        name="deadline_next_reminder",
    )
)
Deadline.add_index(
    Deadline.index(Deadline.series_id, where=Deadline.series_id.is_null(False), name="deadline_series")
)


def find(borrower_id: str, deadline_id: str) -> Deadline | None:
    return Deadline.get_or_none((Deadline.id == deadline_id) & (Deadline.borrower_id == borrower_id))


def closed_checks(borrower_id: str, kind: str) -> list[Deadline]:
    """Deadlines of a kind that somebody, and not a change of facts, has closed."""
    query = Deadline.select().where(
        (Deadline.borrower_id == borrower_id)
        & (Deadline.kind == kind)
        & (Deadline.state != "open")
        & (Deadline.closed_by != "terms")
    )
    return list(query)


def of_account(account_id: str) -> list[Deadline]:
    query = Deadline.select().where(Deadline.account_id == account_id)
    return list(query.order_by(Deadline.due_on, Deadline.id))


def of_contract(account_id: str) -> list[Deadline]:
    """What the contract itself asks: an account's deadlines without those of a plan agreed in its place."""
    return [row for row in of_account(account_id) if row.kind != PLAN_INSTALMENT]


def of_subject(account_id: str, subject_id: str) -> Deadline | None:
    return Deadline.get_or_none((Deadline.account_id == account_id) & (Deadline.subject_id == subject_id))


def open_of_borrower(borrower_id: str) -> list[Deadline]:
    query = Deadline.select().where((Deadline.borrower_id == borrower_id) & (Deadline.state == "open"))
    return list(query.order_by(Deadline.due_on, Deadline.id))


class AccountDue(NamedTuple):
    """What fell due on an account, and how it ended."""

    account_id: str
    id: str
    due_on: date
    last_chance_on: date
    state: str
    closed_by: str | None
    closed_at: datetime | None
    zone: str
    amount: int | None
    sure: bool


def dues_of_borrower(borrower_id: str, country: str) -> list[AccountDue]:
    """Whatever was owed on accounts in a country, by account, earliest first.

    Left out is what was cancelled because nothing seemed to be owed: nobody knows whether and when it was paid.
    """
    return select(
        AccountDue,
        "FROM deadline WHERE borrower_id = ? AND account_id IS NOT NULL AND country = ? AND owed "
        "AND NOT (state = 'cancelled' AND COALESCE(reason, '') = 'nothing-owed') ORDER BY account_id, due_on, id",
        (borrower_id, country),
    )


def open_of_series(series_id: str) -> list[Deadline]:
    query = Deadline.select().where((Deadline.series_id == series_id) & (Deadline.state == "open"))
    return list(query.order_by(Deadline.due_on, Deadline.id))


class ListedDeadline(NamedTuple):
    """A deadline of the home screen, and what the borrower calls its account; None where it has none."""

    row: Deadline
    account_name: str | None


# In the same query, because the home screen is asked for more often than all else.
_ACCOUNT_NAME = f"(SELECT {name_in_sql('account')} FROM account WHERE account.id = t1.account_id)"


def page(
    borrower_id: str,
    *,
    now: datetime,
    limit: int,
    after: tuple[date, str] | None = None,
    states: frozenset[str] = frozenset(),
    kinds: frozenset[str] = frozenset(),
    account_id: str | None = None,
    due_from: date | None = None,
    due_to: date | None = None,
) -> list[ListedDeadline]:
    """One page of the home screen, earliest due first; what went well asks for nothing, and is in the inbox alone."""
    query = (
        Deadline.select()
        .where((Deadline.borrower_id == borrower_id) & Deadline.kind.not_in(sorted(QUIET)))
        .order_by(Deadline.due_on, Deadline.id)
        .limit(limit)
    )
    if after:
        query = query.where(
            (Deadline.due_on > after[0]) | ((Deadline.due_on == after[0]) & (Deadline.id > after[1]))
        )
    if states:
        query = query.where(_in_states(states, now))
    if kinds:
        query = query.where(Deadline.kind.in_(sorted(kinds)))
    if account_id:
        query = query.where(Deadline.account_id == account_id)
    if due_from:
        query = query.where(Deadline.due_on >= due_from)
    if due_to:
        query = query.where(Deadline.due_on <= due_to)
    return [ListedDeadline(row, name) for row, name in with_text_beside(query, _ACCOUNT_NAME)]


def _in_states(states: frozenset[str], now: datetime) -> Condition:
    """`missed` and `open` are one stored state, split by whether the last chance has passed."""
    terms = [Deadline.state.in_(sorted(states - {"open", "missed"}))]
    if "open" in states:
        terms.append((Deadline.state == "open") & (Deadline.last_chance_at >= now))
    if "missed" in states:
        terms.append((Deadline.state == "open") & (Deadline.last_chance_at < now))
    return functools.reduce(operator.or_, terms)


def calendar_of(borrower_id: str, *, since: date) -> list[Deadline]:
    """The open deadlines due since a day; what a followed plan says at once is no date and stays out."""
    query = Deadline.select().where(
        (Deadline.borrower_id == borrower_id)
        & (Deadline.state == "open")
        & (Deadline.due_on >= since)
        & Deadline.kind.not_in(of_family("alert"))
    )
    return list(query.order_by(Deadline.due_on, Deadline.id))
