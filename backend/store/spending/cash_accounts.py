"""Cash accounts: the bank accounts and wallets that minimums are paid from."""

from backend.store.rows import (
    Row,
    day_or_none,
    instant,
    integer,
    large_integer,
    large_integer_or_none,
    short_text,
    short_text_or_none,
)


class CashAccount(Row):
    """`balance` (minor units) is what the borrower said it was at the end of `balance_on`; NULL: not known.

    `reserve` is what must stay on it; below zero where an overdraft is arranged.
    """

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    name = short_text(80)
    kind = short_text(8)  # bank | wallet | cash
    currency = short_text(3)
    last4 = short_text_or_none(4)
    balance = large_integer_or_none()
    balance_on = day_or_none()
    reserve = large_integer(default=0)
    created_at = instant()
    updated_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "cash_account"
        indexes = ((("borrower_id", "id"), False),)


def find(borrower_id: str, account_id: str) -> CashAccount | None:
    return CashAccount.get_or_none((CashAccount.id == account_id) & (CashAccount.borrower_id == borrower_id))


def of_borrower(borrower_id: str) -> list[CashAccount]:
    return list(CashAccount.select().where(CashAccount.borrower_id == borrower_id).order_by(CashAccount.id))


def page(borrower_id: str, *, limit: int, after: str | None = None) -> list[CashAccount]:
    """One page of a borrower's cash accounts, oldest first."""
    query = CashAccount.select().where(CashAccount.borrower_id == borrower_id)
    if after:
        query = query.where(CashAccount.id > after)
    return list(query.order_by(CashAccount.id).limit(limit))
