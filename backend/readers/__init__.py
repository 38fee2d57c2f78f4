"""Readers turn a bank's export into tables of text, within limits of time and memory; hostile files are refused."""

from backend.readers.limits import ExportRefused, Limits
from backend.readers.open_export import Export, Table, open_export
from backend.readers.read_entries import Reading, read_export

__all__ = [
    "Export",
    "ExportRefused",
    "Limits",
    "Reading",
    "Table",
    "open_export",
    "read_export",
]
