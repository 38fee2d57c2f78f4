"""What the lender's own schedule says where it differs from the derived one."""

from dataclasses import replace
from datetime import date

from backend.domain.credit.loan_schedule import Instalment, schedule
from backend.store.credit.credit_accounts import Account
from backend.store.rows import Column, Row, composite_key, day, integer, large_integer, reference, short_text


class InstalmentOverride(Row):
    account = reference(Account, "account_id", index=False)
    account_id: Column[str]
    number = integer()
    borrower_id = short_text(40, index=True)
    due_on = day()
    principal = large_integer()
    interest = large_integer()

    class Meta:
        table_name = "instalment_override"
        primary_key = composite_key("account", "number")


def schedule_of(account: Account) -> tuple[Instalment, ...]:
    """The loan's schedule as it stands: derived from the terms, overridden where the lender says otherwise."""
    derived = schedule(account.loan_terms)
    overrides = {
        row.number: row
        for row in InstalmentOverride.select().where(InstalmentOverride.account_id == account.id)
    }
    if not overrides:
        return derived
    merged, balance = [], account.loan_terms.principal
    for part in derived:
        row = overrides.get(part.index)
        if row:
            part = replace(part, nominal_due_on=row.due_on, principal=row.principal, interest=row.interest)
        balance -= part.principal
        merged.append(replace(part, balance_after=balance))
    return tuple(merged)


def override(account: Account, *, number: int, due_on: date, principal: int, interest: int) -> None:
    """Take one instalment as the lender states it, in place of an earlier statement of the same one."""
    values = {"due_on": due_on, "principal": principal, "interest": interest}
    InstalmentOverride.insert(
        account=account.id, borrower_id=account.borrower_id, number=number, **values
    ).on_conflict(
        conflict_target=[InstalmentOverride.account, InstalmentOverride.number], update=values
    ).execute()
