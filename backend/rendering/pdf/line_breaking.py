"""A paragraph is broken into lines where Unicode's UAX #14 allows it, in Latin and in Chinese text.

The same rule serves the text and the PDF; what differs is how wide a piece is.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from unicodedata import category, east_asian_width

from uniseg.graphemecluster import grapheme_clusters
from uniseg.linebreak import line_break_units

Measure = Callable[[str], float]

_NO_WIDTH = frozenset(["Mn", "Me", "Cf"])


def columns(text: str) -> int:
    """The width on a screen of equal cells: East Asian wide and full-width characters take two (UAX #11)."""
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if category(letter) in _NO_WIDTH:
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1


def break_lines(text: str, room: float, measure: Measure) -> list[str]:
    """`text` in lines of at most `room`, which a single wider character alone may exceed; one line for no text.

    `measure` is of a piece by itself: the width of a line is the sum of its pieces'.
    """
    done, line, used = [], "", 0.0
    for piece in _pieces(text, room, measure):
        if line and used + measure(piece.rstrip()) > room:
            done.append(line.rstrip())
            line, used = "", 0.0
        line += piece
        used += measure(piece)
    return [*done, line.rstrip()]


def _pieces(text: str, room: float, measure: Measure) -> Iterator[str]:
    """What stays together; a piece that is wider than a line (an address of a page) by its visible characters."""
    for piece in _units(text):
        if measure(piece.rstrip()) <= room:
            yield piece
        else:
            yield from grapheme_clusters(piece)


@lru_cache(maxsize=1024)
def _units(text: str) -> tuple[str, ...]:
    # Classifying every character takes longer than the rest of a letter together, and its paragraphs repeat.
    return tuple(line_break_units(text))
