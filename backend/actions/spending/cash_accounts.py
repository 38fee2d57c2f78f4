"""Cash accounts: where the money for the minimums is."""

from datetime import date, datetime
from typing import Any

from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.spending import cash_accounts, cut_plans, ledger
from backend.store.spending.cash_accounts import CashAccount
from backend.store.versions import save_new_version


def get(borrower_id: str, account_id: str) -> CashAccount:
    """The borrower's cash account, or NotFound."""
    row = cash_accounts.find(borrower_id, account_id)
    if row is None:
        raise NotFound()
    return row


def add_cash_account(
    borrower_id: str, *, today: date, now: datetime, balance_on: date | None = None, **fields: Any
) -> CashAccount:
    """Add an account; a balance without a day is today's."""
    if fields.get("balance") is not None:
        fields["balance_on"] = balance_on or today
        _check_day(fields["balance_on"], today)
    with transaction():
        return CashAccount.create(
            id=new_id("cash", now), borrower_id=borrower_id, created_at=now, updated_at=now, **fields
        )


def change_cash_account(
    row: CashAccount, *, today: date, now: datetime, balance_on: date | None = None, **fields: Any
) -> CashAccount:
    """Change an account. A new balance holds from its day's end on; what was booked later is added to it."""
    if "balance" in fields:
        fields["balance_on"] = None if fields["balance"] is None else balance_on or today
    elif balance_on is not None:
        if row.balance is None:
            raise Invalid("Say the balance of that day too.", field="balance_on")
        fields["balance_on"] = balance_on
    if fields.get("balance_on") is not None:
        _check_day(fields["balance_on"], today)
    with transaction():
        for name, value in fields.items():
            setattr(row, name, value)
        save_new_version(row, now)
        cut_plans.mark_stale(row.borrower_id, now)  # what a plan funds depends on the balance
        return row


def _check_day(day: date, today: date) -> None:
    if day > today:
        raise Invalid("A balance cannot be of a day to come.", field="balance_on")


def remove_cash_account(row: CashAccount) -> None:
    """Remove an account that holds no transactions."""
    with transaction():
        if ledger.has_entries(row.borrower_id, row.id):
            raise Conflict(
                "This account has transactions. Set its balance to null to leave it out of the forecast."
            )
        row.delete_instance()


def balance_at(row: CashAccount, today: date) -> int | None:
    """The balance at the end of the day before `today`, as far as it is known: the stated one and what was
    booked since. None where the borrower has never said it."""
    if row.balance is None or row.balance_on is None:
        return None
    return row.balance + ledger.moved(row.borrower_id, row.id, row.currency, row.balance_on, today)
