"""Names that people typed are made fit for a screen here, and long text is shortened without a visible seam."""

import re
import unicodedata
from functools import lru_cache

from backend.words.catalogue import say

LONGEST_NAME = 24
_SIDE = re.compile(
    r" [A-Z]{3}$"
)  # the currency of one side of a card: cut off, two debts would look like one
ELLIPSIS = "…"

_JOINERS = "\u200c\u200d"  # they shape emoji and several scripts, and show nothing by themselves
_PILE = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


@lru_cache(maxsize=16384)
def safe_name(name: str) -> str:
    """A name of at most 24 characters: no control, direction or invisible marks, no piles of accents.

    What is left may be empty. Right-to-left names come in a bidi isolate (Unicode's UAX #9), so that they
    cannot turn the sentence around them.
    """
    kept = "".join(_shown(letter) for letter in name)
    whole = _PILE.sub(r"\1", " ".join(kept.split())).strip(_JOINERS)
    side = _SIDE.search(whole)
    tail = side.group() if side else ""
    short = shorten(whole.removesuffix(tail), LONGEST_NAME - len(tail)) + tail
    return f"\u2068{short}\u2069" if _RIGHT_TO_LEFT.search(short) else short


def shown_name(name: str, locale: str) -> str:
    """The name as a sentence takes it; "Reminder" where nothing of it can be shown."""
    return safe_name(name) or say(locale, "Reminder")


def _shown(letter: str) -> str:
    if letter in _JOINERS or (letter.isprintable() and letter != "\ufffd"):
        return letter
    return " " if letter.isspace() else ""


def shorten(text: str, room: int) -> str:
    """`text`, or as much of it as fits into `room` characters with an ellipsis, no visible character cut."""
    if len(text) <= room:
        return text
    cut = max(room - len(ELLIPSIS), 0)
    while cut and not _may_cut(text, cut):
        cut -= 1
    return text[:cut].rstrip() + ELLIPSIS


def _may_cut(text: str, place: int) -> bool:
    """Whether a person sees two characters there: the rules of UAX #29 that names and emoji need."""
    before, after = text[place - 1], text[place]
    if _belongs_to_last(after) or before == "\u200d" or unicodedata.combining(before) == 9:  # 9: a virama
        return False
    if _is_flag_half(before) and _is_flag_half(after):
        halves = len(text[:place]) - len(text[:place].rstrip("".join(map(chr, range(0x1F1E6, 0x1F200)))))
        return halves % 2 == 0
    return not ("\u1160" <= after <= "\u11ff")


def _belongs_to_last(letter: str) -> bool:
    is_mark = unicodedata.category(letter) in ("Mn", "Mc", "Me")
    return is_mark or letter in _JOINERS or "\U0001f3fb" <= letter <= "\U0001f3ff"


def _is_flag_half(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"
