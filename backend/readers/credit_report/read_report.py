"""One call takes a file to a report: its format is told by its bytes, and what could not be read is listed.

Whose report it is follows from its format: each country's law names the formats of its bureaus.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from backend.domain.bureau.country_law import CountryLaw
from backend.domain.bureau.impossible_entry import faults_of
from backend.domain.bureau.report import Report, ReportEntry
from backend.readers.credit_report.formats import FORMATS, TextFormat
from backend.readers.credit_report.json_report import read_json_report
from backend.readers.credit_report.lines import (
    MOST_ENTRIES,
    MOST_FAULTS,
    Found,
    ReportFault,
    TextLine,
    text_lines,
)
from backend.readers.credit_report.pdf_text import pdf_lines
from backend.readers.credit_report.values import parse_day
from backend.readers.encoding import find_encoding
from backend.readers.limits import ExportRefused, Limits

# A report is some dozens of pages; these are far above, and far below what an export of payments may be.
_TEXT_BYTES, _PDF_BYTES = 2_000_000, 25_000_000
_TEXT_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report as it was read from a file. `faults`: what of it could not be read."""

    format: Literal["json", "pdf", "text"]
    report: Report
    faults: tuple[ReportFault, ...]


def read_report(
    path: Path,
    *,
    name: str,
    country: str = "",
    bureau: str = "",
    country_laws: Mapping[str, CountryLaw],
    today: date,
    limits: Limits | None = None,
) -> ReadReport:
    """The report in the file that its owner calls `name`. Raises ExportRefused.

    `country` and `bureau` are the borrower's word; without them the file has to say whose report it is. A file of
    another country is refused. `country_laws` say which formats are read, and of which country each is. What is read
    but not certain is named in each entry's `unsure`.
    """
    size, head = _weigh(path, limits or Limits())
    if head.startswith(b"%PDF"):
        return _of_lines("pdf", pdf_lines(path), name, country, bureau, country_laws, today)
    if size > _TEXT_BYTES:
        raise _too_large(_TEXT_BYTES)
    text = _text(path)
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        report = read_json_report(text.lstrip("\ufeff"), country=country, bureau=bureau, today=today)
        return ReadReport("json", report, ())
    lines = list(text_lines(text.splitlines()))
    return _of_lines("text", lines, name, country, bureau, country_laws, today)


def _weigh(path: Path, limits: Limits) -> tuple[int, bytes]:
    size = path.stat().st_size
    if size > (most := min(_PDF_BYTES, limits.file_bytes)):
        raise _too_large(most)
    if size == 0:
        raise ExportRefused("empty", "the file is empty")
    with path.open("rb") as file:
        return size, file.read(8)


def _too_large(most: int) -> ExportRefused:
    return ExportRefused("too-large", f"the file is larger than {most // 1_000_000} MB")


def _text(path: Path) -> str:
    encoding, _ = find_encoding(path)
    if encoding not in _TEXT_ENCODINGS:
        raise ExportRefused("unknown-encoding", "the text is neither UTF-8 nor GB18030")
    text = path.read_text(encoding=encoding, errors="replace")
    if text.lstrip("\ufeff \t\r\n")[:1] == "<":
        raise ExportRefused(
            "markup", "a web page cannot be read: print the report as PDF, or save it as text"
        )
    return text


def _of_lines(
    form: Literal["pdf", "text"],
    lines: list[TextLine],
    name: str,
    country: str,
    bureau: str,
    country_laws: Mapping[str, CountryLaw],
    today: date,
) -> ReadReport:
    printed, of, detected = _told(lines, name, country, country_laws)
    bureau = bureau or detected
    if not bureau:
        raise ExportRefused("no-bureau", "the file does not say which bureau's report it is")
    if detected and bureau != detected and printed.several:
        raise ExportRefused("other-bureau", f"the report is of {detected}, not of {bureau}")
    found = printed.read(lines)
    if not found.entries and not found.faults:
        raise ExportRefused("no-entries", "no account and no inquiry was found in the file")
    if len(found.entries) > MOST_ENTRIES:
        raise ExportRefused("too-many-rows", f"more than {MOST_ENTRIES} entries")
    pulled_on, faults = _pulled_on(found, today)
    report = Report(of, bureau, pulled_on, tuple(_doubted(each, pulled_on) for each in found.entries))
    return ReadReport(form, report, (*faults, *found.faults)[:MOST_FAULTS])


def _doubted(entry: ReportEntry, pulled_on: date) -> ReportEntry:
    """What cannot be is not taken away from what a bureau printed; it may be misread, and says so."""
    return replace(entry, unsure=entry.unsure | {fault.field for fault in faults_of(entry, pulled_on)})


def _told(
    lines: list[TextLine], name: str, country: str, country_laws: Mapping[str, CountryLaw]
) -> tuple[TextFormat, str, str]:
    """The format of the text, its country, and the bureau that the text says it is of ("" where it does not)."""
    known = [
        (printed, law.country)
        for printed in FORMATS
        for law in country_laws.values()
        if printed.name in law.report_formats
    ]
    for printed, of in known:
        if not (detected := printed.bureau_of(lines, name)):
            continue
        if country and country != of:
            raise ExportRefused("other-country", f"the report is of {of}, not of {country}")
        return printed, of, detected
    for printed, of in known:
        if of == country and not printed.names_itself:
            return printed, of, ""
    raise ExportRefused("unknown-report", "the file is no report of a bureau whose reports can be read")


def _pulled_on(found: Found, today: date) -> tuple[date, tuple[ReportFault, ...]]:
    """The report's own day; today, with a fault that says so, where it names none that can be."""
    named = parse_day(found.pulled_on)
    if named and named[1] and (named[0] - today).days <= 1:
        return named[0], ()
    reason = "unreadable" if found.pulled_on else "missing"
    return today, (ReportFault("", "pulled_on", reason, found.pulled_on[:40]),)
