"""Where an import's transactions go: the account that was said, the one of the bank's last file, or a new one."""

from datetime import datetime
from pathlib import PurePath

from backend.actions.spending.transactions import find_account
from backend.ids import new_id
from backend.readers import Reading
from backend.store.credit import credit_accounts
from backend.store.spending.cash_accounts import CashAccount
from backend.store.spending.imports import BankMapping, ImportJob

_KINDS = {"wallet": "wallet", "card": "card"}  # anything else is a bank account


def account_for(job: ImportJob, reading: Reading, bank: BankMapping | None) -> str | None:
    """The account that a file belongs to; None where it needs a new one."""
    if job.account_id is not None:
        return str(job.account_id)
    if bank is not None and bank.account_id and find_account(job.borrower_id, bank.account_id):
        return str(bank.account_id)
    cards = credit_accounts.of_borrower(job.borrower_id, "card")
    return str(cards[0].id) if reading.account == "card" and len(cards) == 1 else None


def new_account(job: ImportJob, reading: Reading, now: datetime) -> str:
    """An account of its own, named like the file; of a balance that nobody has said."""
    row = CashAccount.create(
        id=new_id("cash", now),
        borrower_id=job.borrower_id,
        name=PurePath(job.file_name).stem[:80] or "Account",
        kind=_KINDS.get(reading.account, "bank"),
        currency=job.currency or reading.own_currency(),
        created_at=now,
        updated_at=now,
    )
    return str(row.id)
