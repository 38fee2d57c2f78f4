"""Credit reports out of strangers' files: our own JSON, and the bureaus' own pages as far as text can be read."""

from backend.readers.credit_report.json_report import ImpossibleEntry
from backend.readers.credit_report.lines import ReportFault
from backend.readers.credit_report.read_report import ReadReport, read_report

__all__ = ["ImpossibleEntry", "ReadReport", "ReportFault", "read_report"]
