"""Cash accounts: where the money for the minimums is."""

from datetime import date, datetime
from typing import NotRequired, TypedDict, Unpack

from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.spending import cash_accounts, cut_plans, transactions
from backend.store.spending.cash_accounts import CashAccount
from backend.store.versions import save_new_version


def get(borrower_id: str, account_id: str) -> CashAccount:
    """The borrower's cash account, or NotFound."""
    row = cash_accounts.find(borrower_id, account_id)
    if row is None:
        raise NotFound()
    return row


class NewCashAccount(TypedDict):
    """What is said of an account when it is added; `balance` in minor units, `reserve` is what must stay on it.

    It is below zero where an overdraft is arranged.
    """

    name: str
    currency: str
    kind: NotRequired[str]
    last4: NotRequired[str | None]
    balance: NotRequired[int | None]
    reserve: NotRequired[int]


class CashAccountChanges(TypedDict, total=False):
    """What may change; what is left out stays as it is. A `balance` of None is not known any more."""

    name: str
    kind: str
    last4: str | None
    balance: int | None
    reserve: int


def add_cash_account(
    borrower_id: str,
    *,
    today: date,
    now: datetime,
    balance_on: date | None = None,
    **fields: Unpack[NewCashAccount],
) -> CashAccount:
    """Add an account; a balance without a day is today's."""
    said_on = None if fields.get("balance") is None else _day_until(today, balance_on)
    with transaction():
        return CashAccount.create(
            id=new_id("cash", now),
            borrower_id=borrower_id,
            balance_on=said_on,
            created_at=now,
            updated_at=now,
            **fields,
        )


def change_cash_account(
    row: CashAccount,
    *,
    today: date,
    now: datetime,
    balance_on: date | None = None,
    **changes: Unpack[CashAccountChanges],
) -> CashAccount:
    """Change an account. A new balance holds from its day's end on; what was booked later is added to it."""
    said_on = row.balance_on
    if "balance" in changes:
        said_on = None if changes["balance"] is None else _day_until(today, balance_on)
    elif balance_on is not None:
        if row.balance is None:
            raise Invalid("balance-missing", field="balance_on")
        said_on = _day_until(today, balance_on)
    with transaction():
        for name, value in changes.items():
            setattr(row, name, value)
        row.balance_on = said_on
        save_new_version(row, now)
        cut_plans.mark_stale(row.borrower_id, now)  # what a plan funds depends on the balance
        return row


def _day_until(today: date, day: date | None) -> date:
    """The day that a balance is of, today where none is said; Invalid where it is still to come."""
    if day is not None and day > today:
        raise Invalid("balance-in-future", field="balance_on")
    return day or today


def remove_cash_account(row: CashAccount) -> None:
    """Remove an account that holds no transactions."""
    with transaction():
        if transactions.has_entries(row.borrower_id, row.id):
            raise Conflict("account-has-transactions")
        row.delete_instance()


def balance_at(row: CashAccount, today: date) -> int | None:
    """The balance at the end of the day before `today`, as far as it is known: the stated one and what was
    booked since. None where the borrower has never said it."""
    if row.balance is None or row.balance_on is None:
        return None
    return row.balance + transactions.moved(row.borrower_id, row.id, row.currency, row.balance_on, today)
