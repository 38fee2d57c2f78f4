"""Matching finds which of the borrower's accounts a line of a report is about.

A line fits an account by the last four digits, the issuer's name in either script, the day it was opened and the
currency. Two that fit equally well are left without an answer: a wrong account makes a wrong accusation, none only a
question.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from backend.domain.bureau.history import OwnAccount
from backend.domain.bureau.report import ReportEntry
from backend.domain.text.folded_text import fold
from backend.domain.text.issuers import issuers_in

Item = TypeVar("Item")

# A borrower types the day of the letter or of the first use, a bank reports the day of the contract or its month.
OPENED_APART_DAYS = 31
_LAST4, _NAME, _OPENED, _CURRENCY = 8, 4, 2, 1
_NO_NAMES = frozenset(
    [
        "bank",
        "banks",
        "card",
        "cards",
        "credit",
        "services",
        "service",
        "na",
        "n",
        "a",
        "national",
        "co",
        "company",
    ]
    + ["corp", "inc", "llc", "ltd", "the", "of", "and", "us", "usa", "financial", "finance", "plc"]
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a line and an account share; None: one of the two does not say."""

    last4: bool | None
    name: bool | None
    opened: bool | None
    currency: bool | None

    @property
    def score(self) -> int:
        return (
            _LAST4 * bool(self.last4)
            + _NAME * bool(self.name)
            + _OPENED * bool(self.opened)
            + _CURRENCY * bool(self.currency)
        )

    @property
    def fits(self) -> bool:
        """The line may be about this account."""
        if self.currency is False or (self.last4 is False and not (self.name and self.opened)):
            return False
        if self.last4:
            return self.name is not False or self.opened is True
        return self.name is True and self.opened is not False

    @property
    def resembles(self) -> bool:
        """Too much alike to call the line a stranger's: a replaced card, another currency, an old name."""
        if self.last4 or (self.name and self.opened):
            return True
        return self.name is True and self.last4 is None and self.opened is not False

    @property
    def strong(self) -> bool:
        return self.last4 is True and (self.name is True or self.opened is True)


def likeness(entry: ReportEntry, account: OwnAccount) -> Likeness:
    """How a line compares with an account. A field that the line is unsure of speaks neither way."""
    opened = None
    if entry.opened_on and account.opened_on:
        opened = abs((entry.opened_on - account.opened_on).days) <= OPENED_APART_DAYS
        if not opened and "opened_on" in entry.unsure:
            opened = None
    return Likeness(
        last4=_same(entry.last4, account.last4, "last4" in entry.unsure),
        name=alike(entry.furnisher, account),
        opened=opened,
        currency=_same(entry.currency, account.currency, "currency" in entry.unsure),
    )


def alike(furnisher: str, account: OwnAccount) -> bool | None:
    """Whether the furnisher is the account's issuer, in whatever script and branch; None where one has no name."""
    theirs, ours = fold(furnisher), fold(account.issuer)
    if not theirs or not (ours or issuers_in(account.nickname)):
        return None
    if issuers_in(furnisher) & issuers_in(account.issuer, account.nickname):
        return True
    return ours == theirs or _shares_words(theirs, ours)


def match(entries: Sequence[ReportEntry], accounts: Sequence[OwnAccount]) -> dict[int, str]:
    """{index of a line: id of the account it is about}; inquiries, strangers and doubtful lines are left out.

    An account is given to one line only, unless its history is split: lines of one number and name whose months do not
    overlap (a card that moved to another system, a debt that was sold on).
    """
    scores = {
        (index, account.id): found.score
        for index, entry in enumerate(entries)
        if entry.kind == "account"
        for account in accounts
        if (found := likeness(entry, account)).fits
    }
    matched: dict[int, str] = {}
    while pairs := list(_agreed(scores, entries)):
        for index, account_id in pairs:
            matched[index] = account_id
        taken = set(matched.values())
        scores = {
            pair: score for pair, score in scores.items() if pair[0] not in matched and pair[1] not in taken
        }
    return matched


def _agreed(
    scores: Mapping[tuple[int, str], int], entries: Sequence[ReportEntry]
) -> Iterator[tuple[int, str]]:
    """The pairs that are each other's best, without a rival on either side."""
    best_of_account: dict[str, list[int]] = {}
    for account_id in {account_id for _, account_id in scores}:
        best_of_account[account_id] = _best({i: s for (i, a), s in scores.items() if a == account_id})
    for index in {index for index, _ in scores}:
        chosen = _best({a: s for (i, a), s in scores.items() if i == index})
        if len(chosen) == 1 and index in (lines := best_of_account[chosen[0]]):
            alone = len(lines) == 1
            if alone or (scores[index, chosen[0]] >= _LAST4 and _split([entries[i] for i in lines])):
                yield index, chosen[0]


def _best(scores: Mapping[Item, int]) -> list[Item]:
    top = max(scores.values())
    return [item for item, score in scores.items() if score == top]


def _split(parts: Collection[ReportEntry]) -> bool:
    months = [set(part.months) for part in parts]
    return all(months) and sum(map(len, months)) == len(set().union(*months))


def _same(theirs: str, ours: str, unsure: bool) -> bool | None:
    if not theirs or not ours:
        return None
    return theirs == ours or (None if unsure else False)


def _shares_words(theirs: str, ours: str) -> bool:
    """One name inside the other ("first national" in "first national bank of omaha"), generic words aside."""
    left = [word for word in theirs.split() if word not in _NO_NAMES]
    right = [word for word in ours.split() if word not in _NO_NAMES]
    if not left or not right:
        return False
    if not theirs.isascii() or not ours.isascii():
        short, long = sorted(("".join(left), "".join(right)), key=len)
        return len(short) >= 2 and short in long
    return set(left) <= set(right) or set(right) <= set(left)
