"""The markup of one OFX transaction into its fields, SGML and XML alike: no tree is built and no entity is defined.

Files that announce XML leave tags open, and files of SGML close them, so one reader serves both. A value is the text
behind its opening tag, up to the next tag; closing it is optional, also late (some programs close everything at the
transaction's end). What cannot be meant is no markup: text behind a closing tag, or closing what was not opened.
"""

import html
import re
from collections import Counter

# In a CDATA section, and behind a "<" that opens no tag, letters are what they are. What is never closed runs to the
# end: looking for its end once more at each beginning would be quadratic.
_TOKEN = re.compile(
    r"<!\[CDATA\[(?P<literal>.*?)(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9._]*)\s*/?>",
    re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# A currency's symbol means one thing in CURRENCY and another in ORIGCURRENCY. A group left open costs no other field.
_GROUPS = frozenset({"PAYEE", "CURRENCY", "ORIGCURRENCY"})


class MarkupError(ValueError):
    """The text is no OFX markup."""


def read_fields(block: str) -> dict[str, str]:
    """The values that are not empty, by tag in capitals; those in a group as "PAYEE/NAME" too. The first of two counts.

    Raises MarkupError.
    """
    reader = _Reader()
    place = 0
    for found in _TOKEN.finditer(block):
        reader.text(_decoded(block[place : found.start()]))
        if found["tag"]:
            reader.tag(found["tag"].upper(), closes=bool(found["close"]))
        else:
            reader.text(found["literal"] or "")
        place = found.end()
    reader.text(_decoded(block[place:]))
    reader.end_value()
    return reader.fields


class _Reader:
    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self._open: Counter[str] = Counter()
        self._group = ""
        self._tag = ""  # whose value the next text is; "" behind a closing tag
        self._parts: list[str] = []

    def tag(self, tag: str, *, closes: bool) -> None:
        self.end_value()
        if not closes:
            self._open[tag] += 1
            self._tag = tag
            self._group = tag if tag in _GROUPS else self._group
            return
        if not self._open[tag]:
            raise MarkupError(f"</{tag}> closes nothing")
        self._open[tag] -= 1
        self._tag = ""
        self._group = "" if tag == self._group else self._group

    def text(self, text: str) -> None:
        if self._tag:
            self._parts.append(text)
        elif text.strip():
            raise MarkupError("text outside of a field")

    def end_value(self) -> None:
        value = "".join(self._parts).strip()
        self._parts.clear()
        if value:
            self.fields.setdefault(self._tag, value)
            self.fields.setdefault(f"{self._group}/{self._tag}", value)


def _decoded(text: str) -> str:
    """Entities as their letters, once. A bare "&" is one: banks write AT&T, and cut "&amp;" in half."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text
