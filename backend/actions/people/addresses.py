"""A borrower's e-mail address: claimed at first, theirs once its mailbox has confirmed it, and quiet when asked."""

from collections.abc import Sequence
from datetime import datetime

from backend.actions.people import account_mails, mail_links
from backend.actions.people.registration import normal_email
from backend.errors import Conflict, Invalid
from backend.store.database import DuplicateRow, transaction
from backend.store.people import borrowers
from backend.store.people.borrowers import Borrower
from backend.store.versions import save_new_version

UNSUBSCRIBE = "unsubscribe"


def ask_to_confirm(borrower: Borrower, *, now: datetime) -> None:
    """Ask for the mail with the link once more; Conflict where there is nothing to confirm."""
    if borrower.email is None:
        raise Conflict("no-address")
    if borrower.email_confirmed_at is not None:
        raise Conflict("address-confirmed")
    account_mails.queue("confirm", borrower, now=now)


def change_address(borrower: Borrower, email: str, *, mail: bool, now: datetime) -> Borrower:
    """Move to another address. Where mail is sent the old one stays until the new one is confirmed."""
    email = normal_email(email)
    if email == borrower.email:
        return borrower
    with transaction():
        if mail:
            account_mails.queue("confirm", borrower, address=email, now=now)
        else:
            _give(borrower, email, confirmed_at=None, now=now)
        return borrower


def confirm(token: str, *, keys: Sequence[str], now: datetime) -> None:
    """A mailbox confirms its address by its link: it is the borrower's from now on, and no one else's."""
    with transaction():
        mail = account_mails.open_link("confirm", token, keys=keys, field="token", now=now)
        borrower = borrowers.lock(mail.borrower_id or "")
        if borrower is None:
            raise Invalid("link-invalid", field="token")
        account_mails.spend_link(mail, field="token", now=now)
        borrowers.lock_address(mail.address)
        owner = borrowers.owner_of(mail.address)
        if owner is not None and owner.id != borrower.id:
            raise Conflict("address-of-another")
        _give(borrower, mail.address, confirmed_at=now, now=now)


def _give(borrower: Borrower, email: str, *, confirmed_at: datetime | None, now: datetime) -> None:
    borrower.email, borrower.email_confirmed_at = email, confirmed_at
    try:
        save_new_version(borrower, now)
    except DuplicateRow as error:
        raise Conflict("address-of-another") from error


def unsubscribe_token(borrower_id: str, keys: Sequence[str]) -> str:
    """What a link to get no more mails ends with; it never runs out."""
    return mail_links.sign(UNSUBSCRIBE, borrower_id, keys)


def stop_mails(token: str, *, keys: Sequence[str], now: datetime) -> None:
    """No more reminders by mail to whoever this link was made for; Invalid where it is none of ours."""
    borrower_id = mail_links.read(UNSUBSCRIBE, token, keys)
    with transaction():
        borrower = borrowers.lock(borrower_id) if borrower_id else None
        if borrower is None:
            raise Invalid("link-invalid", field="token")
        if borrower.mail_reminders:
            borrower.mail_reminders = False
            save_new_version(borrower, now)
