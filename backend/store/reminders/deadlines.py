"""Deadlines: the one idea the product turns on, and the queries of the home screen and of the tick."""

from datetime import date, datetime
from typing import Any, NamedTuple, cast

import peewee

from backend.domain.reminders.kinds import of_family
from backend.store.credit.accounts import Account
from backend.store.database import InstantField, Row
from backend.store.raw_rows import select


class Deadline(Row):
    """One thing that falls due. `missed` is never stored: it is an open row whose last chance has passed.

    `amount` NULL: not known yet. `allocated` is what payments have brought. `autopay` is true where autopay
    covers it and the funding account is known to hold. `next_reminder_at` is the only trace of the future;
    every moment at or before `reminded_through` has been dealt with.
    """

    id = peewee.CharField(max_length=40, primary_key=True)
    borrower_id = peewee.CharField(max_length=40)
    kind = peewee.CharField(max_length=24)
    account = peewee.ForeignKeyField(
        Account, column_name="account_id", null=True, on_delete="CASCADE", index=False
    )
    series_id = peewee.CharField(max_length=40, null=True)
    subject_id = peewee.CharField(max_length=40, null=True)  # statement, instalment number ...
    title = peewee.CharField(max_length=120, null=True)
    nominal_due_on = peewee.DateField()
    due_on = peewee.DateField()
    pay_by_at = InstantField()
    last_chance_on = peewee.DateField()
    last_chance_at = InstantField()
    zone = peewee.CharField(max_length=64)
    country = peewee.CharField(max_length=2)
    owed = peewee.BooleanField()
    amount = peewee.BigIntegerField(null=True)
    allocated = peewee.BigIntegerField(default=0)
    tolerance = peewee.BigIntegerField(default=0)
    currency = peewee.CharField(max_length=3, null=True)
    source = peewee.CharField(max_length=12)  # estimated | entered | confirmed | schedule
    sure = peewee.BooleanField()
    autopay = peewee.BooleanField(default=False)
    state = peewee.CharField(max_length=10, default="open")  # open | met | waived | cancelled
    closed_by = peewee.CharField(max_length=10, null=True)  # payment | borrower | waiver | terms
    closed_at = InstantField(null=True)
    reason = peewee.TextField(null=True)
    muted = peewee.BooleanField(default=False)
    snoozed_until = InstantField(null=True)
    reminded_through = InstantField()
    next_reminder_at = InstantField(null=True)
    created_at = InstantField()
    updated_at = InstantField()
    version = peewee.IntegerField(default=1)

    class Meta:
        table_name = "deadline"
        indexes = (
            (("borrower_id", "due_on", "id"), False),  # the home screen, and erasure
            (("account_id", "due_on", "id"), False),  # allocation and standing
        )

    @property
    def outstanding(self) -> int | None:
        """Minor units still to pay; None while the amount is unknown."""
        if self.amount is None:
            return None
        return cast(int, max(0, self.amount - self.allocated))


# The open rows of one borrower, whatever the length of the history behind them.
Deadline.add_index(
    Deadline.index(
        Deadline.borrower_id,
        Deadline.due_on,
        where=peewee.SQL("state = 'open'"),
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
    return cast(
        Deadline | None,
        Deadline.get_or_none((Deadline.id == deadline_id) & (Deadline.borrower_id == borrower_id)),
    )


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
    query = Deadline.select().where(Deadline.account == account_id)
    return list(query.order_by(Deadline.due_on, Deadline.id))


def of_subject(account_id: str, subject_id: str) -> Deadline | None:
    return cast(
        Deadline | None,
        Deadline.get_or_none((Deadline.account == account_id) & (Deadline.subject_id == subject_id)),
    )


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


def dues_of_borrower(borrower_id: str, country: str) -> list[AccountDue]:
    """Whatever was owed on accounts in a country, by account, earliest first."""
    return select(
        AccountDue,
        "FROM deadline WHERE borrower_id = ? AND account_id IS NOT NULL AND country = ? AND owed "
        "ORDER BY account_id, due_on, id",
        (borrower_id, country),
    )


def open_of_series(series_id: str) -> list[Deadline]:
    query = Deadline.select().where((Deadline.series_id == series_id) & (Deadline.state == "open"))
    return list(query.order_by(Deadline.due_on, Deadline.id))


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
) -> list[dict[str, Any]]:
    """One page of the home screen, oldest due first, as plain dicts with the account's name joined in."""
    query = (
        Deadline.select(Deadline, Account.issuer, Account.nickname, Account.last4)
        .join(Account, peewee.JOIN.LEFT_OUTER)
        .where(Deadline.borrower_id == borrower_id)
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
        query = query.where(Deadline.account == account_id)
    if due_from:
        query = query.where(Deadline.due_on >= due_from)
    if due_to:
        query = query.where(Deadline.due_on <= due_to)
    return list(query.dicts())


def _in_states(states: frozenset[str], now: datetime) -> Any:
    """`missed` and `open` are one stored state, split by whether the last chance has passed."""
    terms = [Deadline.state.in_(sorted(states - {"open", "missed"}))]
    if "open" in states:
        terms.append((Deadline.state == "open") & (Deadline.last_chance_at >= now))
    if "missed" in states:
        terms.append((Deadline.state == "open") & (Deadline.last_chance_at < now))
    found = terms[0]
    for term in terms[1:]:
        found = found | term
    return found


def names_of(borrower_id: str) -> list[dict[str, Any]]:
    """{id, kind, title, due_on, issuer, nickname} of a borrower's open deadlines."""
    query = (
        Deadline.select(
            Deadline.id,
            Deadline.kind,
            Deadline.title,
            Deadline.due_on,
            Account.issuer,
            Account.nickname,
        )
        .join(Account, peewee.JOIN.LEFT_OUTER)
        .where((Deadline.borrower_id == borrower_id) & (Deadline.state == "open"))
    )
    return list(query.dicts())


def calendar_of(borrower_id: str, *, since: date) -> list[dict[str, Any]]:
    """{id, due_on, name, outstanding, currency, updated_at, version} of the open deadlines due since a day.

    What a followed plan says at once is no date and stays out."""
    query = (
        Deadline.select(Deadline, Account.issuer, Account.nickname)
        .join(Account, peewee.JOIN.LEFT_OUTER)
        .where(
            (Deadline.borrower_id == borrower_id)
            & (Deadline.state == "open")
            & (Deadline.due_on >= since)
            & Deadline.kind.not_in(of_family("alert"))
        )
        .order_by(Deadline.due_on, Deadline.id)
    )
    rows = list(query.dicts())
    for row in rows:
        row["name"] = row["title"] or row["nickname"] or row["issuer"] or ""
        row["outstanding"] = None if row["amount"] is None else max(0, row["amount"] - row["allocated"])
    return rows
