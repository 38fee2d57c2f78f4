"""Cells are cleaned here of tabs, quotes, spreadsheet guards and full card numbers.

A formula stays the text it is: nothing here evaluates anything.
"""

import re
import unicodedata
from functools import lru_cache

from backend.domain.credit.card_number import contains_card_number

LONGEST_VALUE = 60
_LONGEST_TEXT = 1000

# What makes a cell need more than a strip(): wrapping, guards, runs of blanks, invisible characters.
_ODD = re.compile("[\x00-\x1f\"'`=\x7f\xa0\u200b-\u200f\u2028-\u202f\u2060\u3000\ufeff]")
_GUARD = re.compile(r'="?([^"=]*)"?')
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
# What banks write for "nothing".
_NOTHING = re.compile(r"[-/–—_.*\\|]*|n/?a|null|none|nil|无", re.IGNORECASE)

# More than contains_card_number looks through, and every digit it knows (superscripts too): what is a number's
# separator is its own decision, this only finds what to ask about.
_GAP = r"[\W_]"
_DIGIT = r"[\d\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089\u2460-\u2468\u2474-\u247c\u2488-\u2490\u24ea]"
_ANY_DIGIT = re.compile(_DIGIT)
_LONG_RUN = re.compile(rf"{_DIGIT}(?:{_GAP}*{_DIGIT}){{12,}}")
_TOKEN = re.compile(rf"{_DIGIT}{{13,}}")


def strip_cell(cell: str) -> str:
    """The cell in one line without its wrapping: '"-1.00"\\t' is -1.00, '="0012"' is 0012."""
    text = cell.strip()
    if "  " not in text and not _ODD.search(text):
        return text
    text = " ".join(_INVISIBLE.sub("", cell).split())
    guarded = _GUARD.fullmatch(text)
    # `="0012"` and `=0012` are how a spreadsheet is told to keep zeros; `=1+1` is a formula and stays text.
    if guarded and '"' in text:
        text = guarded[1]
    while len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1].strip()
    if text[:1] in "'`" and text[1:]:
        text = text[1:]
    return text.strip()


def says_nothing(text: str) -> bool:
    """Whether the cell is empty, or filled with a bank's word for empty: "/", "----"."""
    if not text:
        return True
    if len(text) > 4 and text[0].isalnum():  # most cells, without a search
        return False
    return _NOTHING.fullmatch(text) is not None


@lru_cache(maxsize=8192)
def words_of(cell: str) -> str:
    """What a cell says in words, fit to be kept: stripped, "" for a filler, card numbers masked."""
    text = strip_cell(cell)
    return "" if says_nothing(text) else mask(text[:_LONGEST_TEXT])


def mask(text: str) -> str:
    """The text without full card numbers: all but their last four digits become asterisks."""
    if len(text) < 13 or len(_ANY_DIGIT.findall(text)) < 13:
        return text
    masked = _LONG_RUN.sub(lambda run: _masked_run(run[0]), text)
    # The runs above are cut by this file's idea of a digit; the last word is the card number's own rule.
    return _stars(masked) if not masked.isascii() and contains_card_number(masked) else masked


def _masked_run(run: str) -> str:
    if not contains_card_number(run):
        return run
    masked = _TOKEN.sub(lambda each: _stars(each[0]) if contains_card_number(each[0]) else each[0], run)
    return _stars(masked) if contains_card_number(masked) else masked


def _stars(text: str) -> str:
    places = [place for place, letter in enumerate(text) if unicodedata.digit(letter, None) is not None]
    hidden = set(places[:-4])
    return "".join("*" if place in hidden else letter for place, letter in enumerate(text))


def shown(value: str) -> str:
    """A cell as a fault may repeat it: one line, masked, at most 60 characters."""
    text = mask(" ".join(_INVISIBLE.sub("", value[:_LONGEST_TEXT]).split()))
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
