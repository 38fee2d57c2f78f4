"""Reads a sample of a credit report for a test."""

from datetime import date
from pathlib import Path

from backend import countries
from backend.domain.bureau.report import ReportEntry
from backend.readers.credit_report import ReadReport, read_report

SAMPLES = Path(__file__).parent / "samples" / "credit_reports"
TODAY = date(2026, 11, 24)


def read_bytes(folder: Path, body: bytes, name: str = "report", **more: str) -> ReadReport:
    path = folder / "report"
    path.write_bytes(body)
    return read_report(path, name=name, country_laws=countries.every(), today=TODAY, **more)  # type: ignore[arg-type]


def said(entry: ReportEntry) -> dict[str, object]:
    """What an entry says, without what it leaves open; days as ISO text, `unsure` sorted."""
    found: dict[str, object] = {}
    for name in ReportEntry.__dataclass_fields__:
        value = getattr(entry, name)
        if name == "unsure":
            value = sorted(value)
        elif isinstance(value, date):
            value = value.isoformat()
        if value is not None and value not in ("", "unknown") and value != {} and value != []:
            found[name] = value
    return found
