"""A transaction is split into parts that sum to it exactly: each counts for itself, and the whole moves the balance."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from backend.actions.spending import reconcile
from backend.actions.spending.transactions import TYPED, HouseholdAccounts, get, subject_of
from backend.domain.spending.categories.category_lookup import is_spending
from backend.domain.spending.ledger.transaction_roles import role_alone
from backend.errors import Conflict, Invalid
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.people import borrowers
from backend.store.spending import import_rows, transaction_links, transaction_parts
from backend.store.spending.transactions import LedgerTransaction
from backend.store.versions import save_new_version


class Part(NamedTuple):
    """One part: `amount` in minor units with its sign; without a category the rules choose one."""

    amount: int
    category: str | None = None
    role: str | None = None
    text: str | None = None


def split(row: LedgerTransaction, parts: Sequence[Part], *, now: datetime) -> list[LedgerTransaction]:
    """Put parts in a transaction's place. Invalid where they do not sum to it."""
    with transaction():
        borrowers.lock(row.borrower_id)
        row = get(row.borrower_id, row.id)
        _check(row, parts)
        household = HouseholdAccounts.of(row.borrower_id)
        made = [_part_of(row, part, household, now) for part in parts]
        transaction_links.remove_of([row.id])
        row.said_role, row.role_rule_id, row.role = "split", None, "split"
        save_new_version(row, now, only=("said_role", "role_rule_id", "role"))
        reconcile.match_window(row.borrower_id, row.booked_on, row.booked_on, now=now)
        return made


def _check(row: LedgerTransaction, parts: Sequence[Part]) -> None:
    if (
        row.role == "split"
        or row.part_of is not None
        or row.payment_id is not None
        or row.twin_of is not None
    ):
        raise Conflict("transaction-decided")
    if any(not part.amount for part in parts):
        raise Invalid("part-empty", field="parts")
    total = sum(part.amount for part in parts)
    if total != row.amount:
        raise Invalid("parts-sum", field="parts", total=total, amount=row.amount)


def _part_of(
    row: LedgerTransaction, part: Part, household: HouseholdAccounts, now: datetime
) -> LedgerTransaction:
    part_id = new_id("txn", now)
    made = LedgerTransaction(
        id=part_id,
        borrower_id=row.borrower_id,
        account_id=row.account_id,
        fingerprint=f"part:{part_id}",
        booked_on=row.booked_on,
        booked_time=row.booked_time,
        amount=part.amount,
        currency=row.currency,
        counterparty=row.counterparty,
        text=part.text or row.text,
        kind=row.kind,
        funding="",
        mcc=row.mcc,
        from_cash=row.from_cash,
        import_id=None,
        part_of=row.id,
        created_at=now,
        updated_at=now,
    )
    made.category, made.rule_id = (
        (part.category, TYPED) if part.category else household.sort(subject_of(made))
    )
    made.role = made.said_role = part.role or _role(made, row)
    made.save(force_insert=True)
    return made


def _role(part: LedgerTransaction, whole: LedgerTransaction) -> str:
    """What comes in with a purchase (a deposit given back at the till) takes some of it back."""
    if part.amount > 0 > whole.amount and is_spending(part.category):
        return "refund"
    return role_alone(part.category, part.amount, neutral=False, dead=False, on_card=False)


def join(row: LedgerTransaction, *, now: datetime) -> LedgerTransaction:
    """Take a split back: the parts go, and what was linked to them is matched anew."""
    with transaction():
        borrowers.lock(row.borrower_id)
        row = get(row.borrower_id, row.id)
        if row.role != "split":
            raise Conflict("transaction-not-split")
        parts = [part.id for part in transaction_parts.parts_of(row.id)]
        days = [row.booked_on, *_linked_days(row.borrower_id, parts)]
        transaction_links.remove_of(parts)
        import_rows.remove(parts)
        row.said_role = None
        row.role = role_alone(
            row.category, row.amount, neutral=row.neutral, dead=row.dead, on_card=not row.from_cash
        )
        save_new_version(row, now, only=("said_role", "role"))
        reconcile.match_window(row.borrower_id, min(days), max(days), now=now)
        return get(row.borrower_id, row.id)


def _linked_days(borrower_id: str, parts: Sequence[str]) -> list[date]:
    links = transaction_links.of_transactions(parts)
    ends = {end for each in links.values() for link in each for end in (link.entry_id, link.other_id)}
    return [get(borrower_id, end).booked_on for end in ends]
