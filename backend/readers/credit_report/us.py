"""The text of the United States bureaus' reports: blocks of labels and values, in whatever columns they were printed.

The three print the same fields under like names. A label opens a value that runs to the next label or to the end of its
line; an empty one is on the next line. A block begins with an account's name and its masked number.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from backend.domain.bureau.report import ReportEntry
from backend.readers.credit_report.lines import Found, ReportFault, TextLine
from backend.readers.credit_report.us_inquiries import Inquiries
from backend.readers.credit_report.us_tradeline import Tradeline

_BUREAUS = ("equifax", "experian", "transunion")

# What only has to be known so that it is in nobody's value ("Balance Updated" before "Balance"), and what is read.
_LABELS = {
    "ignored": "credit limit or original amount|credit limit|high balance|high credit|loan/account type"
    "|account type|loan type|type|responsibility|terms frequency|terms|term duration|scheduled payment amount"
    "|monthly payment|recent payment"
    "|actual payment amount|date of last payment|last payment made|date of last activity|months reviewed|owner|remarks"
    "|comments?|charge off amount|original creditor|company sold|phone number|phone|address|on record until"
    "|date reported|date updated|last reported|balance updated|status updated|date major delinquency 1st reported"
    "|maximum delinquency|creditor classification|activity designator|balloon payment amount|payment received"
    "|deferred payment start date|balloon payment date|your statement|narrative code(?:\\(s\\))?|original amount"
    "|estimated month and year (?:that )?this item will be removed|interest type|on time|rating",
    "name": "account name|creditor name",
    "number": r"account number|account #|account no\.?|acct #|partial account number",
    "opened_on": "date opened|open date|opened date",
    "closed_on": "date closed|closed date",
    "state": "account status|current payment status|payment status|pay status|current status|status",
    "balance": "current balance|reported balance|recent balance|balance owed|balance",
    "past_due": "amount past due|past due amount|past due",
    "first_late_on": r"date of (?:1st|first) delinquency|(?:1st|first) delinquency|dofd",
}
_NAMED = "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
_LABEL = re.compile(rf"(?<![A-Za-z/])(?:{_NAMED})(?P<colon>\s*:\s*|(?=\s|$))", re.I)

_SECTIONS = [
    (
        "soft",
        r"(?:account review|promotional|soft|non-impacting) inquiries.*|inquiries that (?:do not|don't) .*",
    ),
    ("soft", "requests viewed only by you.*|inquiries shared only with you.*"),
    (
        "hard",
        "(?:regular|hard) inquiries.*|inquiries that (?:may )?(?:affect|impact) .*|requests viewed by others.*",
    ),
    ("hard", "inquiries|credit inquiries|inquiries shared with others.*"),
    (
        "other",
        r"personal information|public records?|consumer statements?|summary|report summary|your rights.*",
    ),
    (
        "accounts",
        r"(?:credit|revolving|installment|mortgage|other|open|closed|collection|satisfactory|adverse|your) ?accounts?"
        r"|accounts?|accounts with adverse information|potentially negative.*|accounts in good standing|tradelines?"
        r"|collections?|credit items?",
    ),
]
_SECTION = [(name, re.compile(rf"(?:\d+\. )?(?:{words})", re.I)) for name, words in _SECTIONS]
# Over a block, and nobody's name.
_NOISE = re.compile(
    r"account (?:information|details?|history)|payment(?:/remarks)? history.*|contact information|page \d+.*"
    r"|\d+ ?/ ?\d+|(?:24|84) months? history|prepared (?:for|on).*|https?:.*|credit cards?|summary|\W*",
    re.I,
)
_VALUE = re.compile(r"[-$(]*[\d,./]+\)?|[A-Za-z]{3,9} (?:\d{1,2}, )?\d{4}|[-–—]+|n/?a", re.I)
_REPORT_DAY = re.compile(
    r"(?:date of report|report date|report number and date|date generated|date issued|prepared on|report generated"
    r"|date created)\s*:?\s*(?P<day>[A-Za-z]{3,9}\.? \d{1,2}, \d{4}|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})",
    re.I,
)
_NAMED_AND_NUMBERED = re.compile(
    r"(?P<name>[A-Z0-9&][^:*•]*?[A-Za-z.)]) (?P<number>(?=[\d\-]*[Xx*•#])[\dXx*•#\-]{5,})"
)


def us_bureau(lines: Sequence[TextLine], name: str) -> str:
    """Whose report it is, by what the text names first, or else what the file is called; "" if neither says."""
    for text in (*(line.text for line in lines[:80]), name):
        folded = text.lower().replace(" ", "")
        if found := [bureau for bureau in _BUREAUS if bureau in folded]:
            return found[0] if len(found) == 1 else ""
    return ""


def read_us(lines: Sequence[TextLine]) -> Found:
    """The accounts and hard inquiries, as far as they can be read."""
    reader = _Reader()
    for line in lines:
        reader.take(line)
    reader.finish()
    named = next((found["day"] for line in lines if (found := _REPORT_DAY.search(line.text))), "")
    return Found(tuple(reader.entries), tuple(reader.faults), named)


class _Reader:
    """Goes down the lines once and keeps the block that is open."""

    def __init__(self) -> None:
        self.entries: list[ReportEntry] = []
        self.faults: list[ReportFault] = []
        self._section = "accounts"
        self._block: Tradeline | None = None
        self._inquiries = Inquiries()
        self._heading: TextLine | None = None
        self._since_heading = 0
        self._waiting = ""  # the label whose value is on the next line

    def take(self, line: TextLine) -> None:
        if section := _section_of(line.text):
            self._close()
            self._section = section
        elif self._section == "hard":
            self._inquiries.take(line)
        elif self._section == "accounts":
            self._since_heading += 1
            self._take_account(line)

    def finish(self) -> None:
        self._close()
        self.entries += self._inquiries.entries
        self.faults += self._inquiries.faults

    def _take_account(self, line: TextLine) -> None:
        if self._block and self._block.grid.take(line):
            self._waiting = ""
            return
        labels = list(_values(line.text))
        if not labels:
            self._take_plain(line)
            return
        self._waiting = ""
        for label, value in labels:
            if label in ("name", "number"):
                self._open(label, value, line)
            elif self._block and label != "ignored":
                self._block.put(label, value, line)
            if not value:
                self._waiting = label

    def _take_plain(self, line: TextLine) -> None:
        if _NOISE.fullmatch(line.text):
            return
        waiting, self._waiting = self._waiting, ""
        if waiting == "ignored" and _VALUE.fullmatch(line.text):
            return
        if self._block and waiting not in ("", "ignored") and self._block.accepts(waiting, line.text):
            self._block.put(waiting, line.text, line)
            return
        if found := _NAMED_AND_NUMBERED.fullmatch(line.text):
            self._begin(TextLine(line.place, found["name"]), line, found["number"])
            return
        if self._block:
            self._block.remark(line)
        self._heading, self._since_heading = line, 0

    def _open(self, label: str, value: str, line: TextLine) -> None:
        """A name opens a block; a number does unless the block's own is still to come."""
        if label == "name":
            self._begin(TextLine(line.place, value), line, "", numbered=False)
        elif self._block and not self._block.numbered:
            self._block.put("number", value, line)
        else:
            self._begin(self._heading, line, value, near=self._since_heading <= 3)

    def _begin(
        self, name: TextLine | None, line: TextLine, number: str, *, near: bool = True, numbered: bool = True
    ) -> None:
        self._close()
        self._block = Tradeline(line, name.text if name else "", near, numbered)
        if number:
            self._block.put("number", number, line)
        self._heading = None

    def _close(self) -> None:
        if self._block:
            entry = self._block.entry()
            self.entries += [entry] if entry else []
            self.faults += self._block.faults
        self._block, self._waiting, self._heading = None, "", None


def _section_of(text: str) -> str:
    bare = text.strip(" :")
    return next((name for name, words in _SECTION if words.fullmatch(bare)), "") if len(bare) < 90 else ""


def _values(text: str) -> Iterator[tuple[str, str]]:
    """The labels of a line with what stands behind each. Without a colon a label counts at the line's start only."""
    found = [each for each in _LABEL.finditer(text) if each["colon"].strip() or each.start() == 0]
    # A line of prose or a name that begins with such a word ("Terms of use", "Type A Bank") is none.
    for each, following in zip_longest(found, found[1:]):
        end = following.start() if following else len(text)
        yield (
            str(each.lastgroup if each.lastgroup != "colon" else _name_of(each)),
            text[each.end() : end].strip(" |·"),
        )


def _name_of(found: re.Match[str]) -> str:
    return next(name for name in _LABELS if found[name] is not None)
