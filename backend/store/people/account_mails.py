"""Mails about an account itself: the outbox that a worker empties, and the links in them, which count once.

A link is the row's id and a signature (actions/people/mail_links.py), so nothing here can be used by who reads it.
A row without a borrower is of an address that has no account: it is never sent, and holds no address.
"""

from datetime import datetime

from backend.store.database import is_sqlite
from backend.store.people.borrowers import Borrower
from backend.store.rows import Row, instant, instant_or_none, integer, short_text, short_text_or_none


class AccountMail(Row):
    id = short_text(40, primary_key=True)
    borrower_id = short_text_or_none(40, index=True)
    kind = short_text(16)  # confirm | known | reset | changed
    address = short_text(254, index=True)
    created_at = instant()
    expires_at = instant()
    next_attempt_at = instant_or_none()
    attempts = integer(default=0)
    sent_at = instant_or_none()
    error = short_text_or_none(64)
    used_at = instant_or_none()

    class Meta:
        table_name = "account_mail"
        indexes = ((("next_attempt_at",), False),)


def find(mail_id: str) -> AccountMail | None:
    return AccountMail.get_or_none(AccountMail.id == mail_id)


def lock_due(now: datetime, limit: int) -> list[AccountMail]:
    """What is to be sent, oldest first, locked until the transaction ends; another worker's rows are skipped."""
    query = AccountMail.select().where(AccountMail.next_attempt_at <= now)
    query = query.order_by(AccountMail.next_attempt_at, AccountMail.id).limit(limit)
    return list(query if is_sqlite() else query.for_update(skip_locked=True))


def tried_since(row: AccountMail, since: datetime) -> int:
    """How many other mails of a row's kind went to its address, or are going, that were asked for since."""
    return (
        AccountMail.select()
        .where(
            (AccountMail.address == row.address)
            & (AccountMail.kind == row.kind)
            & (AccountMail.id != row.id)
            & (AccountMail.attempts > 0)
            & (AccountMail.created_at >= since)
        )
        .count()
    )


def borrowers_of(rows: list[AccountMail]) -> dict[str, Borrower]:
    ids = [row.borrower_id for row in rows if row.borrower_id]
    return {row.id: row for row in Borrower.select().where(Borrower.id.in_(ids))}


def use(mail_id: str, now: datetime) -> bool:
    """Spend a link; False if it was spent or has run out."""
    query = AccountMail.update(used_at=now).where(
        (AccountMail.id == mail_id) & AccountMail.used_at.is_null() & (AccountMail.expires_at > now)
    )
    return bool(query.execute())


def use_others(borrower_id: str, kind: str, now: datetime) -> None:
    """Spend every other link of a kind, sent or waiting: one was used, and none is to work after it."""
    AccountMail.update(used_at=now, next_attempt_at=None).where(
        (AccountMail.borrower_id == borrower_id) & (AccountMail.kind == kind) & AccountMail.used_at.is_null()
    ).execute()
