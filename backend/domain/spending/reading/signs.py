"""This module finds out which sign means money spent: by the running balance, by words, by what most rows are.

A balance is a witness where it changes by the amount, read downwards or upwards. A card's balance may be what
is owed and grow with a purchase, so that on a card the words of the rows are heard first ("payment - thank
you", 还款 come in). Where nothing speaks, most rows of any account are spending; that is a guess, and is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from backend.domain.spending.reading.amounts import AmountError, WrittenAmount, read_amount
from backend.domain.spending.reading.header_words import CARD_INFLOW, INFLOW, OUTFLOW


@dataclass(frozen=True, slots=True)
class AmountSeries:
    """The sampled rows' amounts, read with a decimal mark: None where a cell is none."""

    rows: Sequence[Sequence[str]]
    mark: str
    currency: str

    def of(self, place: int | None) -> list[int | None]:
        return [self._at(row, place) for row in self.rows]

    def _at(self, row: Sequence[str], place: int | None) -> int | None:
        if place is None or place >= len(row):
            return None
        try:
            return read_amount(row[place], self.mark, self.currency).minor
        except AmountError:
            return None


@dataclass(frozen=True, slots=True)
class SignFit:
    """How well a balance follows amounts: the share of steps that add up, with which sign."""

    share: float
    sign: int
    steps: int


def best_sign_fit(amounts: Sequence[int | None], balances: Sequence[int | None]) -> SignFit:
    """The best of four readings: rows downwards or upwards in time, amounts as written or reversed."""
    both = [
        (amount, balance)
        for amount, balance in zip(amounts, balances, strict=True)
        if amount is not None and balance is not None
    ]
    steps = list(pairwise(both))
    if not steps:
        return SignFit(0.0, 1, 0)
    tries = []
    for sign in (1, -1):
        down = sum(after[1] - before[1] == sign * after[0] for before, after in steps)
        up = sum(before[1] - after[1] == sign * before[0] for before, after in steps)
        tries.append((max(down, up) / len(steps), sign))
    share, sign = max(tries)
    return SignFit(share, sign, len(steps))


def by_balance(amounts: Sequence[int | None], balances: Sequence[int | None]) -> int:
    """+1 or -1 where the balance says so, 0 where it says nothing clear."""
    found = best_sign_fit(amounts, balances)
    opposite = best_sign_fit([None if amount is None else -amount for amount in amounts], balances)
    if found.share < 0.6 or not found.steps:
        return 0
    # All amounts zero, or one row repeated, fit both ways.
    return 0 if opposite.share == found.share and opposite.sign == found.sign else found.sign


def by_words(texts: Sequence[str], amounts: Sequence[int | None], card: bool) -> int:
    """+1 where rows that say which way they went agree with their sign, -1 where they contradict it.

    One word is not enough against most of the rows, which are spending in any account.
    """
    votes = sum((amount < 0) - (amount > 0) for amount in amounts if amount)
    votes = (votes > 0) - (votes < 0)
    heard = False
    for text, amount in zip(texts, amounts, strict=True):
        if not amount:
            continue
        inward = (CARD_INFLOW if card else INFLOW).search(text) is not None
        outward = OUTFLOW.search(text) is not None
        if inward != outward:
            votes += (1 if amount > 0 else -1) * (1 if inward else -1)
            heard = True
    return (votes > 0) - (votes < 0) if heard else 0


def by_side_marks(written: Sequence[WrittenAmount]) -> int:
    """By CR and DR behind amounts: where only credits are marked, what is unmarked was spent."""
    credits = sum(each.side > 0 for each in written)
    debits = sum(each.side < 0 for each in written)
    if credits and not debits and credits < len(written):
        return -1
    return 1 if debits else 0


def one_column(
    texts: Sequence[str],
    amounts: Sequence[int | None],
    balances: Sequence[int | None],
    written: Sequence[WrittenAmount],
    card: bool,
) -> tuple[str, str]:
    """The sign of a single column of amounts, and why ("" where it is no guess)."""
    witnesses = [by_side_marks(written), by_words(texts, amounts, card), by_balance(amounts, balances)]
    if not card:
        witnesses[1:] = [witnesses[2], witnesses[1]]
    for found in witnesses:
        if found:
            return ("as-written" if found > 0 else "reversed"), ""
    plus = sum(amount > 0 for amount in amounts if amount)
    minus = sum(amount < 0 for amount in amounts if amount)
    if minus >= plus:
        return "as-written", "" if minus else "nothing says which way the money went"
    if card:
        return "reversed", ""
    return "reversed", "most amounts are positive and nothing says which way they went: taken as spending"


def two_columns(
    debits: Sequence[int | None], credits: Sequence[int | None], balances: Sequence[int | None]
) -> tuple[bool, bool]:
    """For debit and credit columns: whether they must change places, and whether a balance vouched for it."""
    net = [
        None if not debit and not credit else abs(credit or 0) - abs(debit or 0)
        for debit, credit in zip(debits, credits, strict=True)
    ]
    found = by_balance(net, balances)
    return found < 0, found != 0
