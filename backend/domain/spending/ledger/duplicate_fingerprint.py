"""A fingerprint identifies an imported entry, so that importing an overlapping file again adds nothing twice.

Where the file gives a reference, that with day and amount is the identity (some files repeat a reference, so it is
not enough alone). Elsewhere it is day, amount and words, and which of the equal entries of the day it is: two equal
coffees are two, and stay two when the file comes again. Widths, case and padding do not matter.
"""

from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Protocol

from backend.domain.text.folded_text import fold, is_blank


class Fingerprinted(Protocol):
    """What an identity is made of; an `Entry` is one."""

    @property
    def booked_on(self) -> date: ...
    @property
    def amount(self) -> int: ...
    @property
    def currency(self) -> str: ...
    @property
    def counterparty(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def reference(self) -> str: ...


def fingerprint(entry: Fingerprinted, account: str, ordinal: int = 0) -> str:
    """32 hexadecimal digits; `ordinal` counts the equal entries before this one in its file.

    The day stands in front, so that an index of them grows where a file is read and not all over.
    """
    whole = f"{account}\x1f{_identity(entry)}\x1f{ordinal}"
    digest = sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    return day_text(entry.booked_on).replace("-", "") + digest[:24]


day_text = lru_cache(maxsize=4096)(date.isoformat)  # a day has many lines


def _identity(entry: Fingerprinted) -> str:
    moved = f"{day_text(entry.booked_on)}\x1f{entry.amount}\x1f{entry.currency}"
    if entry.reference and not is_blank(entry.reference):
        return f"reference\x1f{entry.reference.strip()}\x1f{moved}"
    return f"words\x1f{moved}\x1f{_folded(entry.counterparty, entry.text, entry.kind)}"


@lru_cache(maxsize=16384)
def _folded(*words: str) -> str:
    return "\x1f".join(map(fold, words))
