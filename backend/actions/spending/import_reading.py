"""Reads an uploaded file into the ledger: batch by batch, each one transaction, nothing twice.

A worker that dies leaves what it added; the next one reads the file from its start, finds those rows by their
fingerprints, and goes on. A worker that was only slow finds its lease gone with the next batch, and leaves. Roles,
twins and recurring series follow once the whole file is in.
"""

import gc
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

import structlog

from backend.actions.spending import reconcile
from backend.actions.spending import transactions as book
from backend.actions.spending.import_accounts import account_for, new_account
from backend.actions.spending.import_rows import ImportWriter
from backend.domain.spending.reading.entry import Entry, RefusedRow
from backend.domain.spending.reading.mapping import TableMapping
from backend.readers import ExportRefused, Limits, Reading, read_export
from backend.store.credit.credit_accounts import Account
from backend.store.database import StoreError, transaction
from backend.store.people import borrowers
from backend.store.spending import imports, spending_lines, transactions
from backend.store.spending.imports import BankMapping, ImportJob

LEASE = timedelta(minutes=5)
# A file that a mapping may help to read; any other refused one is of no more use.
MAPPABLE = frozenset({"no-rows", "no-dates", "no-amounts", "header-missing"})
_BATCH = 2000

log = structlog.get_logger()


class _Overtaken(Exception):
    """Another worker has the job now, or its borrower was erased."""


def read_due(*, clock: Callable[[], datetime], should_stop: Callable[[], bool] = lambda: False) -> int:
    """Read every file that waits; returns how many were read or refused."""
    done = 0
    while not should_stop():
        with transaction():
            now = clock()
            job = imports.claim(now=now, lease_until=now + LEASE)
        if job is None:
            break
        _read(job, clock)
        done += 1
    return done


def _read(job: ImportJob, clock: Callable[[], datetime]) -> None:
    try:
        with _collected_seldom(), tempfile.TemporaryDirectory(prefix="graceday-import-") as folder:
            path = Path(folder) / "file"
            with path.open("wb") as file:
                for chunk in imports.chunks(job.id):
                    file.write(chunk)
            _Reader(job, clock).read(path)
    except _Overtaken:
        log.info("import.overtaken", job=job.id)
    except ExportRefused as refusal:
        _refuse(job, refusal, clock())
    except StoreError:
        raise  # the lease runs out, and the file is read again
    except Exception:
        log.exception("import.failed", job=job.id)
        _refuse(job, ExportRefused("unreadable"), clock())


@contextmanager
def _collected_seldom() -> Iterator[None]:
    """Batches are rows by the thousand and no cycles: the collector would go over all that is loaded for nothing."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _refuse(job: ImportJob, refusal: ExportRefused, now: datetime) -> None:
    """Nothing of a refused file stays; the file itself only where a mapping may help."""
    with transaction():
        borrowers.lock(job.borrower_id)
        held = imports.hold(
            job,
            state="refused",
            code=refusal.code,
            message=refusal.message,
            counts="{}",
            rows_done=0,
            lease_until=None,
            finished_at=now,
        )
        if held:
            transactions.remove_import(job.id)
            imports.forget_rows(job.id)
            if refusal.code not in MAPPABLE:
                imports.drop_chunks(job.id)


class _Reader:
    """One reading of one file."""

    def __init__(self, job: ImportJob, clock: Callable[[], datetime]) -> None:
        self.job = job
        self.clock = clock

    def read(self, path: Path) -> None:
        banks = imports.banks_of(self.job.borrower_id)
        reading = self._opened(path, banks)
        rows_about = reading.export.rows_about()
        with transaction():
            borrowers.lock(self.job.borrower_id)
            writer = self._begin(reading, banks, rows_about)
        for sheet, entries in reading.parts():
            while batch := list(islice(entries, _BATCH)):
                self._write(writer, sheet, batch)
        self._finish()

    def _opened(self, path: Path, banks: dict[str, BankMapping]) -> Reading:
        """The file read as the borrower said, for this import or for this bank's files before."""
        job = self.job
        if job.account_id is not None and book.find_account(job.borrower_id, job.account_id) is None:
            raise ExportRefused("account-gone")
        remembered = {
            mark: _mapping(bank.mapping) for mark, bank in banks.items() if bank.mapping is not None
        }
        return read_export(
            path,
            name=job.file_name,
            currency=job.currency or book.currency_of(job.borrower_id, job.account_id),
            mapping=_mapping(job.mapping) if job.mapping else None,
            remembered=remembered,
            limits=Limits(file_bytes=job.file_bytes),  # its size was judged when it came
        )

    def _begin(self, reading: Reading, banks: dict[str, BankMapping], rows_about: int) -> ImportWriter:
        job, now = self.job, self.clock()
        signature = job.signature or reading.signature
        account_id = account_for(job, reading, banks.get(signature) if signature else None)
        if not job.dry_run:
            account_id = account_id or new_account(job, reading, now)
            if signature:
                imports.remember_bank(job.borrower_id, signature, now, account_id=account_id)
        imports.forget_rows(job.id)
        mapping = json.dumps(reading.mapping.to_data(), sort_keys=True) if reading.mapping else None
        self._hold(
            account_id=account_id,
            format=reading.export.format,
            signature=signature,
            mapping=mapping,
            rows_total=rows_about,
            rows_done=0,
        )
        account = book.find_account(job.borrower_id, account_id) if account_id else None
        return ImportWriter(
            job,
            account_id or "",
            from_cash=book.holds_cash(account),
            on_card=isinstance(account, Account),
            household=book.HouseholdAccounts.of(job.borrower_id),
        )

    def _write(self, writer: ImportWriter, sheet: str | None, batch: list[Entry | RefusedRow]) -> None:
        """One batch in one transaction; the lease grows with it."""
        if any(isinstance(each, RefusedRow) and each.reason == "header-missing" for each in batch):
            raise ExportRefused("header-missing")
        now = self.clock()
        with transaction():
            borrowers.lock(self.job.borrower_id)
            self._hold(lease_until=now + LEASE, rows_done=self.job.rows_done + len(batch))
            writer.write(sheet, batch, now)
            self._hold(counts=json.dumps(writer.counts, sort_keys=True))

    def _finish(self) -> None:
        job = self.job
        span = None if job.dry_run else spending_lines.span_of_import(job.id)
        if span is not None:
            reconcile.match_window(job.borrower_id, *span, now=self.clock())
        with transaction():
            self._hold(state="done", rows_total=job.rows_done, finished_at=self.clock(), lease_until=None)
            if not job.dry_run:
                imports.drop_chunks(job.id)

    def _hold(self, **values: object) -> None:
        if not imports.hold(self.job, **values):
            raise _Overtaken


def _mapping(text: str) -> TableMapping:
    return TableMapping.from_data(json.loads(text))
