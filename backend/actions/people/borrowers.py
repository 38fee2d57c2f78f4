"""Borrowers: registering, signing in, settings, pausing, and taking everything away again."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, time
from functools import cache
from typing import TypedDict, Unpack

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from backend.actions.people.places import check_region
from backend.actions.reminders.reminder_scheduler import ReminderScheduler
from backend.domain.reminders.quiet_hours import DEFAULT_QUIET_END, DEFAULT_QUIET_START
from backend.errors import Conflict, Invalid, NotFound, Unauthenticated
from backend.ids import new_id
from backend.store import erasure
from backend.store.database import DuplicateRow, transaction
from backend.store.erasure import EXPORTED
from backend.store.people import borrowers
from backend.store.people.borrowers import Borrower
from backend.store.versions import save_new_version

__all__ = [
    "EXPORTED",
    "change_settings",
    "check_quiet_hours",
    "erase",
    "export",
    "hash_password",
    "of_firebase",
    "pause",
    "register",
    "sign_in",
]

_MOVES_REMINDERS = frozenset(
    {"zone", "quiet_start", "quiet_end", "quiet_dates", "paydays", "window_minutes", "daily_cap"}
)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # argon2id with the library's current recommendation (RFC 9106, low memory)


def hash_password(password: str) -> str:
    """An argon2id hash."""
    return _hasher().hash(password)


def normal_email(email: str) -> str:
    """An address as it is compared: stripped, in lower case."""
    return email.strip().casefold()


def register(*, email: str, password: str, zone: str, locale: str, country: str, now: datetime) -> Borrower:
    """Open a local account; Conflict if the address has one."""
    hashed = hash_password(password)
    with transaction():
        if borrowers.by_email(normal_email(email)):
            raise Conflict("email-taken")
        return _create(
            email=normal_email(email),
            password_hash=hashed,
            zone=zone,
            locale=locale,
            country=country,
            now=now,
        )


def _create(
    *,
    email: str | None,
    zone: str,
    locale: str,
    country: str,
    now: datetime,
    password_hash: str | None = None,
    firebase_uid: str | None = None,
) -> Borrower:
    try:
        return Borrower.create(
            id=new_id("bor", now),
            email=email,
            password_hash=password_hash,
            firebase_uid=firebase_uid,
            zone=zone,
            locale=locale,
            country=country,
            quiet_start=DEFAULT_QUIET_START.strftime("%H:%M"),
            quiet_end=DEFAULT_QUIET_END.strftime("%H:%M"),
            created_at=now,
            updated_at=now,
        )
    except DuplicateRow as error:
        raise Conflict("email-taken") from error


@cache
def _decoy() -> str:
    return hash_password("nobody has this password")


def sign_in(*, email: str, password: str, now: datetime) -> Borrower:
    """The borrower with this address and password. An unknown address costs as much time as a wrong password."""
    borrower = borrowers.by_email(normal_email(email))
    hashed = borrower.password_hash if borrower and borrower.password_hash else _decoy()
    if not _matches(hashed, password) or borrower is None or not borrower.password_hash:
        raise Unauthenticated("credentials-wrong")
    if _hasher().check_needs_rehash(hashed):
        with transaction():
            borrower.password_hash = hash_password(password)
            borrower.save(only=[Borrower.password_hash])
    return borrower


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher().verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def of_firebase(
    claims: Mapping[str, object], *, home: Callable[[], Mapping[str, str]], now: datetime
) -> Borrower:
    """The borrower behind verified Firebase claims; seen for the first time, one is created who lives at `home`."""
    uid = str(claims["uid"])
    found = borrowers.by_firebase_uid(uid)
    if found is not None:
        return found
    email = (
        normal_email(str(claims["email"])) if claims.get("email_verified") and claims.get("email") else None
    )
    # An address that belongs to a local account is left to it: a token never takes that over.
    for address in (email, None):
        try:
            with transaction():
                place = home()
                return _create(
                    firebase_uid=uid,
                    email=address,
                    zone=place["zone"],
                    locale=place["locale"],
                    country=place["country"],
                    now=now,
                )
        except Conflict:
            found = borrowers.by_firebase_uid(uid)
            if found is not None:
                return found
    raise Conflict("identity-changed")


class SettingsChanges(TypedDict, total=False):
    """What a borrower may change; what is left out stays as it is, None inherits the default."""

    zone: str
    locale: str
    country: str
    region: str | None
    quiet_start: time | None
    quiet_end: time | None
    quiet_dates: Collection[date]
    paydays: Collection[int]
    discreet: bool
    daily_cap: int | None
    window_minutes: int | None


def change_settings(borrower: Borrower, *, now: datetime, **changes: Unpack[SettingsChanges]) -> Borrower:
    """Change settings; open deadlines are planned anew where that moves a reminder."""
    check_region(changes.get("region"), changes.get("country") or borrower.country)
    with transaction():
        for name, value in settings_columns(changes).items():
            setattr(borrower, name, value)
        if {"quiet_start", "quiet_end"} & set(changes):
            check_quiet_hours(borrower)
        save_new_version(borrower, now)
        if _MOVES_REMINDERS & set(changes):
            ReminderScheduler(borrower.id, now=now).replan_all()
        return borrower


def check_quiet_hours(borrower: Borrower) -> None:
    """Invalid unless the quiet hours have two different ends, or there are none."""
    if (borrower.quiet_start is None) != (borrower.quiet_end is None):
        raise Invalid("quiet-hours-half", field="quiet_end")
    if borrower.quiet_start is not None and borrower.quiet_start == borrower.quiet_end:
        raise Invalid("quiet-hours-alike", field="quiet_end")


def settings_columns(changes: SettingsChanges) -> dict[str, object]:
    """The changes as the row has them: times as "22:00", dates and paydays as sorted JSON lists."""
    columns: dict[str, object] = {
        name: value.strftime("%H:%M") if isinstance(value, time) else value for name, value in changes.items()
    }
    if "quiet_dates" in changes:
        columns["quiet_dates"] = json.dumps(sorted({day.isoformat() for day in changes["quiet_dates"]}))
    if "paydays" in changes:
        columns["paydays"] = json.dumps(sorted(set(changes["paydays"])))
    return columns


def pause(borrower: Borrower, *, start: datetime | None, until: datetime | None, now: datetime) -> Borrower:
    """Hold every reminder until an instant; it resumes by itself. None takes the pause back."""
    if until is not None and until <= max(now, start or now):
        raise Invalid("pause-not-ahead", field="until")
    with transaction():
        borrower.paused_from = (start or now) if until else None
        borrower.paused_until = until
        save_new_version(borrower, now)
        ReminderScheduler(borrower.id, now=now).replan_all()
        return borrower


def export(borrower_id: str) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Everything that is kept about a borrower, table by table; secrets and hashes are left out."""
    yield from erasure.rows_of(borrower_id)


def erase(borrower: Borrower, *, password: str | None) -> None:
    """Delete everything about a borrower; a local account confirms with its password."""
    if borrower.password_hash and not _matches(borrower.password_hash, password or ""):
        raise Unauthenticated("password-wrong")
    with transaction():
        if borrowers.lock(borrower.id) is None:
            raise NotFound()
        erasure.erase(borrower.id)
