"""Matching decides what each transaction is for the household: spent, earned, moved, repaid, returned or dead.

A payment seen in a wallet and in the bank's file counts once: the wallet's line keeps its role, because it knows the
merchant, and the bank's becomes a transfer to the wallet. A refund of a trade that never closed is as dead as the
trade. Both lines of a card's repayment have that role; `MatchedTransactions.transfers` says that they are one.
"""

from collections.abc import Mapping, Sequence

from backend.domain.spending.categories.categorise import default_categoriser
from backend.domain.spending.categories.category_lookup import is_spending
from backend.domain.spending.ledger.matching import Matching
from backend.domain.spending.ledger.matching_results import MatchedTransactions, Said
from backend.domain.spending.ledger.repaid_accounts import DEBTS, repaid_accounts
from backend.domain.spending.ledger.transaction_facts import KnownAccount, Role, TransactionFacts
from backend.domain.text.folded_text import merchant_key

__all__ = ["MatchedTransactions", "Role", "Said", "match_transactions", "repaid_accounts", "role_alone"]


def match_transactions(
    entries: Sequence[TransactionFacts],
    accounts: Sequence[KnownAccount] = (),
    own_names: Sequence[str] = (),
    categories: Mapping[str, str] | None = None,
    said: Said | None = None,
    cash: Sequence[KnownAccount] = (),
) -> MatchedTransactions:
    """Everything at once. `accounts` are the borrower's cards, `own_names` the names that files know them by.

    `categories` has the category of each line by its id; without it the default rules are asked. `said` is what the
    borrower has said, which holds; `cash` are the accounts that money is on.
    """
    if categories is None:
        sort = default_categoriser().of
        categories = {line.id: sort(line.subject())[0] for line in entries}
    names = frozenset(filter(None, map(merchant_key, own_names)))
    cards = {account.account_id for account in accounts}
    found: dict[str, Role] = {
        line.id: _alone(line, categories[line.id], names, on_card=line.account in cards) for line in entries
    }
    return Matching(entries, accounts, cash, categories, said or Said(), found).matched()


def _alone(line: TransactionFacts, category: str, own_names: frozenset[str], *, on_card: bool) -> Role:
    """The role by the line's own word."""
    if own_names and not line.dead and merchant_key(line.counterparty) in own_names:
        return "repayment" if category in DEBTS else "transfer"
    return role_alone(category, line.amount, neutral=line.neutral, dead=line.dead, on_card=on_card)


def role_alone(category: str, amount: int, *, neutral: bool, dead: bool, on_card: bool) -> Role:
    """The role of a line of which nothing else is known."""
    if dead:
        return "dead"
    if category in DEBTS:
        return "repayment"
    if neutral or category == "income.loan" or category.startswith("transfer."):
        return "transfer"
    if amount <= 0:
        return "spending"
    # A shop's credit on a card is no income, whatever it calls itself.
    return "refund" if on_card and is_spending(category) else "income"
