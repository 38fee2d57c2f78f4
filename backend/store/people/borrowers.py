"""Borrowers: who they are, where they live, and how they want to be reached. NULL inherits the default."""

from backend.store.database import execute, is_sqlite
from backend.store.rows import (
    Row,
    day_or_none,
    flag,
    instant,
    instant_or_none,
    integer,
    integer_or_none,
    long_text,
    long_text_or_none,
    short_text,
    short_text_or_none,
)


class Borrower(Row):
    id = short_text(40, primary_key=True)
    # Several may claim an address; the one who confirmed it owns it, which a partial unique index sees to.
    email = short_text_or_none(254, index=True)
    email_confirmed_at = instant_or_none()
    mail_reminders = flag(default=True)  # false: whoever reads the mail asked for no more of them
    password_hash = long_text_or_none()
    firebase_uid = short_text_or_none(128, unique=True)
    zone = short_text(64)
    locale = short_text(16)
    country = short_text(2)
    region = short_text_or_none(16)  # "US-NY", or a city within: "US-NY-NYC"
    quiet_start = short_text_or_none(5)  # "22:00" on the borrower's wall clock
    quiet_end = short_text_or_none(5)
    quiet_dates = long_text(default="[]")  # JSON list of ISO dates
    discreet = flag(default=True)
    paused_from = instant_or_none()
    paused_until = instant_or_none()
    calm_from = instant_or_none()
    calm_last_on = day_or_none()  # the last day of a "too much right now" pause, on the borrower's calendar
    daily_cap = integer_or_none()
    window_minutes = integer_or_none()
    paydays = long_text(default="[]")  # JSON list of days of the month
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "borrower"


def get(borrower_id: str) -> Borrower:
    return Borrower.get_by_id(borrower_id)


def find(borrower_id: str) -> Borrower | None:
    return Borrower.get_or_none(Borrower.id == borrower_id)


def lock(borrower_id: str) -> Borrower | None:
    """The borrower, locked until the transaction ends: whoever plans this borrower's deadlines waits here."""
    query = Borrower.select().where(Borrower.id == borrower_id)
    if not is_sqlite():
        query = query.for_update()
    return query.first()


def lock_address(email: str) -> None:
    """Whoever else registers with this address waits until the transaction ends. On SQLite, whoever writes is alone."""
    if not is_sqlite():
        execute("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", (email,))


def owner_of(email: str) -> Borrower | None:
    """Who has confirmed this address."""
    return Borrower.get_or_none((Borrower.email == email) & Borrower.email_confirmed_at.is_null(False))


def claiming(email: str) -> list[Borrower]:
    """Everyone with this address: its owner first, then who claimed it first."""
    rows = list(Borrower.select().where(Borrower.email == email).order_by(Borrower.id))
    return sorted(rows, key=lambda row: row.email_confirmed_at is None)


def by_firebase_uid(uid: str) -> Borrower | None:
    return Borrower.get_or_none(Borrower.firebase_uid == uid)
