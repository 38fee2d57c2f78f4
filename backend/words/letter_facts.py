"""What a dispute letter is made from, and what it is made of: facts in, structured text out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

To = Literal["bureau", "furnisher", "complaint"]
Code = Literal[
    "reported_late_paid_on_time",
    "wrong_month",
    "wrong_severity",
    "paid_but_open",
    "balance_off",
    "too_old",
    "account_unknown",
    "inquiry_unknown",
    "other",
]
Ask = Literal["correct", "delete", "verify"]
Kind = Literal["address", "date", "subject", "paragraph", "table", "list", "signature"]
Value = str | int | date | Mapping[str, str] | None

_NOTHING: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """One letter's facts. What is empty is left out, or left as a blank to fill in by hand (sender, address).

    `to`: whom it is for; "complaint" is a regulator, and `respondent` then whom the complaint is about. `bureau`:
    whose report it stands in, pulled on `report_on`. `months`: "2026-10". `theirs` (the report) and `ours` (the
    borrower's records): the keys of `letter_evidence.SHOWN`, days as dates or ISO text, money in minor units of
    `currency`, "months" as {"2026-10": status}. `ground`: articles as they are cited. `note`: the borrower's own
    words. `earlier_on`: the day of the letter that this one follows.
    """

    to: To
    recipient: str
    code: Code
    locale: str
    country: str
    on: date
    sender: str = ""
    address: tuple[str, ...] = ()
    furnisher: str = ""
    last4: str = ""
    bureau: str = ""
    report_on: date | None = None
    respondent: str = ""
    months: tuple[str, ...] = ()
    theirs: Mapping[str, Value] = field(default_factory=lambda: _NOTHING)
    ours: Mapping[str, Value] = field(default_factory=lambda: _NOTHING)
    currency: str = ""
    ask: Ask = "correct"
    ground: str = ""
    answer_days: int | None = None
    enclosures: tuple[str, ...] = ()
    reference: str = ""
    earlier_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a letter. `lines` are its lines or items; a table has `rows`, its head first, of two cells each."""

    kind: Kind
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in one language, ready to be set on paper. `on`: the day it bears."""

    title: str
    on: date
    blocks: tuple[Block, ...]
