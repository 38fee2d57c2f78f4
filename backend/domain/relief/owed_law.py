"""What is known of a place about who may ask for a debt, and whether it is owed: rows of data, each with its source.

A place without data has the checks that hold everywhere, and nothing else: no clock, no window, no sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

LetterKind = Literal[
    "validation", "original_creditor", "not_mine", "paid", "wrong_amount", "identity_theft", "time_barred"
]
LETTER_KINDS: tuple[LetterKind, ...] = (
    "validation",
    "original_creditor",
    "not_mine",
    "paid",
    "wrong_amount",
    "identity_theft",
    "time_barred",
)
# To whom a letter goes: the lender in its own name, who collects for it, or who bought the debt.
Recipient = Literal["issuer", "collector", "buyer"]
RECIPIENTS: tuple[Recipient, ...] = ("issuer", "collector", "buyer")
IfNo = Literal["missing", "sign"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row is from; `confirmed`: its text, or a quotation of it, was read."""

    law: str
    source: str
    checked_on: date
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to find out before one pays: true of who may ask for the debt. `if_no`: what "no" is, a step that is
    missing, or a `sign` of fraud, which has words of its own."""

    id: str
    if_no: IfNo
    url: str
    origin: Source
    says: Mapping[str, str] = field(hash=False)
    why: Mapping[str, str] = field(hash=False)
    sign: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence of the place's law or practice. `letters` and `to` say in which letters it stands; `while_window`:
    only as long as the time to dispute is not known to be over. `kinds`: of which kinds of account it may be said."""

    id: str
    letters: frozenset[str]
    to: frozenset[str]
    while_window: bool
    kinds: frozenset[str]
    origin: Source
    says: Mapping[str, str] = field(hash=False)

    def words(self, locale: str) -> str:
        return self.says.get(locale) or self.says["en"]

    def holds_for(
        self, kind: str, to: str, *, account_kind: str | None = None, window_over: bool = False
    ) -> bool:
        """Whether it is of use to a letter of a kind to somebody; `account_kind` None: it is not known which."""
        if account_kind is not None and account_kind not in self.kinds:
            return False
        return kind in self.letters and to in self.to and not (self.while_window and window_over)


@dataclass(frozen=True, slots=True)
class Clock:
    """Within how many days a letter to somebody (`to`) is answered."""

    days: int
    to: frozenset[str]
    origin: Source


@dataclass(frozen=True, slots=True)
class WindowRule:
    """How long a debt can be disputed: `days` after the notice has come. It is taken to have come `assumed_days` after
    it was sent, Saturdays, Sundays and the public holidays of the calendar `holidays` not counted."""

    days: int
    assumed_days: int
    holidays: str
    from_on: date
    origin: Source


@dataclass(frozen=True, slots=True)
class OwedLaw:
    """All of a place. `asks` stand in letters, `after` is what happens once one is sent, `transfers` what to know of a
    debt that changed hands."""

    checks: tuple[Check, ...] = ()
    asks: tuple[Rule, ...] = ()
    after: tuple[Rule, ...] = ()
    transfers: tuple[Rule, ...] = ()
    clocks: tuple[Clock, ...] = ()
    windows: tuple[WindowRule, ...] = ()

    def clock(self, to: str) -> Clock | None:
        """The time that somebody has to answer; None where none is known."""
        return next((each for each in self.clocks if to in each.to), None)

    def window(self, on: date) -> WindowRule | None:
        """The rule for a notice of a day; None where none is known."""
        return next((each for each in reversed(self.windows) if each.from_on <= on), None)
