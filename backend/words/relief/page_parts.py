"""A page to read in a browser, as it was worded: sections of lines and tables, and perhaps a picture."""

from collections.abc import Sequence
from typing import NamedTuple


class Table(NamedTuple):
    """`head` has a name for each column; the first cell of each row names the row. `folded`: shown when asked for."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    folded: bool = False


class Section(NamedTuple):
    """Lines come first, then the picture (SVG), then the tables."""

    heading: str
    lines: Sequence[str] = ()
    tables: Sequence[Table] = ()
    picture: str | None = None


class Page(NamedTuple):
    title: str
    lines: Sequence[str]
    sections: Sequence[Section]
