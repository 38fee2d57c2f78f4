"""This reader reads an account's payment history in the ways the bureaus print it: grids, pairs, sentences.

- a row of months by name over rows of years: "Year Jan Feb ... Dec", then "2026 OK OK 30 ..."
- a row of months over a row of their statuses: "10/2026 09/2026", then "Rating OK 30"
- pairs: "Oct 2026 OK, Sep 2026 30"
- sentences: "30 days past due as of Oct 2026, Sep 2026"

Where a row has not as many statuses as there are months above it, a blank stood somewhere, and nobody knows where.
"""

import re

from backend.domain.bureau.report import STATUSES
from backend.readers.credit_report.lines import ReportFault, TextLine, fault
from backend.readers.credit_report.values import month_number_of, parse_month

_OK = {"ok", "cur", "current", "✓", "✔", "√", "☑", "pays"}
_CHARGED_OFF = {"co", "c/o", "charge-off", "chargeoff", "charged-off"}
_NO_DATA = {"nd", "n/a", "na", "-", "--", "–", "—", "nr", "*", "n/r", "no", "cls", "closed"}

_NAMES = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATED = rf"(?:\d{{1,2}}/\d{{4}}|\d{{4}}-\d{{2}}|{_NAMES},? \d{{4}})"
_STATUS = r"ok|cur(?:rent)?|✓|✔|√|30|60|90|120|150|180|co|c/o|charge-off|nd|n/a|nr|--?|cls|closed"
_HEADER = re.compile(
    rf"(?:(?:year|month) )?(?:(?P<year>(?:19|20)\d\d) )?(?P<names>{_NAMES}(?: {_NAMES})+)", re.I
)
_YEAR_ROW = re.compile(r"(?P<year>(?:19|20)\d\d) (?P<cells>\S+(?: \S+){0,11})")
_DATED_ROW = re.compile(rf"(?:month(?:/year)? ?:? )?{_DATED}(?:[ ,]+{_DATED})+", re.I)
_PAIR = re.compile(
    rf"(?P<month>{_DATED})\s*[:=–-]?\s*(?P<status>{_STATUS})(?: days?(?: past due| late)?)?(?=[\s,;.]|$)",
    re.I,
)
_RATING = re.compile(r"(?:rating|status|payment status|pay status)? ?:? ?(?P<cells>\S+(?: \S+)+)", re.I)
_OTHER_ROW = re.compile(
    r"(?:balance|scheduled payment|amount paid|past due|high balance|credit limit|remarks|amount due)\b[ :]*\S+ \S+.*",
    re.I,
)
_SENTENCE = re.compile(
    rf"(?P<days>30|60|90|120|150|180)\+? days? (?:past due|late|delinquent)(?: as of| in| on)?:? "
    rf"(?P<months>{_DATED}(?:(?:,| and|,? to) {_DATED})*)",
    re.I,
)


class MonthGrid:
    """Months as they are met. `unsure` holds "months" or "months.2026-10"."""

    def __init__(self) -> None:
        self.months: dict[str, str] = {}
        self.unsure: set[str] = set()
        self.faults: list[ReportFault] = []
        self._names: list[int] = []  # the months of the row of names above
        self._year = ""
        self._dated: list[str] = []

    def take(self, line: TextLine) -> bool:
        """Whether the line is part of a payment history; then it was read, or has a fault."""
        text = line.text
        if header := _HEADER.fullmatch(text):
            names = [month_number_of(name) or 0 for name in header["names"].split()]
            self._names, self._year, self._dated = names, header["year"] or "", []
            return True
        if _DATED_ROW.fullmatch(text):
            months = [parse_month(found) for found in re.findall(_DATED, text, re.I)]
            self._dated, self._names = [month for month in months if month], []
            return True
        if self._dated and _OTHER_ROW.fullmatch(text) and not _statuses(text.split()):
            return True
        return self._pairs(line) or self._row(line)

    def narrate(self, line: TextLine) -> None:
        """A sentence may name late months."""
        for found in _SENTENCE.finditer(line.text):
            if " to " in found["months"].lower():
                self._fail(line)
                continue
            for named in re.findall(_DATED, found["months"], re.I):
                if month := parse_month(named):
                    self._set(month, found["days"], line)

    def _pairs(self, line: TextLine) -> bool:
        pairs = list(_PAIR.finditer(line.text))
        if not pairs or _PAIR.sub("", line.text).strip(" ,;.:"):
            return False
        for pair in pairs:
            month, status = parse_month(pair["month"]), _status(pair["status"])
            if month and status:
                self._set(month, status, line)
        return True

    def _row(self, line: TextLine) -> bool:
        """A row of statuses under a row of months."""
        if self._names and not self._year and (row := _YEAR_ROW.fullmatch(line.text)):
            self._cells([f"{row['year']}-{number:02d}" for number in self._names], row["cells"].split(), line)
            return True
        months = self._dated or (
            [f"{self._year}-{number:02d}" for number in self._names] if self._year else []
        )
        row = _RATING.fullmatch(line.text) if months else None
        if row and _statuses(row["cells"].split()):
            self._cells(months, row["cells"].split(), line)
            self._dated, self._names, self._year = [], [], ""
            return True
        return False

    def _cells(self, months: list[str], cells: list[str], line: TextLine) -> None:
        read = [_status(cell) for cell in cells]
        if len(months) != len(cells) or not all(0 < int(month[5:]) <= 12 for month in months):
            self._fail(line)
            return
        for month, status in zip(months, read, strict=True):
            if status is None:
                self.unsure.add(f"months.{month}")
            elif status:
                self._set(month, status, line)
        if None in read:
            self.faults.append(fault(line, "months", "unreadable"))

    def _set(self, month: str, status: str, line: TextLine) -> None:
        before = self.months.setdefault(month, status)
        if before != status:
            self.months[month] = max(before, status, key=STATUSES.index)
            self.unsure.add(f"months.{month}")
            self.faults.append(fault(line, f"months.{month}", "contradicts"))

    def _fail(self, line: TextLine) -> None:
        self.unsure.add("months")
        self.faults.append(fault(line, "months", "unreadable"))


def _status(cell: str) -> str | None:
    """One of STATUSES; "" for no data; None for what is not known."""
    word = cell.lower().strip(",;:")
    if word in _OK:
        return "ok"
    if word in _CHARGED_OFF:
        return "charged_off"
    if word in _NO_DATA:
        return ""
    return word if word in STATUSES else None


def _statuses(cells: list[str]) -> bool:
    """Whether half of the cells are statuses: then the row is one of them."""
    return 2 * sum(_status(cell) is not None for cell in cells) >= len(cells)
