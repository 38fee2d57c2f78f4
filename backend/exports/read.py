"""From a file to its entries in one call: opened, recognised (or read by a remembered mapping), streamed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from backend.domain.spending.columns import SAMPLE_ROWS, Mapping, Unrecognised, recognise
from backend.domain.spending.entries import read_entries
from backend.domain.spending.entry import Entry, Fault
from backend.exports.limits import ExportRefused, Limits
from backend.exports.open import Export, Table, open_export


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that can be read. `mapping` is None for OFX, which needs none; `entries()` reads from the start."""

    export: Export
    mapping: Mapping | None
    tables: tuple[Table, ...]
    currency: str
    period: tuple[int, int] | None

    @property
    def account(self) -> str:
        """ "card", "bank", "wallet" or "unknown", as far as the file says."""
        if self.mapping is not None:
            return self.mapping.account
        return "card" if self.export.card else "bank"

    def entries(self) -> Iterator[Entry | Fault]:
        """Each row's entry or fault, streamed. Raises ExportRefused when a limit is met on the way."""
        if self.mapping is None:
            yield from self.export.entries(self.currency)
        else:
            for table in self.tables:
                yield from read_entries(table.rows(), self.mapping, period=self.period)


def read_export(
    path: Path,
    *,
    name: str,
    currency: str,
    mapping: Mapping | None = None,
    period: tuple[int, int] | None = None,
    limits: Limits | None = None,
) -> Reading:
    """The reading of a file; `mapping` is one the borrower corrected. Raises ExportRefused.

    `currency` is the account's, for a file that names none; `period` (year, month) is for rows without a year
    in a file that has none anywhere.
    """
    export = open_export(path, name=name, limits=limits)
    if export.format == "ofx":
        return Reading(export, None, (), currency, period)
    tables = tuple(export.tables())
    if mapping is not None:
        return Reading(export, mapping, tables[:1], currency, period)
    found, chosen = _recognised(tables, currency, name)
    return Reading(export, found, chosen, currency, period)


def _recognised(tables: Sequence[Table], currency: str, name: str) -> tuple[Mapping, tuple[Table, ...]]:
    """The first table that is one, with the later sheets that are laid out like it (one a month, say)."""
    first: Mapping | None = None
    chosen: list[Table] = []
    refusal = Unrecognised("no-rows", "no row holds a day and an amount")
    for table in tables:
        try:
            found = recognise(
                list(islice(table.rows(), SAMPLE_ROWS)), currency=currency, name=f"{name} {table.name}"
            )
        except Unrecognised as error:
            refusal = error
            continue
        first = first or found
        if found.signature == first.signature:
            chosen.append(table)
    if first is None:
        raise ExportRefused(refusal.code, f"the file is no list of payments that can be read: {refusal}")
    return first, tuple(chosen)
