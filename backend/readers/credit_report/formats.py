"""The formats of text in which bureaus print credit reports, tried in this order. Which country's bureaus print one is
said by the country's file (`report_formats` in `backend/countries/data`), not here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backend.readers.credit_report.lines import Found, TextLine
from backend.readers.credit_report.pboc import PBOC, is_pboc, read_pboc
from backend.readers.credit_report.us import read_us, us_bureau


@dataclass(frozen=True, slots=True)
class TextFormat:
    """A format that can be read: `name` is what a country's file calls it.

    `bureau_of` says which bureau's report the lines (or the file's name) say they are; "" where they are not of this
    format, or do not say. Under `names_itself` only what says so is of this format; otherwise a text of a country whose
    bureaus print it is taken to be in it. Where `several` bureaus print it, the text's word for the bureau counts.
    """

    name: str
    bureau_of: Callable[[Sequence[TextLine], str], str]
    read: Callable[[Sequence[TextLine]], Found]
    names_itself: bool
    several: bool


def _pboc(lines: Sequence[TextLine], name: str) -> str:
    return PBOC if is_pboc(lines) else ""


FORMATS = (
    TextFormat("pboc-brief", _pboc, read_pboc, names_itself=True, several=False),
    TextFormat("us-blocks", us_bureau, read_us, names_itself=False, several=True),
)
