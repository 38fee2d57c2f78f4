"""Payments and what each was allocated to. Nothing is deleted: a payment that bounced is reversed."""

from collections.abc import Sequence
from datetime import datetime

from backend.domain.credit.loan_contract import Effect
from backend.domain.credit.loan_dues import MeantAs
from backend.store.credit.credit_accounts import Account
from backend.store.database import execute_many
from backend.store.reminders.deadlines import Deadline
from backend.store.rows import (
    Column,
    Row,
    composite_key,
    instant,
    instant_or_none,
    integer,
    integer_or_none,
    large_integer,
    large_integer_or_none,
    long_text_or_none,
    reference,
    short_text,
    short_text_or_none,
    word_or_none,
)


class Payment(Row):
    """`meant_as`, `effect` and `extra_amount` are what the borrower said of money paid on a loan. What follows from it
    and from the rest is computed anew with every settlement: `extra_principal`, so much repaid principal beyond the
    schedule; `extra_from`, the instalment that then came next; `earlier_instalments`, so much belongs to instalments
    that were taken as paid when the loan was added.
    """

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    account = reference(Account, "account_id", index=False)
    account_id: Column[str]
    kind = short_text(8, default="payment")  # payment | refund: what a shop returned to a card
    amount = large_integer()
    currency = short_text(3)
    paid_at = instant()
    note = long_text_or_none()
    meant_deadline_id = short_text_or_none(40)  # of this due; None: of the account's oldest
    meant_as: Column[MeantAs | None] = word_or_none(16)
    effect: Column[Effect | None] = word_or_none(8)
    extra_amount = large_integer_or_none()
    extra_principal = large_integer(default=0)
    extra_from = integer_or_none()
    earlier_instalments = large_integer(default=0)
    reversed_at = instant_or_none()
    reversal_reason = long_text_or_none()
    created_at = instant()
    version = integer(default=1)

    class Meta:
        table_name = "payment"
        indexes = (
            (("borrower_id", "paid_at", "id"), False),
            (("account_id", "paid_at", "id"), False),
        )


class Allocation(Row):
    """So much of one payment went to one deadline."""

    payment = reference(Payment, "payment_id", index=False)
    payment_id: Column[str]
    deadline = reference(Deadline, "deadline_id")
    deadline_id: Column[str]
    borrower_id = short_text(40, index=True)
    amount = large_integer()

    class Meta:
        table_name = "allocation"
        primary_key = composite_key("payment", "deadline")


def find(borrower_id: str, payment_id: str) -> Payment | None:
    return Payment.get_or_none((Payment.id == payment_id) & (Payment.borrower_id == borrower_id))


def unreversed_of_account(account_id: str) -> list[Payment]:
    """Payments that stand (not reversed), in the order in which the money arrived."""
    query = Payment.select().where((Payment.account_id == account_id) & Payment.reversed_at.is_null())
    return list(query.order_by(Payment.paid_at, Payment.id))


def alike(account_ids: Sequence[str], amounts: Sequence[int], kind: str) -> list[Payment]:
    """Payments of these accounts and amounts that stand."""
    query = Payment.select().where(
        Payment.account_id.in_(account_ids)
        & Payment.amount.in_(amounts)
        & (Payment.kind == kind)
        & Payment.reversed_at.is_null()
    )
    return list(query.order_by(Payment.paid_at, Payment.id))


def of_account(account_id: str) -> list[Payment]:
    """Every payment, the reversed ones too, in the order in which the money arrived."""
    query = Payment.select().where(Payment.account_id == account_id)
    return list(query.order_by(Payment.paid_at, Payment.id))


def allocations_of(payment_ids: list[str]) -> dict[str, list[Allocation]]:
    found: dict[str, list[Allocation]] = {payment_id: [] for payment_id in payment_ids}
    for row in Allocation.select().where(Allocation.payment_id.in_(payment_ids)):
        found[row.payment_id].append(row)
    return found


def drop_allocations(payment_id: str) -> None:
    """Take a payment off all it went to: it moves to another account."""
    Allocation.delete().where(Allocation.payment_id == payment_id).execute()


def replace_allocations(account_id: str, borrower_id: str, shares: dict[tuple[str, str], int]) -> None:
    """Make `shares` {(payment id, deadline id): minor units} the allocations of an account."""
    kept: dict[tuple[str, str], int] = {}
    rows = Allocation.select().join(Payment).where(Payment.account_id == account_id)
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
    """One page of payments, newest first, each with its account."""
    query = Payment.select(Payment, Account).join(Account).where(Payment.borrower_id == borrower_id)
    if account_id:
        query = query.where(Payment.account_id == account_id)
    if before:
        query = query.where(
            (Payment.paid_at < before[0]) | ((Payment.paid_at == before[0]) & (Payment.id < before[1]))
        )
    return list(query.order_by(Payment.paid_at.desc(), Payment.id.desc()).limit(limit))


def paid_since(account_id: str, instant: datetime) -> int:
    """What was paid on an account at or after an instant and was not taken back."""
    rows = Payment.select().where(
        (Payment.account_id == account_id) & (Payment.paid_at >= instant) & Payment.reversed_at.is_null()
    )
    return sum(row.amount for row in rows)
