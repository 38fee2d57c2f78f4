"""What the sender reads in bulk to say the truth at the moment of sending, and what it writes in bulk."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, NamedTuple

from backend.store.account_name import name_in_sql
from backend.store.database import execute_many, is_sqlite, one_of
from backend.store.raw_rows import select
from backend.store.reminders.stored_settings import MAILABLE, StoredSettings


class NotificationRow(NamedTuple):
    """One deadline of a notification, with what its account is called and pays by itself."""

    notification_id: Annotated[str, "r.notification_id"]
    deadline_id: Annotated[str, "d.id"]
    moment: Annotated[str, "r.moment"]
    held: Annotated[str | None, "r.held"]
    borrower_id: Annotated[str, "r.borrower_id"]
    kind: str
    title: str | None
    due_on: date
    pay_by_at: datetime
    last_chance_on: date
    last_chance_at: datetime
    zone: str
    country: str
    owed: bool
    amount: int | None
    allocated: int
    currency: str | None
    source: str
    sure: bool
    state: str
    reason: str | None
    muted: bool
    silent: bool
    snoozed_until: datetime | None
    account_id: str | None
    subject_id: str | None
    account_name: Annotated[str | None, f"CASE WHEN a.id IS NOT NULL THEN {name_in_sql('a')} END"]
    autopay: Annotated[str | None, "a.autopay"]
    autopay_funded: Annotated[str | None, "a.autopay_funded"]
    reader_zone: Annotated[str, "b.zone"]


class OpenDue(NamedTuple):
    """An open due, and how much of it is still to be paid; None while its amount is not known."""

    account_id: str
    due_on: date
    pay_by_at: datetime
    last_chance_on: date
    last_chance_at: datetime
    zone: str
    country: str
    sure: bool
    outstanding: Annotated[int | None, "CASE WHEN allocated > amount THEN 0 ELSE amount - allocated END"]


class KnownStatement(NamedTuple):
    """A statement whose figures the borrower gave, and what of its minimum they said to be past due."""

    id: str
    account_id: str
    period_key: str
    closes_on: date
    balance: int
    minimum_due: int
    past_due_said: Annotated[int, "CASE WHEN past_due_source = 'said' THEN past_due_included ELSE 0 END"]


class StandingPayment(NamedTuple):
    """A payment that was not reversed."""

    account_id: str
    paid_at: datetime
    amount: int


class Recipient(NamedTuple):
    """A borrower as somebody to be written to."""

    id: str
    email: Annotated[str | None, MAILABLE]
    locale: str
    discreet: bool
    settings: StoredSettings


class ActiveDevice(NamedTuple):
    """A device that a push can be sent to."""

    id: str
    borrower_id: str
    provider: str
    token: str
    platform: str
    locale: str | None


class DeadDevice(NamedTuple):
    """A device whose token is dead by its provider's word; in the order of the statement that says so."""

    dead_reason: str
    died_at: int
    id: str


class _Newest(NamedTuple):
    deadline_id: str
    notification_id: Annotated[str, "MAX(notification_id)"]


def notification_rows(notification_ids: Sequence[str]) -> list[NotificationRow]:
    """Every deadline that these notifications tell of, in the order in which they were told."""
    these, values = one_of("r.notification_id", notification_ids)
    return select(
        NotificationRow,
        "FROM reminder r JOIN deadline d ON d.id = r.deadline_id JOIN borrower b ON b.id = r.borrower_id "
        "LEFT JOIN account a ON a.id = d.account_id "
        f"WHERE {these} ORDER BY r.notification_id, r.position",
        (values,),
        table="d",
    )


def newest_notifications(deadline_ids: Sequence[str]) -> dict[str, str]:
    """The newest notification that told of each deadline: identifiers sort by time."""
    these, values = one_of("deadline_id", deadline_ids)
    found = select(_Newest, f"FROM reminder WHERE {these} GROUP BY deadline_id", (values,))
    return {row.deadline_id: row.notification_id for row in found}


def open_dues(account_ids: Sequence[str]) -> list[OpenDue]:
    """Every open due of these accounts, oldest first."""
    these, values = one_of("account_id", account_ids)
    return select(OpenDue, f"FROM deadline WHERE {these} AND state = 'open' ORDER BY due_on, id", (values,))


def known_statements(statement_ids: Sequence[str]) -> list[KnownStatement]:
    """Those of these statements whose figures the borrower gave."""
    these, values = one_of("id", statement_ids)
    return select(
        KnownStatement,
        f"FROM statement WHERE {these} AND source <> 'estimated' AND balance IS NOT NULL AND minimum_due IS NOT NULL",
        (values,),
    )


def standing_payments(account_ids: Sequence[str]) -> list[StandingPayment]:
    """Every payment to these accounts that was not reversed."""
    these, values = one_of("account_id", account_ids)
    return select(StandingPayment, f"FROM payment WHERE {these} AND reversed_at IS NULL", (values,))


def recipients_by_id(borrower_ids: Sequence[str]) -> dict[str, Recipient]:
    these, values = one_of("id", borrower_ids)
    return {row.id: row for row in select(Recipient, f"FROM borrower WHERE {these}", (values,))}


def active_devices_by_id(device_ids: Sequence[str]) -> dict[str, ActiveDevice]:
    """Those of these devices that are still active."""
    if not device_ids:
        return {}
    these, values = one_of("id", device_ids)
    found = select(ActiveDevice, f"FROM device WHERE {these} AND state = 'active'", (values,))
    return {row.id: row for row in found}


def lock_active_devices(device_ids: Sequence[str]) -> dict[str, ActiveDevice]:
    """Those of these devices that are still active, locked until the transaction ends.

    Devices come before deliveries, as they do where a phone is registered again.
    """
    these, values = one_of("id", device_ids)
    lock = "" if is_sqlite() else " FOR UPDATE"
    found = select(
        ActiveDevice, f"FROM device WHERE {these} AND state = 'active' ORDER BY id{lock}", (values,)
    )
    return {row.id: row for row in found}


def deactivate_devices(rows: Sequence[DeadDevice]) -> None:
    execute_many(
        "UPDATE device SET state = 'dead', dead_reason = ?, died_at = ? WHERE id = ? AND state = 'active'",
        rows,
    )
