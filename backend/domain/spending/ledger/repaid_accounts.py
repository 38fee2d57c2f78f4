"""Which of the borrower's cards a repayment may have paid, by what its line says."""

from collections.abc import Mapping, Sequence

from backend.domain.spending.ledger.transaction_facts import KnownAccount, Role, TransactionFacts
from backend.domain.spending.ledger.transfers import Transfer
from backend.domain.spending.ledger.wallet_pairs import last4s
from backend.domain.text.folded_text import fold
from backend.domain.text.issuers import WALLETS, issuers_in

DEBTS = frozenset(("repayment", "debt.loan"))


def repaid_by(
    entries: Sequence[TransactionFacts],
    found: Mapping[str, Role],
    moved: Sequence[Transfer],
    accounts: Sequence[KnownAccount],
) -> dict[str, tuple[str, ...]]:
    """Each repayment, and the cards that it may have paid."""
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
