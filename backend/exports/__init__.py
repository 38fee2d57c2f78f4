"""Bytes of a bank's export into tables of text, bounded in time and memory; hostile files are refused."""

from backend.exports.limits import ExportRefused, Limits
from backend.exports.open import Export, Table, open_export
from backend.exports.read import Reading, read_export

__all__ = [
    "Export",
    "ExportRefused",
    "Limits",
    "Reading",
    "Table",
    "open_export",
    "read_export",
]
