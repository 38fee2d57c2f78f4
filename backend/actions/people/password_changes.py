"""A password is set anew: by who knows the old one, or by who reads the borrower's mail. Every other session ends."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from backend.actions.people import account_mails, sessions
from backend.actions.people.passwords import check_strength, hash_password, matches
from backend.actions.people.registration import normal_email
from backend.errors import Conflict, FactsMoved, Invalid
from backend.store.database import transaction
from backend.store.people import borrowers
from backend.store.people.account_mails import AccountMail
from backend.store.people.borrowers import Borrower
from backend.store.versions import save_new_version


class NewHash(NamedTuple):
    """A password that has been checked and hashed, before any transaction; and the hash that it takes the place of."""

    password_hash: str
    instead_of: str


class Redeemed(NamedTuple):
    """A link that was looked at, and the password that it is to set."""

    mail: AccountMail
    new: NewHash


def ask_for_reset(email: str, *, now: datetime) -> None:
    """Ask for a mail with a link to set a new password. It costs and answers the same where there is no account.

    Of several who claim an address the first is meant, until one has confirmed it.
    """
    claiming = borrowers.claiming(normal_email(email))
    account_mails.queue("reset", claiming[0] if claiming else None, now=now)


def prepare_reset(token: str, password: str, *, keys: Sequence[str], now: datetime) -> Redeemed:
    """Look at a link and at the password; Invalid where one of them will not do."""
    mail = account_mails.open_link("reset", token, keys=keys, field="token", now=now)
    borrower = borrowers.find(mail.borrower_id or "")
    if borrower is None or borrower.password_hash is None or borrower.email != mail.address:
        raise Invalid("link-invalid", field="token")
    check_strength(password, email=borrower.email, field="password")
    return Redeemed(mail, NewHash(hash_password(password), borrower.password_hash))


def reset(redeemed: Redeemed, *, now: datetime) -> None:
    """Set the password that a mailed link was redeemed for; all sessions end, and the link with them."""
    with transaction():
        borrower = borrowers.lock(redeemed.mail.borrower_id or "")
        account_mails.spend_link(redeemed.mail, field="token", now=now)
        if borrower is None:
            raise Invalid("link-invalid", field="token")
        _set(borrower, redeemed.new, keep=None, now=now)


def prepare_change(borrower: Borrower, *, old: str, new: str) -> NewHash:
    """Check the old password and the new one; Invalid where one of them will not do."""
    if borrower.password_hash is None:
        raise Conflict("no-password-here")
    if not matches(borrower.password_hash, old):
        raise Invalid("old-password-wrong", field="old_password")
    check_strength(new, email=borrower.email, field="new_password")
    return NewHash(hash_password(new), borrower.password_hash)


def change(borrower: Borrower, new: NewHash, *, keep: str | None, now: datetime) -> None:
    """Set a new password; every session ends but `keep`, the one that asked."""
    with transaction():
        _set(borrower, new, keep=keep, now=now)


def _set(borrower: Borrower, new: NewHash, *, keep: str | None, now: datetime) -> None:
    if borrower.password_hash != new.instead_of:
        raise FactsMoved
    borrower.password_hash = new.password_hash
    save_new_version(borrower, now)
    sessions.end_all(borrower.id, keep=keep, now=now)
    account_mails.queue("changed", borrower, now=now)
