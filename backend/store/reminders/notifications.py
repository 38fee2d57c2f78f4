"""What was told to a borrower: reminders (one a moment, for ever) and the notification that carried them.

These rows are written by the thousand in a tick, so they bear no foreign keys; erasure walks them by
borrower, and nothing else deletes their parents.
"""

from datetime import datetime
from typing import NamedTuple

from backend.store.database import one_of, to_micros
from backend.store.raw_rows import select
from backend.store.rows import (
    Row,
    composite_key,
    flag,
    instant,
    instant_or_none,
    integer,
    short_text,
    short_text_or_none,
)


class Notification(Row):
    """One digest: an inbox item, and a push unless the day's cap was used up or all of it was held back.

    `superseded` means that it was never sent and a newer digest took over what was still true in it.
    """

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    created_at = instant()
    pushed = flag()
    hard = flag(default=False)  # a push that says that something is late or missed; a day has one
    state = short_text(10, default="active")  # active | withdrawn | superseded
    read_at = instant_or_none()

    class Meta:
        table_name = "notification"
        indexes = ((("borrower_id", "created_at", "id"), False),)


class Reminder(Row):
    """One moment of one deadline, told once: the primary key is the arbiter against doubles."""

    deadline_id = short_text(40)
    moment = short_text(48)
    borrower_id = short_text(40, index=True)
    notification_id = short_text(40, index=True)
    tone = short_text(10)
    position = integer()
    # Told in the inbox alone. calm: by a pause, hard: by the day's hard push, quiet: as all of its kind.
    held = short_text_or_none(5)
    last_word = flag(default=False)  # before something irreversible, so that nothing holds it back

    class Meta:
        table_name = "reminder"
        primary_key = composite_key("deadline_id", "moment")
        without_rowid = True


def find(borrower_id: str, notification_id: str) -> Notification | None:
    return Notification.get_or_none(
        (Notification.id == notification_id) & (Notification.borrower_id == borrower_id)
    )


class MadePush(NamedTuple):
    """A digest that was pushed."""

    borrower_id: str
    created_at: datetime
    hard: bool


def pushed_since(borrower_ids: list[str], since: datetime) -> list[MadePush]:
    """Every push made since; the day's cap is counted from these."""
    these, values = one_of("borrower_id", borrower_ids)
    return select(
        MadePush,
        f"FROM notification WHERE {these} AND created_at >= ? AND pushed AND state = 'active'",
        (values, to_micros(since)),
    )


def unread(borrower_id: str) -> int:
    query = Notification.select().where(
        (Notification.borrower_id == borrower_id)
        & Notification.read_at.is_null()
        & (Notification.state == "active")
    )
    return int(query.count())


def read_all(borrower_id: str, now: datetime) -> int:
    query = Notification.update(read_at=now).where(
        (Notification.borrower_id == borrower_id) & Notification.read_at.is_null()
    )
    return int(query.execute())


def page(
    borrower_id: str, *, limit: int, before: tuple[datetime, str] | None = None, unread_only: bool = False
) -> list[Notification]:
    """The inbox, newest first."""
    query = (
        Notification.select()
        .where((Notification.borrower_id == borrower_id) & (Notification.state == "active"))
        .order_by(Notification.created_at.desc(), Notification.id.desc())
        .limit(limit)
    )
    if before:
        query = query.where(
            (Notification.created_at < before[0])
            | ((Notification.created_at == before[0]) & (Notification.id < before[1]))
        )
    if unread_only:
        query = query.where(Notification.read_at.is_null())
    return list(query)
