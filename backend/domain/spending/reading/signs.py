"""This module finds out which sign means money spent: by the running balance, by words, by both signs being there.

A balance is a witness where it changes by the amount, read downwards or upwards. A card's balance may be what is owed
and grow with a purchase, so that on a card only the words of the rows are heard ("payment - thank you", 还款 come in).
What most rows are is no witness: a driver earns more often than he fills up. Where nothing speaks, the likelier
reading is taken, and it is said that it is a guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

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


class Heard(NamedTuple):
    """Rows whose words say which way they went: how many agree with the sign as written, how many contradict it."""

    agree: int
    against: int


def by_words(texts: Sequence[str], amounts: Sequence[int | None], card: bool) -> Heard:
    """What the rows' words say of the signs. A row that says both, or nothing, is not heard."""
    agree = against = 0
    for text, amount in zip(texts, amounts, strict=True):
        if not amount:
            continue
        inward = (CARD_INFLOW if card else INFLOW).search(text) is not None
        outward = OUTFLOW.search(text) is not None
        if inward != outward:
            agree += (amount > 0) == inward
            against += (amount > 0) != inward
    return Heard(agree, against)


def _verdict(heard: Heard, plus: int, minus: int, card: bool) -> int:
    """+1 or -1 where the words are clear, 0 where they are silent or at odds.

    A column that has one sign only may be written without any, so that half of its rows must speak. A few words do not
    turn a column round in which most rows leave as they are: a purchase that comes in was returned.
    """
    more, less = max(heard), min(heard)
    if more == less or more < 2 * less or (not (plus and minus) and 2 * more < plus + minus):
        return 0
    if heard.agree == more:
        return 1
    if minus > plus and not card:
        return -1 if 2 * more > plus + minus else 0
    # A payment of a card is said to nobody else.
    return -1 if more > 1 or plus > minus or (card and plus == minus) else 0


def by_side_marks(written: Sequence[WrittenAmount]) -> int:
    """By CR and DR behind amounts: where only credits are marked, what is unmarked was spent."""
    credits = sum(each.side > 0 for each in written)
    debits = sum(each.side < 0 for each in written)
    if credits and not debits and credits < len(written):
        return -1
    return 1 if debits else 0


class FoundSign(NamedTuple):
    """How a column of amounts is written, and what was guessed ("" where it is no guess)."""

    sign: str
    guess: str = ""


def one_column(
    texts: Sequence[str],
    amounts: Sequence[int | None],
    balances: Sequence[int | None],
    written: Sequence[WrittenAmount],
    account: str,
) -> FoundSign:
    """The sign of a single column of amounts; `account` as in a mapping."""
    card = account == "card"
    plus = sum(amount > 0 for amount in amounts if amount)
    minus = sum(amount < 0 for amount in amounts if amount)
    heard = by_words(texts, amounts, card)
    found = (
        by_side_marks(written)
        or (0 if card else by_balance(amounts, balances))
        or _verdict(heard, plus, minus, card)
    )
    if found:
        return FoundSign("as-written" if found > 0 else "reversed")
    if plus and minus:
        return _both_signs(account, plus, minus, heard)
    if minus and not heard.against:
        return FoundSign("as-written")
    if plus and card and not heard.agree:
        return FoundSign("reversed")
    return FoundSign("reversed" if plus else "as-written", "nothing says which way the money went")


def _both_signs(account: str, plus: int, minus: int, heard: Heard) -> FoundSign:
    """Of two signs the minus is what left, but on a card, and where the file may be one's or its words say otherwise,
    that is not certain."""
    doubted = heard.against > heard.agree
    if not doubted and (account in ("bank", "wallet") or (account != "card" and minus >= plus)):
        return FoundSign("as-written")
    sign = "reversed" if account == "card" and plus > minus else "as-written"
    return FoundSign(sign, "both signs are there and nothing says which of them was spent")


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
