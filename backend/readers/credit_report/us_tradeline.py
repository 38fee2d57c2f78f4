"""This reader reads one account's block of a United States report, label by label."""

import re
from datetime import date

from backend.domain.bureau.report import ReportEntry
from backend.domain.spending.reading.cells import mask, says_nothing
from backend.readers.credit_report.lines import ReportFault, TextLine, fault
from backend.readers.credit_report.us_months import MonthGrid
from backend.readers.credit_report.values import amount_of, last4_of, parse_day

CURRENCY = "USD"
_DATES = ("opened_on", "closed_on", "first_late_on")
_AMOUNTS = ("balance", "past_due")
# What a status says, the most telling first; the worst word of several statuses counts.
_STATES = [
    ("paid", r"paid.{0,12}collection|collection.{0,12}paid"),
    ("charged_off", r"charged?[ -]?off|written off|profit and loss"),
    ("collection", "collection"),
    ("settled", "settled|less than (?:the )?full"),
    ("open", "pa(?:ys|id|ying) (?:or paying )?as (?:agreed|reported)|never late$"),
    ("paid", r"\bpaid\b"),
    ("closed", "closed|transferred|sold|refinanced"),
    ("open", r"\bopen\b|current|past due|\blate\b|delinquent"),
]
_STATE = [(state, re.compile(words, re.I)) for state, words in _STATES]
_RANK = ("unknown", "open", "closed", "paid", "settled", "collection", "charged_off")
_CLOSED_NAME = re.compile(r"\s*[-–(]\s*(closed|paid|sold|transferred)[^)]*\)?$", re.I)
_ORDINAL = re.compile(r"^\d{1,2}(?:\.\d{1,2})?[.)]? (?=\D)")
_MASKED = re.compile(r"[\dXx*•#\- ]{4,40}")


class Tradeline:
    """A block; `entry()` is what it was read into, `faults` what could not be."""

    def __init__(self, line: TextLine, name: str, near: bool, numbered: bool) -> None:
        self.numbered = numbered  # its number, or the label of it, was met
        self.faults: list[ReportFault] = []
        self.grid = MonthGrid()
        self._line = line
        self._last4 = ""
        self._state = "unknown"
        self._days: dict[str, date] = {}
        self._money: dict[str, int] = {}
        self._unsure: set[str] = set() if near else {"furnisher"}
        if closed := _CLOSED_NAME.search(name):
            self._raise_state(closed[1])
            name = name[: closed.start()]
        self._name = mask(_ORDINAL.sub("", name).strip())[:200]

    def accepts(self, label: str, text: str) -> bool:
        """Whether a line that stands alone can be the value of a label that had none."""
        if label == "name":
            return True
        if label == "number":
            return _MASKED.fullmatch(text) is not None
        if label in _DATES:
            return parse_day(text) is not None
        if label in _AMOUNTS:
            return amount_of(text, CURRENCY) is not None
        return any(words.search(text) for _, words in _STATE)

    def put(self, label: str, value: str, line: TextLine) -> None:
        """The value of a label; what cannot be read becomes a fault, and its field unsure."""
        if label == "number":
            self.numbered = True
            self._last4 = self._last4 or last4_of(value)
        elif label == "name":
            self._name = self._name or mask(value)[:200]
        elif says_nothing(value):
            return
        elif label in _DATES:
            self._put_day(label, value, line)
        elif label in _AMOUNTS:
            self._put_amount(label, value, line)
        else:
            self._raise_state(value)
            self.grid.narrate(TextLine(line.place, value))

    def remark(self, line: TextLine) -> None:
        """A line of words in the block: it may tell of late months."""
        self.grid.narrate(line)

    def entry(self) -> ReportEntry | None:
        """None, with a fault, where nobody is named."""
        self.faults += self.grid.faults
        if not self._name:
            self.faults.append(fault(self._line, "furnisher", "missing"))
            return None
        unsure = self._unsure | self.grid.unsure
        if self._state == "unknown":
            unsure.add("state")
        if self._state == "open" and "closed_on" in self._days:
            self._state = "closed"
            unsure.add("state")
        return ReportEntry(
            "account",
            self._name,
            self._last4,
            state=self._state,
            currency=CURRENCY,
            months=dict(sorted(self.grid.months.items())),
            unsure=frozenset(unsure),
            place=self._line.place,
            opened_on=self._days.get("opened_on"),
            closed_on=self._days.get("closed_on"),
            first_late_on=self._days.get("first_late_on"),
            balance=self._money.get("balance"),
            past_due=self._money.get("past_due"),
        )

    def _put_day(self, label: str, value: str, line: TextLine) -> None:
        found = parse_day(value)
        if found is None:
            self._fail(label, value, line)
        elif self._days.setdefault(label, found[0]) != found[0] or not found[1]:
            self._unsure.add(label)

    def _put_amount(self, label: str, value: str, line: TextLine) -> None:
        amount = amount_of(re.sub(r" (?:as of|on) .*$", "", value), CURRENCY)
        if amount is None or (label == "past_due" and amount < 0):
            self._fail(label, value, line)
        elif self._money.setdefault(label, amount) != amount:
            self._unsure.add(label)

    def _fail(self, label: str, value: str, line: TextLine) -> None:
        self._unsure.add(label)
        self.faults.append(fault(line, label, "unreadable", value))

    def _raise_state(self, text: str) -> None:
        found = next((state for state, words in _STATE if words.search(text)), "unknown")
        self._state = max(self._state, found, key=_RANK.index)
