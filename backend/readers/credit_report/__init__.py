"""Credit reports out of strangers' files: our own JSON, and the bureaus' own pages as far as text can be read."""

from backend.readers.credit_report.lines import ReportFault
from backend.readers.credit_report.read_report import ReadReport, read_report

__all__ = ["ReadReport", "ReportFault", "read_report"]
