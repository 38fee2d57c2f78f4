"""Cash accounts: the bank accounts and wallets that minimums are paid from."""

from typing import cast

import peewee

from backend.store.database import InstantField, Row


class CashAccount(Row):
    """`balance` (minor units) is what the borrower said it was at the end of `balance_on`; NULL: not known.

    `reserve` is what must stay on it.
    """

    id = peewee.CharField(max_length=40, primary_key=True)
    borrower_id = peewee.CharField(max_length=40)
    name = peewee.CharField(max_length=80)
    kind = peewee.CharField(max_length=8)  # bank | wallet | cash
    currency = peewee.CharField(max_length=3)
    last4 = peewee.CharField(max_length=4, null=True)
    balance = peewee.BigIntegerField(null=True)
    balance_on = peewee.DateField(null=True)
    reserve = peewee.BigIntegerField(default=0)
    created_at = InstantField()
    updated_at = InstantField()
    version = peewee.IntegerField(default=1)

    class Meta:
        table_name = "cash_account"
        indexes = ((("borrower_id", "id"), False),)


def find(borrower_id: str, account_id: str) -> CashAccount | None:
    return cast(
        CashAccount | None,
        CashAccount.get_or_none((CashAccount.id == account_id) & (CashAccount.borrower_id == borrower_id)),
    )


def of_borrower(borrower_id: str) -> list[CashAccount]:
    return list(CashAccount.select().where(CashAccount.borrower_id == borrower_id).order_by(CashAccount.id))


def page(borrower_id: str, *, limit: int, after: str | None = None) -> list[CashAccount]:
    """One page of a borrower's cash accounts, oldest first."""
    query = CashAccount.select().where(CashAccount.borrower_id == borrower_id)
    if after:
        query = query.where(CashAccount.id > after)
    return list(query.order_by(CashAccount.id).limit(limit))
