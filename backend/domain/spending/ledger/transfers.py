"""This module finds transfers between the borrower's own accounts, and refunds of what was bought before.

A transfer is two lines of different accounts, equal and opposite within three days, of which one says so (its words,
the file's neutral mark, the other account's digits) or neither of which names a merchant; chance makes equal sums
at merchants. A line that calls itself a refund is one. Without the word, money from a merchant who was paid before is
one where it is no more than what is left of a purchase: the whole of it within half a year, a part within a month. That
is a guess, as nothing in the line says it.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from backend.domain.spending.categories.category_lookup import is_spending
from backend.domain.spending.ledger.cheapest_pairs import cheapest
from backend.domain.spending.ledger.transaction_facts import KnownAccount, TransactionFacts
from backend.domain.spending.ledger.wallet_pairs import last4s
from backend.domain.text.folded_text import fold, merchant_key, merchant_of

WITHIN = 3  # days between the two lines of a transfer
REFUND_WITHIN = timedelta(days=180)  # from a purchase to its refund
_PART_WITHIN = timedelta(days=30)  # ... of a part of it, where no word says so
_NO_SHOP = ("people.to_person", "cash.withdrawal")

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
    r"|\bearnings?\b|\bpay ?out\b|\bwages?\b"
    r"|\bcash ?back\b|\bdividend|\btips\b"
)


_EARNED = frozenset(("income.salary", "income.benefit", "income.interest"))


class Transfer(NamedTuple):
    """The ids of the line that left one account and the line that reached the other."""

    out: str
    into: str


def words(line: TransactionFacts) -> str:
    """Everything that a line says, folded."""
    return fold(f"{line.counterparty} {line.text} {line.kind}")


def says_refund(line: TransactionFacts) -> bool:
    """Whether the line calls itself a refund; money that leaves can only be one by the file's neutral word."""
    return (line.amount > 0 or line.neutral) and bool(_REFUND.search(words(line)))


def own_transfers(
    seen: Sequence[TransactionFacts],
    categories: Mapping[str, str],
    accounts: Sequence[KnownAccount] = (),
    refused: Collection[frozenset[str]] = (),
) -> tuple[Transfer, ...]:
    """Lines that are each other's other side. `categories` has the category of each line by its id, and `refused` the
    pairs of which the borrower has said that they are none."""
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
            if frozenset((out.id, into.id)) not in refused and _two_sides(out, into, categories, digits)
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
    if out.neutral or into.neutral or _MOVED.search(words(out)) or _MOVED.search(words(into)):
        return not _bought(categories[out.id])
    named = digits.get(into.account) in last4s(out.counterparty, out.text)
    named = named or digits.get(out.account) in last4s(into.counterparty, into.text)
    return named or (categories[out.id] == "other.unsorted" and categories[into.id] == "income.other")


def _bought(category: str) -> bool:
    """Whether the words name something bought; a payment to a person may be one to oneself."""
    return is_spending(category) and category not in ("people.to_person", "cash.withdrawal", "other.unsorted")


def seller(counterparty: str, text: str) -> str:
    """Who took the money, and may give it back."""
    return merchant_key(merchant_of(counterparty, text))


@dataclass(slots=True)
class _Purchase:
    """A purchase, and what of it has not come back yet."""

    line: TransactionFacts
    left: int


@dataclass(frozen=True, slots=True)
class _Unsaid:
    """What a refund that does not call itself one must be like: by the categories a shop is told from a person."""

    categories: Mapping[str, str] | None

    def gives_whole(self, refund: TransactionFacts, bought: TransactionFacts) -> bool:
        """Whether all of it may have come back: into another account only from a shop, as it may be one's own money."""
        category = "" if self.categories is None else self.categories.get(bought.id, "")
        return bought.account == refund.account or category not in ("other.unsorted", *_NO_SHOP)

    def gives_parts(self, refund: TransactionFacts, bought: TransactionFacts) -> bool:
        """Whether less than the purchase may have come back; without categories nobody can tell."""
        category = (self.categories or {}).get(bought.id, "")
        return (
            refund.booked_on - bought.booked_on <= _PART_WITHIN
            and bool(category)
            and is_spending(category)
            and category not in _NO_SHOP
            and bought.account == refund.account
        )


def refunds(
    seen: Sequence[TransactionFacts],
    categories: Mapping[str, str] | None = None,
    refused: Collection[tuple[str, str]] = (),
) -> dict[str, str | None]:
    """Each refund's id with the id of the purchase it returns, or None where that is not in sight.

    `refused`: pairs (refund, purchase) of which the borrower has said that they are none.
    """
    returning = {merchant_in(line) for line in seen if line.amount > 0 or line.neutral}
    of_them = [line for line in seen if merchant_in(line) in returning] if returning else []
    # Files give no order within a day, often the newest first: what left counts as before what came back.
    ordered = sorted(
        of_them, key=lambda line: (line.booked_on, line.amount > 0 or says_refund(line), line.id)
    )
    bought: dict[tuple[str, str], list[_Purchase]] = defaultdict(list)
    found: dict[str, str | None] = {}
    for line in ordered:
        key = merchant_in(line)
        if says_refund(line) and not line.dead:
            found[line.id] = _take(line, bought[key], refused, None)
        elif may_return(line):
            if (purchase := _take(line, bought[key], refused, _Unsaid(categories))) is not None:
                found[line.id] = purchase
        elif line.amount < 0:
            bought[key].append(_Purchase(line, -line.amount))
    return found


def may_return(line: TransactionFacts) -> bool:
    """Whether money that somebody named paid may be money back: no word of the line says that it is earned."""
    return (
        line.amount > 0
        and bool(merchant_in(line)[0])
        and not (line.dead or line.neutral or _NOT_A_RETURN.search(words(line)))
    )


def merchant_in(line: TransactionFacts) -> tuple[str, str]:
    """The merchant, and the currency in which it was paid or pays."""
    return seller(line.counterparty, line.text), line.currency


def _take(
    refund: TransactionFacts,
    bought: Sequence[_Purchase],
    refused: Collection[tuple[str, str]],
    unsaid: _Unsaid | None,
) -> str | None:
    """The latest purchase of that amount, else the latest that has as much left; it is used up by so much."""
    size = abs(refund.amount)
    fits = [
        each
        for each in bought
        if each.left >= size
        and refund.booked_on - each.line.booked_on <= REFUND_WITHIN
        and (refund.id, each.line.id) not in refused
    ]
    whole = [
        each
        for each in fits
        if -each.line.amount == size == each.left
        and (unsaid is None or unsaid.gives_whole(refund, each.line))
    ]
    parts = fits if unsaid is None else [each for each in fits if unsaid.gives_parts(refund, each.line)]
    if not (choice := whole or parts):
        return None
    choice[-1].left -= size
    return choice[-1].line.id
