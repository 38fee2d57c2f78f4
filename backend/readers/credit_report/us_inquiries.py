"""This reader finds the hard inquiries of a United States report: who asked, and on which days."""

import re

from backend.domain.bureau.report import ReportEntry
from backend.domain.spending.reading.cells import mask
from backend.readers.credit_report.lines import ReportFault, TextLine, fault
from backend.readers.credit_report.values import parse_day

_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2}|[A-Za-z]{3,9}\.? \d{1,2}, \d{4}")
_LABEL = re.compile(
    r"\b(?:requested on|inquired on|inquiry dates?|dates?|company|name|location|request originator|creditor"
    r"|account name|business type)\b\s*:?",
    re.I,
)
_UNTIL = re.compile(r"until|scheduled to|remains? on", re.I)
_LEFT = " ,;:|.-–"


class Inquiries:
    """Goes down the lines of the section; a name stands beside its day, or above it."""

    def __init__(self) -> None:
        self.entries: list[ReportEntry] = []
        self.faults: list[ReportFault] = []
        self._above: list[TextLine] = []

    def take(self, line: TextLine) -> None:
        if _UNTIL.search(line.text):
            return
        words = _LABEL.sub(" ", _DAY.sub(" ", line.text)).strip(_LEFT)
        days = _DAY.findall(line.text)
        if not days:
            if words:
                self._above.append(TextLine(line.place, " ".join(words.split())))
            return
        name = " ".join(words.split()) or (self._above[0].text if self._above else "")
        # Name, street, telephone, then the day: the first line is the name, as far as one can tell.
        unsure = frozenset(["furnisher"]) if not words and len(self._above) != 1 else frozenset()
        self._above = []
        for each in days:
            day = parse_day(each)
            if not name:
                self.faults.append(fault(line, "furnisher", "missing"))
            elif day is None:
                self.faults.append(fault(line, "inquired_on", "unreadable", each))
            else:
                self.entries.append(
                    ReportEntry(
                        "inquiry", mask(name)[:200], inquired_on=day[0], unsure=unsure, place=line.place
                    )
                )
