"""LetterFacts are what a dispute letter is made from; a Letter is the structured text that comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

# Whom a letter is for, and what it asks for.
RECIPIENTS = ("bureau", "furnisher", "complaint")
ASKS = ("correct", "delete", "verify")

Kind = Literal["address", "date", "subject", "paragraph", "table", "list", "signature"]
Value = str | int | None

_NOTHING: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """One letter's facts. What is empty is left out, or left as a blank to fill in by hand (sender, address).

    `to` is one of RECIPIENTS: "complaint" is a regulator, and `respondent` then whom the complaint is about. `code` is
    one of letter_sentences.CODES, `ask` of ASKS. `bureau`: whose report it stands in, pulled on `report_on`.
    `months`: "2026-10". `theirs` (the report) and `ours` (the borrower's records): a finding's evidence, days as ISO
    text, money in minor units of its "currency", or else of `currency`. `ground`: articles as they are cited. `note`:
    the borrower's own words. `earlier_on`: the day of the letter that this one follows.
    """

    to: str
    recipient: str
    code: str
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
    ask: str = "correct"
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
