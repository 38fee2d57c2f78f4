"""A card with several currencies: each side is an account of its own, and its name says which currency it is."""

from datetime import datetime

from backend.errors import Invalid
from backend.store.credit import credit_accounts
from backend.store.credit.credit_accounts import Account
from backend.store.versions import save_new_version


def join_sides(account: Account, side_of: str | None, *, now: datetime) -> None:
    """Put an account into one group with the other sides of its card, those it is said or seen to be one with."""
    sides = credit_accounts.sides_of(account)
    if side_of is not None:
        said = credit_accounts.find(account.borrower_id, side_of)
        if said is None or said.kind != "card" or said.currency == account.currency:
            raise Invalid("side-not-another-currency", field="side_of")
        sides = [said, *sides]
    if not sides:
        return
    group = next((side.card_group for side in sides if side.card_group), sides[0].id)
    for row in (account, *sides):
        if row.card_group != group:
            row.card_group = group
            save_new_version(row, now)
