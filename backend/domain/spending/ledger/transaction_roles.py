"""Matching decides what each transaction is for the household: spent, earned, moved, repaid, returned or dead.

A payment seen in a wallet and in the bank's file counts once: the wallet's line keeps its role, because it knows the
merchant, and the bank's becomes a transfer to the wallet. A refund of a trade that never closed is as dead as the
trade. Both lines of a card's repayment have that role; `MatchedTransactions.transfers` says that they are one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.domain.spending.categories.categorise import default_categoriser
from backend.domain.spending.categories.category_lookup import is_spending
from backend.domain.spending.ledger.transaction_facts import KnownAccount, Role, TransactionFacts
from backend.domain.spending.ledger.transfers import Transfer, own_transfers, refunds
from backend.domain.spending.ledger.wallet_pairs import Pair, last4s, wallet_pairs
from backend.domain.text.folded_text import fold, merchant_key
from backend.domain.text.issuers import WALLETS, issuers_in

_DEBTS = frozenset(("repayment", "debt.loan"))


@dataclass(frozen=True, slots=True)
class MatchedTransactions:
    """The role of every line by its id, and why: lines that belong together, by their ids."""

    roles: dict[str, Role]
    pairs: tuple[Pair, ...]
    transfers: tuple[Transfer, ...]
    refunds: dict[str, str | None]  # a refund, and the purchase it returns
    repaid: dict[str, tuple[str, ...]]  # a repayment, and the card accounts it may have paid


def match_transactions(
    entries: Sequence[TransactionFacts],
    accounts: Sequence[KnownAccount] = (),
    own_names: Sequence[str] = (),
    categories: Mapping[str, str] | None = None,
) -> MatchedTransactions:
    """Everything at once. `accounts` are the borrower's cards, `own_names` the names that files know them by.

    `categories` has the category of each line by its id; without it the default rules are asked.
    """
    if categories is None:
        sort = default_categoriser().of
        categories = {line.id: sort(line.subject())[0] for line in entries}
    names = frozenset(filter(None, map(merchant_key, own_names)))
    cards = {account.account_id for account in accounts}
    found: dict[str, Role] = {
        line.id: _alone(line, categories[line.id], names, on_card=line.account in cards) for line in entries
    }
    returned = refunds(entries)
    for refund, purchase in returned.items():
        found[refund] = "dead" if purchase is not None and found[purchase] == "dead" else "refund"
    pairs = wallet_pairs(entries, accounts)
    for pair in pairs:
        found[pair.bank] = "transfer"
    paired = {pair.bank for pair in pairs} | {pair.wallet for pair in pairs}
    free = [line for line in entries if line.id not in paired and found[line.id] not in ("dead", "refund")]
    moved = own_transfers(free, categories, accounts)
    for transfer in moved:
        repays = "repayment" in (found[transfer.out], found[transfer.into])
        found[transfer.out] = found[transfer.into] = "repayment" if repays else "transfer"
    return MatchedTransactions(found, pairs, moved, returned, _repaid(entries, found, moved, accounts))


def _alone(line: TransactionFacts, category: str, own_names: frozenset[str], *, on_card: bool) -> Role:
    """The role by the line's own word."""
    if own_names and not line.dead and merchant_key(line.counterparty) in own_names:
        return "repayment" if category in _DEBTS else "transfer"
    return role_alone(category, line.amount, neutral=line.neutral, dead=line.dead, on_card=on_card)


def role_alone(category: str, amount: int, *, neutral: bool, dead: bool, on_card: bool) -> Role:
    """The role of a line of which nothing else is known."""
    if dead:
        return "dead"
    if category in _DEBTS:
        return "repayment"
    if neutral or category == "income.loan" or category.startswith("transfer."):
        return "transfer"
    if amount <= 0:
        return "spending"
    # A shop's credit on a card is no income, whatever it calls itself.
    return "refund" if on_card and is_spending(category) else "income"


def _repaid(
    entries: Sequence[TransactionFacts],
    found: dict[str, Role],
    moved: Sequence[Transfer],
    accounts: Sequence[KnownAccount],
) -> dict[str, tuple[str, ...]]:
    cards = {account.account_id for account in accounts}
    of_line = {line.id: line for line in entries}
    repaid = {line.id: repaid_accounts(line, accounts) for line in entries if found[line.id] == "repayment"}
    for out, into in moved:
        if found[out] == "repayment" and of_line[into].account in cards:
            repaid[out] = repaid[into] = (of_line[into].account,)
    return repaid


def repaid_accounts(line: TransactionFacts, accounts: Sequence[KnownAccount]) -> tuple[str, ...]:
    """The card accounts that the repayment may belong to, none where its words fit none; one is an answer.

    Money arriving on a card repays that card. Else the card whose last-4 the line names, else those of an issuer it
    names, else those whose nickname it has; a line that names nobody may be any card's. Each only in its own currency:
    a card of several has a side for each, under one number.
    """
    if line.amount > 0 and any(line.account == account.account_id for account in accounts):
        return (line.account,)
    others = [account for account in accounts if account.account_id != line.account]
    digits = last4s(line.counterparty, line.text, line.kind)
    named = [a for a in others if a.last4 and a.last4 in digits]
    others = [account for account in named or others if account.can_take(line.currency)]
    if named:
        return tuple(account.account_id for account in others)
    words = (line.counterparty, line.text, line.kind)
    said = issuers_in(*words) - WALLETS
    if by_issuer := tuple(a.account_id for a in others if said & issuers_in(a.issuer, a.nickname)):
        return by_issuer
    folded = fold(" ".join(words))
    nicknames = [(a.account_id, fold(a.nickname)) for a in others]
    if by_nickname := tuple(account for account, name in nicknames if name and name in folded):
        return by_nickname
    return () if said else tuple(account.account_id for account in others)
