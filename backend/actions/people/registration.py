"""How a borrower comes in: by registering, by signing in, or with a Firebase identity.

Nobody learns here who has an account. An address belongs to whoever confirms it, and until then several may claim
it, each with a password of their own; so registering answers the same for every address, and so does signing in
afterwards. Who registers again with the password they have is simply signed in.
"""

import hmac
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from backend.actions.people import account_mails, second_factor
from backend.actions.people.passwords import (
    check_strength,
    decoy,
    hash_password,
    hashed_alike,
    is_outdated,
    matches,
)
from backend.domain.reminders.quiet_hours import DEFAULT_QUIET_END, DEFAULT_QUIET_START
from backend.errors import Conflict, FactsMoved, Forbidden, Unauthenticated
from backend.ids import new_id
from backend.store.database import DuplicateRow, transaction
from backend.store.people import borrowers, erased_identities
from backend.store.people.borrowers import Borrower


def normal_email(email: str) -> str:
    """An address as it is compared: stripped, in lower case."""
    return email.strip().casefold()


class NewAccount(NamedTuple):
    """A registration that was looked at before any transaction."""

    email: str
    claimed_by: Sequence[str]  # the accounts that had the address then
    hashes: Sequence[str]
    zone: str
    locale: str
    country: str


def prepare_registration(*, email: str, password: str, zone: str, locale: str, country: str) -> NewAccount:
    """Check and hash a password; Invalid where it is too easy to guess. It costs the same for a known address.

    Who claims an address that others have is hashed with their salt, so that one hash finds whose password it is.
    """
    check_strength(password, email=email, field="password")
    claiming = borrowers.claiming(normal_email(email))
    ids = [row.id for row in claiming]
    return NewAccount(normal_email(email), ids, _hashes(claiming, password), zone, locale, country)


def register_account(new: NewAccount, *, mail: bool, now: datetime) -> Borrower:
    """Open an account that claims an address. Who has one already, and its password, is signed in to that instead.

    `mail`: this server sends mail, and a link to confirm the address is asked for. FactsMoved where somebody else
    has just claimed the address; Unauthenticated where who is signed in to has a second factor.
    """
    with transaction():
        borrowers.lock_address(new.email)
        claiming = borrowers.claiming(new.email)
        if [row.id for row in claiming] != new.claimed_by:
            raise FactsMoved
        known = [row for row in claiming if _is_of(row, new.hashes)]
        borrower = known[0] if known else _create_claiming(new, now)
        second_factor.check_sign_in(borrower.id, None, keys=(), now=now)
        if mail and borrower.email_confirmed_at is None:
            account_mails.queue("confirm", borrower, now=now)
        return borrower


def _is_of(borrower: Borrower, hashes: Sequence[str]) -> bool:
    return any(hmac.compare_digest(borrower.password_hash or "", each) for each in hashes)


def _create_claiming(new: NewAccount, now: datetime) -> Borrower:
    return _create(
        email=new.email,
        password_hash=new.hashes[0],
        zone=new.zone,
        locale=new.locale,
        country=new.country,
        now=now,
    )


def register(
    *, email: str, password: str, zone: str, locale: str, country: str, now: datetime, mail: bool = False
) -> Borrower:
    """`prepare_registration`, then `register_account`."""
    new = prepare_registration(email=email, password=password, zone=zone, locale=locale, country=country)
    return register_account(new, mail=mail, now=now)


def _hashes(claiming: Sequence[Borrower], password: str) -> list[str]:
    """The password's hashes with the salts of whoever claims an address: one, unless the work has been raised since."""
    kept = [row.password_hash for row in claiming if row.password_hash]
    return hashed_alike(password, kept) or [hash_password(password)]


def _create(
    *,
    email: str | None,
    zone: str,
    locale: str,
    country: str,
    now: datetime,
    password_hash: str | None = None,
    firebase_uid: str | None = None,
    email_confirmed_at: datetime | None = None,
) -> Borrower:
    try:
        return Borrower.create(
            id=new_id("bor", now),
            email=email,
            email_confirmed_at=email_confirmed_at,
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
        raise Conflict("identity-changed") from error


def sign_in(*, email: str, password: str, now: datetime) -> Borrower:
    """The borrower with this address and password. An unknown address costs as much time as a wrong password."""
    claiming = [row for row in borrowers.claiming(normal_email(email)) if row.password_hash]
    hashes = hashed_alike(password, [row.password_hash for row in claiming if row.password_hash])
    if not hashes:
        matches(decoy(), password)
    for row in claiming:
        if _is_of(row, hashes):
            _raise_work(row, password)
            return row
    raise Unauthenticated("credentials-wrong")


def _raise_work(borrower: Borrower, password: str) -> None:
    if borrower.password_hash and is_outdated(borrower.password_hash):
        with transaction():
            borrower.password_hash = hash_password(password)
            borrower.save(only=[Borrower.password_hash])


def signed_in_at(claims: Mapping[str, object]) -> datetime | None:
    """When whoever holds a Firebase token gave their password, or whatever they sign in with, to Firebase."""
    seconds = claims.get("auth_time")
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None


def of_firebase(
    claims: Mapping[str, object],
    *,
    home: Callable[[], Mapping[str, str]],
    is_open: bool = True,
    now: datetime,
) -> Borrower:
    """The borrower behind verified Firebase claims; seen for the first time, one is created who lives at `home`.

    None is created where registration is not open, nor of a sign-in from before the account was erased: only who
    signs in to Firebase anew begins anew.
    """
    uid = str(claims["uid"])
    found = borrowers.by_firebase_uid(uid)
    if found is not None:
        return found
    if not is_open:
        raise Forbidden("registration-closed")
    erased_at, signed_in = erased_identities.erased_at(uid), signed_in_at(claims)
    if erased_at is not None and (signed_in is None or signed_in <= erased_at):
        raise Unauthenticated("account-deleted")
    return _create_of_firebase(uid, _verified_email(claims), home, now)


def _verified_email(claims: Mapping[str, object]) -> str | None:
    email = claims.get("email")
    return normal_email(str(email)) if email and claims.get("email_verified") else None


def _create_of_firebase(
    uid: str, email: str | None, home: Callable[[], Mapping[str, str]], now: datetime
) -> Borrower:
    # A confirmed address stays with its account: a token never takes that over.
    for address in (email, None):
        try:
            with transaction():
                place = home()
                return _create(
                    firebase_uid=uid,
                    email=address,
                    email_confirmed_at=now if address else None,
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
