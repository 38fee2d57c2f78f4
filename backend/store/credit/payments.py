"""Payments and what each was allocated to. Nothing is deleted: a payment that bounced is reversed."""

from datetime import datetime
from typing import cast

import peewee

from backend.store.credit.accounts import Account
from backend.store.database import InstantField, Row, execute_many
from backend.store.reminders.deadlines import Deadline


class Payment(Row):
    id = peewee.CharField(max_length=40, primary_key=True)
    borrower_id = peewee.CharField(max_length=40)
    account = peewee.ForeignKeyField(Account, column_name="account_id", on_delete="CASCADE", index=False)
    amount = peewee.BigIntegerField()
    currency = peewee.CharField(max_length=3)
    paid_at = InstantField()
    note = peewee.TextField(null=True)
    reversed_at = InstantField(null=True)
    reversal_reason = peewee.TextField(null=True)
    created_at = InstantField()
    version = peewee.IntegerField(default=1)

    class Meta:
        table_name = "payment"
        indexes = (
            (("borrower_id", "paid_at", "id"), False),
            (("account_id", "paid_at", "id"), False),
        )


class Allocation(Row):
    """So much of one payment went to one deadline."""

    payment = peewee.ForeignKeyField(Payment, column_name="payment_id", on_delete="CASCADE", index=False)
    deadline = peewee.ForeignKeyField(Deadline, column_name="deadline_id", on_delete="CASCADE")
    borrower_id = peewee.CharField(max_length=40, index=True)
    amount = peewee.BigIntegerField()

    class Meta:
        table_name = "allocation"
        primary_key = peewee.CompositeKey("payment", "deadline")


def find(borrower_id: str, payment_id: str) -> Payment | None:
    return cast(
        Payment | None,
        Payment.get_or_none((Payment.id == payment_id) & (Payment.borrower_id == borrower_id)),
    )


def unreversed_of_account(account_id: str) -> list[Payment]:
    """Payments that stand (not reversed), in the order in which the money arrived."""
    query = Payment.select().where((Payment.account == account_id) & Payment.reversed_at.is_null())
    return list(query.order_by(Payment.paid_at, Payment.id))


def allocations_of(payment_ids: list[str]) -> dict[str, list[Allocation]]:
    found: dict[str, list[Allocation]] = {payment_id: [] for payment_id in payment_ids}
    for row in Allocation.select().where(Allocation.payment.in_(payment_ids)):
        found[row.payment_id].append(row)
    return found


def replace_allocations(account_id: str, borrower_id: str, shares: dict[tuple[str, str], int]) -> None:
    """Make `shares` {(payment id, deadline id): minor units} the allocations of an account."""
    kept: dict[tuple[str, str], int] = {}
    rows = Allocation.select().join(Payment).where(Payment.account == account_id)
    for row in rows:
        kept[(row.payment_id, row.deadline_id)] = row.amount
    gone = [key for key, amount in kept.items() if shares.get(key) != amount]
    new = [(*key, borrower_id, amount) for key, amount in shares.items() if kept.get(key) != amount]
    if gone:
        execute_many("DELETE FROM allocation WHERE payment_id = ? AND deadline_id = ?", gone)
    if new:
        execute_many(
            "INSERT INTO allocation (payment_id, deadline_id, borrower_id, amount) VALUES (?, ?, ?, ?)", new
        )


def page(
    borrower_id: str,
    *,
    limit: int,
    before: tuple[datetime, str] | None = None,
    account_id: str | None = None,
) -> list[Payment]:
    """One page of payments, newest first."""
    query = Payment.select().where(Payment.borrower_id == borrower_id)
    if account_id:
        query = query.where(Payment.account == account_id)
    if before:
        query = query.where(
            (Payment.paid_at < before[0]) | ((Payment.paid_at == before[0]) & (Payment.id < before[1]))
        )
    return list(query.order_by(Payment.paid_at.desc(), Payment.id.desc()).limit(limit))
