"""Which account a script is about."""

from backend.errors import NotFound
from backend.store.credit import credit_accounts
from backend.store.credit.credit_accounts import Account


def script_account(borrower_id: str, account_id: str) -> Account:
    """The borrower's own card or loan. Raises NotFound."""
    found = {account.id: account for account in credit_accounts.of_borrower(borrower_id)}
    if account_id not in found:
        raise NotFound(field="account_id")
    return found[account_id]
