"""Pairing finds one payment in two files: a wallet's line paid from a card, and the line in that card's file.

Both lines have the amount and the currency; the bank books on the wallet's day or up to three days later. A last-4
or a bank that contradicts the wallet's word rules a line out. The bank's line must name the wallet, or else agree
in the last-4 and the merchant. Where several fit, as many pairs as can be are made, those that agree best.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from backend.domain.spending.ledger.cheapest_pairs import cheapest
from backend.domain.spending.ledger.transaction_facts import KnownAccount, TransactionFacts
from backend.domain.text.folded_text import fold, is_blank, merchant_key
from backend.domain.text.issuers import OWN_CREDIT, WALLETS, issuers_in

LATEST = 3  # days from the wallet's line to the bank's

_LAST4 = re.compile(r"(?<!\d)\d{4}(?!\d)")
_CARD = re.compile(r"银行|信用卡|储蓄卡|借记卡|\bbank\b|\bcard\b|\bvisa\b|mastercard")
_QUICK_PAY = re.compile(r"快捷支付|快捷退款|银联在线|网上支付|无卡支付")
_OTHER_MERCHANT, _A_DAY, _UNPROVEN = 20, 3, 1


class Pair(NamedTuple):
    """The ids of the wallet's line and the bank's line of one payment."""

    wallet: str
    bank: str


def last4s(*texts: str) -> frozenset[str]:
    """The groups of exactly four digits in the texts."""
    return frozenset(found for text in texts for found in _LAST4.findall(fold(text)))


def wallet_pairs(seen: Sequence[TransactionFacts], accounts: Sequence[KnownAccount] = ()) -> tuple[Pair, ...]:
    """The payments seen twice, in the order of the wallet's lines by day and id; no line is in two pairs."""
    known = {account.account_id: account for account in accounts}
    wallets = sorted(
        (line for line in seen if _from_a_card(line)), key=lambda line: (line.booked_on, line.id)
    )
    sums = {(abs(line.amount), line.currency) for line in wallets}
    banks: dict[tuple[int, str], list[tuple[int, TransactionFacts]]] = defaultdict(list)
    ordered = sorted(
        (
            line
            for line in seen
            if (abs(line.amount), line.currency) in sums and is_blank(line.funding) and not line.dead
        ),
        key=lambda line: (line.booked_on, line.id),
    )
    for at, line in enumerate(ordered):
        banks[abs(line.amount), line.currency].append((at, line))
    costs = [
        {
            at: cost
            for at, bank in banks[abs(wallet.amount), wallet.currency]
            if (cost := _cost(wallet, bank, known)) is not None
        }
        for wallet in wallets
    ]
    return tuple(
        Pair(wallet.id, ordered[at].id)
        for wallet, at in zip(wallets, cheapest(costs), strict=True)
        if at is not None
    )


def _from_a_card(line: TransactionFacts) -> bool:
    if line.dead or is_blank(line.funding):
        return False
    named = issuers_in(line.funding) - WALLETS
    return bool(
        named - OWN_CREDIT or last4s(line.funding) or (not named and _CARD.search(fold(line.funding)))
    )


def _cost(wallet: TransactionFacts, bank: TransactionFacts, known: Mapping[str, KnownAccount]) -> int | None:
    """How badly the two agree, or None where they cannot be one payment."""
    late = (bank.booked_on - wallet.booked_on).days
    if wallet.account == bank.account or not 0 <= late <= LATEST:
        return None
    if not wallet.neutral and (wallet.amount < 0) != (bank.amount < 0):
        return None
    card = known.get(bank.account)
    digits = last4s(wallet.funding)
    same_card = bool(card and card.last4 and card.last4 in digits)
    if card and not same_card and _contradicts(wallet, card, digits):
        return None
    agree = _same_merchant(wallet, bank)
    if not _names_wallet(wallet, bank, known) and not (same_card and agree):
        return None
    return (0 if agree else _OTHER_MERCHANT) + late * _A_DAY + (0 if same_card else _UNPROVEN)


def _contradicts(wallet: TransactionFacts, card: KnownAccount, digits: frozenset[str]) -> bool:
    if card.last4 and digits:
        return True
    said = issuers_in(wallet.funding) - WALLETS
    issuer = issuers_in(card.issuer) or issuers_in(card.nickname)
    return bool(said and issuer and not said & issuer)


def _names_wallet(
    wallet: TransactionFacts, bank: TransactionFacts, known: Mapping[str, KnownAccount]
) -> bool:
    said = issuers_in(bank.counterparty, bank.text, bank.kind) & WALLETS
    home = known.get(wallet.account)
    if home and said:
        expected = issuers_in(home.issuer, home.nickname) & WALLETS
        return not expected or bool(said & expected)
    return bool(said or _QUICK_PAY.search(f"{bank.kind} {bank.text}"))


def _same_merchant(wallet: TransactionFacts, bank: TransactionFacts) -> bool:
    name = merchant_key(wallet.counterparty)
    if len(name) < 2:
        return False
    lines = (merchant_key(bank.counterparty), merchant_key(bank.text))
    return any(name in line or (len(line) > 1 and line in name) for line in lines)
