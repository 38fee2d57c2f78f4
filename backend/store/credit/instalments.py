"""What the lender's own schedule says where it differs from the derived one."""

from datetime import date, datetime

from backend.domain.credit.loan_contract import StatedRow
from backend.store.credit.credit_accounts import Account
from backend.store.database import to_micros
from backend.store.rows import (
    Column,
    Row,
    composite_key,
    day,
    flag,
    instant_or_none,
    integer,
    large_integer,
    reference,
    short_text,
)


class InstalmentOverride(Row):
    """An instalment as the lender states it, or `kept`: as it was when it was paid, before the terms changed."""

    account = reference(Account, "account_id", index=False)
    account_id: Column[str]
    number = integer()
    borrower_id = short_text(40, index=True)
    due_on = day()
    principal = large_integer()
    interest = large_integer()
    stated_at = instant_or_none()  # NULL: before anything was agreed of a running loan
    kept = flag(default=False)

    class Meta:
        table_name = "instalment_override"
        primary_key = composite_key("account", "number")


def stated_of(account_id: str) -> tuple[StatedRow, ...]:
    """The instalments of a loan that the lender stated."""
    query = InstalmentOverride.select().where(InstalmentOverride.account_id == account_id)
    return tuple(
        StatedRow(row.number, row.due_on, row.principal, row.interest, row.stated_at)
        for row in query.order_by(InstalmentOverride.number)
    )


def override(
    account: Account,
    *,
    number: int,
    due_on: date,
    principal: int,
    interest: int,
    stated_at: datetime,
    kept: bool = False,
) -> None:
    """Take one instalment as the lender states it, in place of an earlier statement of the same one."""
    values = {"due_on": due_on, "principal": principal, "interest": interest, "kept": kept}
    InstalmentOverride.insert(
        account=account.id,
        borrower_id=account.borrower_id,
        number=number,
        stated_at=stated_at,
        **values,
    ).on_conflict(
        conflict_target=[InstalmentOverride.account, InstalmentOverride.number],
        update={**values, "stated_at": to_micros(stated_at)},
    ).execute()


def kept_of(account_id: str) -> list[int]:
    """The numbers of the instalments that stay as they were when they were paid."""
    kept = (InstalmentOverride.account_id == account_id) & InstalmentOverride.kept
    return [row.number for row in InstalmentOverride.select().where(kept)]


def forget_kept(account_id: str, numbers: list[int]) -> None:
    """Let instalments follow the terms again: nobody paid them."""
    InstalmentOverride.delete().where(
        (InstalmentOverride.account_id == account_id)
        & InstalmentOverride.kept
        & InstalmentOverride.number.in_(numbers)
    ).execute()
