"""Shortens text to a number of bytes without cutting a character that a person sees as one.

A cut never falls inside a code point, before a combining mark, a variation selector, an emoji modifier
or a tag, around a zero-width joiner, inside a flag (a pair of regional indicators) or a composed Hangul
syllable: the rules of Unicode's UAX #29 (https://unicode.org/reports/tr29/) that text of our two
languages and emoji need.
"""

import json
import unicodedata
from bisect import bisect_right
from itertools import accumulate

ELLIPSIS = "…"
_LONGEST_CLUSTER = 64  # nobody types more; beyond it, cutting at a code point is good enough


def json_bytes(text: str) -> int:
    """The bytes `text` takes inside a JSON string in UTF-8, escapes included, quotes not."""
    return len(json.dumps(text, ensure_ascii=False).encode()) - 2


def well_formed(text: str) -> str:
    """`text` with lone surrogates replaced by U+FFFD: they have no UTF-8 form."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def shorten(text: str, most: int) -> str:
    """`text` if it fits into `most` bytes of JSON, else its longest prefix that fits, and an ellipsis.

    Empty when not even one character and the ellipsis fit. `text` must be well formed.
    """
    # Every character takes a byte at least, so what lies beyond `most` of them cannot matter.
    start = text[: most + 1] if most > 0 else ""
    ends = list(accumulate(map(json_bytes, start)))
    if len(start) == len(text) and (not ends or ends[-1] <= most):
        return text
    cut = _whole(text, bisect_right(ends, most - json_bytes(ELLIPSIS)))
    kept = text[:cut].rstrip()
    return kept + ELLIPSIS if kept else ""


def _whole(text: str, cut: int) -> int:
    """The nearest place at or before `cut` that splits no cluster."""
    for place in range(cut, max(cut - _LONGEST_CLUSTER, 0), -1):
        if _may_cut(text, place):
            return place
    return cut if cut > _LONGEST_CLUSTER else 0


def _may_cut(text: str, place: int) -> bool:
    if not 0 < place < len(text):
        return True
    before, after = text[place - 1], text[place]
    if _extends(after) or before == "\u200d" or (before == "\r" and after == "\n"):
        return False
    if _is_flag(before) and _is_flag(after):
        return _flags_before(text, place) % 2 == 0
    return not (_is_hangul(before) and _is_jamo_tail(after))


def _extends(character: str) -> bool:
    """Whether it belongs to the character before it."""
    point = ord(character)
    return (
        point == 0x200D  # zero-width joiner
        or 0x1F3FB <= point <= 0x1F3FF  # skin tones
        or 0xE0020 <= point <= 0xE007F  # tags, as in the flag of Scotland
        or unicodedata.category(character) in ("Mn", "Mc", "Me")
    )


def _is_flag(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF


def _flags_before(text: str, place: int) -> int:
    count = 0
    while count < place and _is_flag(text[place - 1 - count]):
        count += 1
    return count


def _is_hangul(character: str) -> bool:
    return "\u1100" <= character <= "\u11ff" or "\uac00" <= character <= "\ud7a3"


def _is_jamo_tail(character: str) -> bool:
    return "\u1160" <= character <= "\u11ff"
