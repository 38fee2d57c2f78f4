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
from backend.store.people import account_mails, borrowers
from backend.store.people.account_mails import AccountMail
from backend.store.people.borrowers import Borrower

Kind = Literal["confirm", "known", "reset", "changed"]


class _Rule(NamedTuple):
    """How long a mail of one kind is of use, and how many go to one address within a time."""

    life: timedelta
    most: int
    within: timedelta


# More of them would be a way to flood somebody's mailbox through us. Only the first kind goes to an address that
# nobody has confirmed, so to somebody who never asked for anything.
_RULES: dict[Kind, _Rule] = {
    "confirm": _Rule(timedelta(days=3), 3, timedelta(days=1)),
    "known": _Rule(timedelta(days=3), 1, timedelta(days=1)),
    "reset": _Rule(timedelta(hours=1), 3, timedelta(hours=1)),
    "changed": _Rule(timedelta(days=3), 3, timedelta(hours=1)),
}
# The kinds whose mail holds a link that does something.
_LINKED: frozenset[Kind] = frozenset({"confirm", "reset"})


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
            expires_at=now + _RULES[kind].life,
            next_attempt_at=now,
        )


def claim(*, now: datetime, lease: timedelta, limit: int, keys: Sequence[str]) -> list[OutgoingMail]:
    """Lease what is due and may be sent; what may not ends here, in the same transaction."""
    outgoing = []
    with transaction():
        rows = account_mails.lock_due(now, limit)
        asking = account_mails.borrowers_of(rows) if rows else {}
        for row in rows:
            borrower = asking.get(row.borrower_id or "")
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
    _settle_kind(row, borrower)
    if row.kind == "changed" and not _is_confirmed(row, borrower):
        return "UNCONFIRMED"
    rule = _RULES[_kind_of(row)]
    if row.attempts == 0 and account_mails.tried_since(row, now - rule.within) >= rule.most:
        return "TOO_MANY"
    return None


def _is_confirmed(row: AccountMail, borrower: Borrower) -> bool:
    return borrower.email == row.address and borrower.email_confirmed_at is not None


def _settle_kind(row: AccountMail, borrower: Borrower) -> None:
    """What a mail has to be about, by what is known when it goes out.

    An address that nobody has confirmed is asked to confirm before anything else. An address that is another's is
    told that there is an account already: its owner may have forgotten.
    """
    if row.kind == "reset" and not _is_confirmed(row, borrower):
        row.kind, row.expires_at = "confirm", row.created_at + _RULES["confirm"].life
    if row.kind == "confirm":
        owner = borrowers.owner_of(row.address)
        if owner is not None and owner.id != borrower.id:
            row.kind = "known"


def _outgoing(row: AccountMail, borrower: Borrower, keys: Sequence[str]) -> OutgoingMail:
    kind = _kind_of(row)
    token = mail_links.sign(kind, row.id, keys) if kind in _LINKED else ""
    return OutgoingMail(row.id, kind, row.address, borrower.locale, token, row.attempts, row.expires_at)


def _kind_of(row: AccountMail) -> Kind:
    return next(kind for kind in _RULES if kind == row.kind)


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
