"""This module finds transfers between the borrower's own accounts, and refunds of what was bought before.

A transfer is two lines of different accounts, equal and opposite within three days, of which one says so (its words,
the file's neutral mark, the other account's digits) or neither of which names a merchant; chance makes equal sums
at merchants. A refund says so, or returns exactly what the same merchant took within half a year.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from backend.domain.spending.categories.category_lookup import is_spending
from backend.domain.spending.ledger.cheapest_pairs import cheapest
from backend.domain.spending.ledger.transaction_facts import KnownAccount, TransactionFacts
from backend.domain.spending.ledger.wallet_pairs import last4s
from backend.domain.text.folded_text import fold, merchant_key, merchant_of

WITHIN = 3  # days between the two lines of a transfer
REFUND_WITHIN = 180  # days from a purchase to its refund

_REFUND = re.compile(
    r"退款|退货|退費|退费|退回|冲正|沖正|撤销|返还"
    r"|\brefund|\breversal|\breversed|\bchargeback|\breturn(?:ed)?\b(?! (check|item))"
    r"|\bcredit voucher|\bmerchandise credit|\bpurchase return"
)
_MOVED = re.compile(
    r"转账|转帐|轉賬|转入|转出|提现|充值|还款|汇款|划转"
    r"|\btransfer|\btfr\b|\bxfer|\bpayment|\bpymt|\bpts (to|frm)\b|\bautopay"
)
_NOT_A_RETURN = re.compile(
    r"转账|转帐|红包|工资|利息|\btransfer|\bsalary|\bpayroll|\binterest|\bzelle|\bvenmo"
)


_EARNED = frozenset(("income.salary", "income.benefit", "income.interest"))


class Transfer(NamedTuple):
    """The ids of the line that left one account and the line that reached the other."""

    out: str
    into: str


def _words(line: TransactionFacts) -> str:
    return fold(f"{line.counterparty} {line.text} {line.kind}")


def says_refund(line: TransactionFacts) -> bool:
    """Whether the line calls itself a refund; money that leaves can only be one by the file's neutral word."""
    return (line.amount > 0 or line.neutral) and bool(_REFUND.search(_words(line)))


def own_transfers(
    seen: Sequence[TransactionFacts], categories: Mapping[str, str], accounts: Sequence[KnownAccount] = ()
) -> tuple[Transfer, ...]:
    """Lines that are each other's other side. `categories` has the category of each line by its id."""
    digits = {account.account_id: account.last4 for account in accounts if account.last4}
    ordered = sorted(seen, key=lambda line: (line.booked_on, line.id))
    ins: dict[tuple[int, str], list[tuple[int, TransactionFacts]]] = defaultdict(list)
    for at, line in enumerate(ordered):
        if line.amount > 0:
            ins[line.amount, line.currency].append((at, line))
    outs = [line for line in ordered if line.amount < 0 and (-line.amount, line.currency) in ins]
    costs = [
        {
            at: abs((into.booked_on - out.booked_on).days)
            for at, into in ins[-out.amount, out.currency]
            if _two_sides(out, into, categories, digits)
        }
        for out in outs
    ]
    matched = zip(outs, cheapest(costs), strict=True)
    return tuple(Transfer(out.id, ordered[at].id) for out, at in matched if at is not None)


def _two_sides(
    out: TransactionFacts, into: TransactionFacts, categories: Mapping[str, str], digits: Mapping[str, str]
) -> bool:
    if out.account == into.account or abs((into.booked_on - out.booked_on).days) > WITHIN:
        return False
    if says_refund(into) or categories[into.id] in _EARNED:
        return False
    if out.neutral or into.neutral or _MOVED.search(_words(out)) or _MOVED.search(_words(into)):
        return not _bought(categories[out.id])
    named = digits.get(into.account) in last4s(out.counterparty, out.text)
    named = named or digits.get(out.account) in last4s(into.counterparty, into.text)
    return named or (categories[out.id] == "other.unsorted" and categories[into.id] == "income.other")


def _bought(category: str) -> bool:
    """Whether the words name something bought; a payment to a person may be one to oneself."""
    return is_spending(category) and category not in ("people.to_person", "cash.withdrawal", "other.unsorted")


def refunds(seen: Sequence[TransactionFacts]) -> dict[str, str | None]:
    """Each refund's id with the id of the purchase it returns, or None where that is not in sight."""
    returning = {_merchant(line) for line in seen if line.amount > 0 or line.neutral}
    of_them = [line for line in seen if _merchant(line) in returning] if returning else []
    # Files give no order within a day, often the newest first: what left counts as before what came back.
    ordered = sorted(
        of_them, key=lambda line: (line.booked_on, line.amount > 0 or says_refund(line), line.id)
    )
    bought: dict[tuple[str, str], list[TransactionFacts]] = defaultdict(list)
    found: dict[str, str | None] = {}
    for line in ordered:
        key = _merchant(line)
        if says_refund(line) and not line.dead:
            found[line.id] = _take(line, bought[key], exact=False)
        elif (
            line.amount > 0
            and key[0]
            and not (line.dead or line.neutral or _NOT_A_RETURN.search(_words(line)))
        ):
            if (purchase := _take(line, bought[key], exact=True)) is not None:
                found[line.id] = purchase
        elif line.amount < 0:
            bought[key].append(line)
    return found


def seller(counterparty: str, text: str) -> str:
    """Who took the money, and may give it back."""
    return merchant_key(merchant_of(counterparty, text))


def _merchant(line: TransactionFacts) -> tuple[str, str]:
    return seller(line.counterparty, line.text), line.currency


def _take(refund: TransactionFacts, bought: list[TransactionFacts], *, exact: bool) -> str | None:
    """The latest purchase of that amount, else (part of a purchase) the latest larger one; it is used up."""
    size = abs(refund.amount)
    recent = [line for line in bought if (refund.booked_on - line.booked_on).days <= REFUND_WITHIN]
    same = [line for line in recent if -line.amount == size]
    larger = [] if exact else [line for line in recent if -line.amount > size]
    if not (choice := same or larger):
        return None
    bought.remove(choice[-1])
    return choice[-1].id
