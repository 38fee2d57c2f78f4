"""One call takes a file to its entries: it is opened, recognised (or read by a remembered mapping) and streamed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from backend.domain.spending.reading.entries import read_entries
from backend.domain.spending.reading.entry import Entry, RefusedRow
from backend.domain.spending.reading.mapping import TableMapping, Unrecognised
from backend.domain.spending.reading.table_recognition import SAMPLE_ROWS, recognise
from backend.readers.identity import account_digits, account_mark
from backend.readers.limits import ExportRefused, Limits
from backend.readers.open_export import Export, Table, open_export

Tables = tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that can be read. `mapping` is None for OFX, which needs none; `entries()` reads from the start.

    `signature` is what the bank's next file will have too: of the account that an OFX names, of the layout elsewhere.
    """

    export: Export
    mapping: TableMapping | None
    tables: Tables
    currency: str
    period: tuple[int, int] | None
    signature: str | None
    recognised: bool = False  # by the file alone: neither was said for it, nor for this bank's files before

    @property
    def account(self) -> str:
        """ "card", "bank", "wallet" or "unknown", as far as the file says."""
        if self.mapping is not None:
            return self.mapping.account
        return "card" if self.export.card else "bank"

    @property
    def digits(self) -> str:
        """The last four digits of its account's number, as far as the file names it for certain."""
        return account_digits(self.export)

    def own_currency(self) -> str:
        """What the file's account is kept in."""
        if self.mapping is not None:
            return self.mapping.currency
        named = (each.currency for each in self.entries() if isinstance(each, Entry))
        return next(named, self.currency)

    def parts(self) -> Iterator[tuple[str | None, Iterator[Entry | RefusedRow]]]:
        """The entries and faults of each sheet, with its name; a file without sheets is one part."""
        if self.mapping is None:
            yield None, self.export.entries(self.currency)
            return
        for table in self.tables:
            name = None if self.export.format == "csv" else table.name
            yield name, read_entries(table.rows(), self.mapping, period=self.period)

    def entries(self) -> Iterator[Entry | RefusedRow]:
        """Each row's entry or fault, streamed. Raises ExportRefused when a limit is met on the way."""
        for _, part in self.parts():
            yield from part


def read_export(
    path: Path,
    *,
    name: str,
    currency: str,
    mapping: TableMapping | None = None,
    remembered: Mapping[str, TableMapping] | None = None,
    period: tuple[int, int] | None = None,
    limits: Limits | None = None,
    account: str = "",
    today: date | None = None,
) -> Reading:
    """The reading of a file. Raises ExportRefused.

    `mapping` is how it is to be read, whatever it looks like; `remembered`, by signature, is how the files of some
    banks are. `currency` is the account's, for a file that names none; `period` (year, month) is for rows without a
    year in a file that has none anywhere. `account` is the kind of account that it is said to be of, and nothing was
    booked after `today`.
    """
    export = open_export(path, name=name, limits=limits)
    if export.format == "ofx":
        return Reading(export, None, (), currency, period, account_mark(export))
    tables = tuple(export.tables())
    if mapping is not None:
        fitting = _fitting(tables, mapping) or tables[:1]
        return Reading(export, mapping, fitting, currency, period, mapping.signature)
    remembered = remembered or {}
    for signature, known in remembered.items():
        # Its header may be one that is not recognised; without one, the shape of the columns has to be the same.
        if known.header and (chosen := _fitting(tables, known)):
            return Reading(export, known, chosen, currency, period, signature)
    found, chosen = _recognised(tables, currency, name, account, today)
    known = remembered.get(found.signature, found)
    return Reading(export, known, chosen, currency, period, found.signature, recognised=known is found)


def _fitting(tables: Tables, mapping: TableMapping) -> Tables:
    """The tables in which a mapping finds an entry among the first rows."""

    def fits(table: Table) -> bool:
        read = read_entries(islice(table.rows(), SAMPLE_ROWS), mapping)
        return any(isinstance(each, Entry) for each in read)

    return tuple(table for table in tables if fits(table))


def _recognised(
    tables: Sequence[Table], currency: str, name: str, account: str, today: date | None
) -> tuple[TableMapping, Tables]:
    """The first table that is one, with the later sheets that are laid out like it (one a month, say)."""
    first: TableMapping | None = None
    chosen: list[Table] = []
    refusal = Unrecognised("no-rows", "no row holds a day and an amount")
    for table in tables:
        try:
            found = recognise(
                list(islice(table.rows(), SAMPLE_ROWS)),
                currency=currency,
                name=f"{name} {table.name}",
                account=account,
                today=today,
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
