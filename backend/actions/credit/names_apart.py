"""What the borrower's accounts are called where several are shown: two of one name are told apart."""

from collections import Counter
from collections.abc import Sequence

from backend.store.credit.credit_accounts import Account


def names_apart(accounts: Sequence[Account]) -> dict[str, str]:
    """The name of each by its id; where another has the same, with the last four digits, as far as they are known."""
    shared = Counter(account.name for account in accounts)
    return {
        account.id: f"{account.name} {account.last4}"
        if shared[account.name] > 1 and account.last4
        else account.name
        for account in accounts
    }
