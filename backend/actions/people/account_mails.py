"""Mails about an account: asked for by a request, and sent by the worker, which alone decides whether one goes out.

So a request costs the same whether there is an account or not: it writes one row. A row that was asked for an
address without an account has no borrower, and goes without being sent.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from backend.actions.people import mail_links
from backend.errors import Invalid
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.people import account_mails
from backend.store.people.account_mails import AccountMail
from backend.store.people.borrowers import Borrower

Kind = Literal["reset", "changed"]

# A link that lets somebody set a password is good for an hour; a notice is of no use after three days.
_LIVES: dict[Kind, timedelta] = {"reset": timedelta(hours=1), "changed": timedelta(days=3)}
# More than these in an hour would be a way to flood somebody's mailbox through us.
_MOST_AN_HOUR = 3


class OutgoingMail(NamedTuple):
    """A mail to be sent: what it is about, to whom, and the link in it that counts once; "" where it has none."""

    id: str
    kind: Kind
    address: str
    locale: str
    token: str
    attempt: int
    expires_at: datetime


class MailResult(NamedTuple):
    """What became of one mail: sent, given up with an error, or tried again at `retry_at`."""

    id: str
    sent: bool
    error: str | None = None
    retry_at: datetime | None = None


def queue(kind: Kind, borrower: Borrower | None, *, now: datetime, address: str | None = None) -> AccountMail:
    """Ask for a mail to a borrower's address, or to `address`; joins the transaction it is called in."""
    to = (address or borrower.email or "") if borrower is not None else ""
    with transaction():
        return AccountMail.create(
            id=new_id("mail", now),
            borrower_id=borrower.id if borrower is not None else None,
            kind=kind,
            address=to,
            created_at=now,
            expires_at=now + _LIVES[kind],
            next_attempt_at=now,
        )


def claim(*, now: datetime, lease: timedelta, limit: int, keys: Sequence[str]) -> list[OutgoingMail]:
    """Lease what is due and may be sent; what may not ends here, in the same transaction."""
    outgoing = []
    with transaction():
        rows = account_mails.lock_due(now, limit)
        borrowers = account_mails.borrowers_of(rows) if rows else {}
        for row in rows:
            borrower = borrowers.get(row.borrower_id or "")
            if borrower is None:
                row.delete_instance()
            elif (why := _not_sent(row, borrower, now)) is not None:
                row.next_attempt_at, row.error = None, why
                row.save()
            else:
                row.next_attempt_at, row.attempts = now + lease, row.attempts + 1
                row.save()
                outgoing.append(_outgoing(row, borrower, keys))
    return outgoing


def _not_sent(row: AccountMail, borrower: Borrower, now: datetime) -> str | None:
    """Why a mail is not sent after all; None where it is."""
    if row.expires_at <= now:
        return "EXPIRED"
    if not row.address:
        return "NO_ADDRESS"
    if row.kind == "reset" and borrower.password_hash is None:
        return "NO_PASSWORD"
    if row.attempts == 0 and account_mails.tried_since(row, now - timedelta(hours=1)) >= _MOST_AN_HOUR:
        return "TOO_MANY"
    return None


def _outgoing(row: AccountMail, borrower: Borrower, keys: Sequence[str]) -> OutgoingMail:
    kind = _kind_of(row)
    token = mail_links.sign(kind, row.id, keys) if kind in LINKED else ""
    return OutgoingMail(row.id, kind, row.address, borrower.locale, token, row.attempts, row.expires_at)


# The kinds whose mail holds a link that does something.
LINKED: frozenset[Kind] = frozenset({"reset"})


def _kind_of(row: AccountMail) -> Kind:
    return next(kind for kind in _LIVES if kind == row.kind)


def record(results: Sequence[MailResult], *, now: datetime) -> None:
    """Write down what became of a batch."""
    with transaction():
        for result in results:
            row = account_mails.find(result.id)
            if row is not None and row.used_at is None:
                row.next_attempt_at, row.error = result.retry_at, result.error
                row.sent_at = now if result.sent else None
                row.save()


def open_link(kind: Kind, token: str, *, keys: Sequence[str], field: str, now: datetime) -> AccountMail:
    """The mail whose link this is; Invalid where it is none of ours, was used, or has run out."""
    mail_id = mail_links.read(kind, token, keys)
    row = account_mails.find(mail_id) if mail_id else None
    if row is None or row.kind != kind or row.used_at is not None or row.expires_at <= now:
        raise Invalid("link-invalid", field=field)
    return row


def spend_link(row: AccountMail, *, field: str, now: datetime) -> None:
    """Use a link, once, and with it every other of its kind; in the transaction of what it does."""
    if not account_mails.use(row.id, now):
        raise Invalid("link-invalid", field=field)
    account_mails.use_others(row.borrower_id or "", row.kind, now)
