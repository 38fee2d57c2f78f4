"""What happened to the ownership and the servicing of an account's debt, as the borrower typed it."""

from collections.abc import Collection

from backend.domain.relief.ownership import Change, Kind, Notice, Proof
from backend.store.credit.credit_accounts import Account
from backend.store.rows import (
    Column,
    Row,
    day_or_none,
    instant,
    long_text_or_none,
    reference,
    short_text,
    short_text_or_none,
    word,
)


class OwnershipChange(Row):
    """`firm`: to whom; NULL where it is not known. `noticed_on`: when the borrower was told."""

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    account = reference(Account, "account_id", index=False)
    account_id: Column[str]
    kind: Column[Kind] = word(16)
    firm = short_text_or_none(120)
    happened_on = day_or_none()
    notice: Column[Notice] = word(12)
    noticed_on = day_or_none()
    proof: Column[Proof] = word(16)
    note = long_text_or_none()
    created_at = instant()

    class Meta:
        table_name = "ownership_change"
        indexes = ((("borrower_id", "id"), False), (("account_id", "id"), False))

    @property
    def change(self) -> Change:
        return Change(self.id, self.kind, self.firm or "", self.happened_on, self.proof)


def find(borrower_id: str, change_id: str) -> OwnershipChange | None:
    return OwnershipChange.get_or_none(
        (OwnershipChange.id == change_id) & (OwnershipChange.borrower_id == borrower_id)
    )


def page(
    borrower_id: str, *, limit: int, after: str | None = None, account_id: str | None = None
) -> list[OwnershipChange]:
    """One page of a borrower's, the first typed first."""
    query = OwnershipChange.select().where(OwnershipChange.borrower_id == borrower_id)
    if account_id:
        query = query.where(OwnershipChange.account_id == account_id)
    if after:
        query = query.where(OwnershipChange.id > after)
    return list(query.order_by(OwnershipChange.id).limit(limit))


def histories(account_ids: Collection[str]) -> dict[str, list[Change]]:
    """The history of each account that has one, the first typed first."""
    found: dict[str, list[Change]] = {}
    rows = OwnershipChange.select().where(OwnershipChange.account_id.in_(list(account_ids)))
    for row in rows.order_by(OwnershipChange.id):
        found.setdefault(row.account_id, []).append(row.change)
    return found


def count_of(account_id: str) -> int:
    return OwnershipChange.select().where(OwnershipChange.account_id == account_id).count()
