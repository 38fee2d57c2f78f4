"""Reads an uploaded file into the ledger: batch by batch, each one transaction, nothing twice.

A worker that dies leaves what it added; the next one reads the file from its start, finds those rows by their
fingerprints, and goes on. Roles, twins and recurring series follow once the whole file is in.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path, PurePath
from typing import Any

from backend.actions import after_ledger
from backend.actions import ledger as book
from backend.domain.spending.columns import Mapping
from backend.domain.spending.entry import Entry, Fault
from backend.domain.spending.matching import fingerprint
from backend.exports import ExportRefused, Reading, account_mark, read_export
from backend.ids import new_id
from backend.store import accounts, borrowers, imports, ledger
from backend.store.cash_accounts import CashAccount
from backend.store.database import to_micros, transaction
from backend.store.imports import ImportJob

LEASE = timedelta(minutes=5)
_BATCH = 1000
_KINDS = {"wallet": "wallet", "card": "card"}  # anything else is a bank account


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
    with tempfile.TemporaryDirectory(prefix="graceday-import-") as folder:
        path = Path(folder) / "file"
        with path.open("wb") as file:
            for chunk in imports.chunks(job.id):
                file.write(chunk)
        try:
            _Reader(job, clock).read(path)
        except ExportRefused as refusal:
            _refuse(job, refusal, clock())


def _refuse(job: ImportJob, refusal: ExportRefused, now: datetime) -> None:
    with transaction():
        job.state, job.code, job.message = "refused", refusal.code, refusal.message
        job.lease_until, job.finished_at = None, now
        job.save()


@dataclass(slots=True)
class _Reader:
    """One reading of one file."""

    job: ImportJob
    clock: Callable[[], datetime]
    counts: Counter[str] = field(default_factory=Counter)
    met: Counter[int] = field(default_factory=Counter)
    account_id: str = ""
    from_cash: bool = True
    household: Any = None

    def read(self, path: Path) -> None:
        reading = self._opened(path)
        with transaction():
            imports.forget_rows(self.job.id)
            self._begin(reading)
        entries = reading.entries()
        while batch := list(islice(entries, _BATCH)):
            self._take(batch)
        self._finish()

    def _opened(self, path: Path) -> Reading:
        """The file read as the borrower said, for this import or for this bank's files before."""
        job = self.job
        given = None if job.mapping is None else Mapping.from_data(json.loads(job.mapping))
        currency = job.currency or book.currency_of(job.borrower_id, job.account_id)
        reading = read_export(path, name=job.file_name, currency=currency, mapping=given)
        job.signature = account_mark(reading.export) or (reading.mapping and reading.mapping.signature)
        known = imports.mapping_of(job.borrower_id, job.signature) if job.signature else None
        if known is not None:
            job.account_id = job.account_id or known.account_id
            if given is None and reading.mapping is not None:
                remembered = Mapping.from_data(json.loads(known.mapping))
                reading = read_export(path, name=job.file_name, currency=currency, mapping=remembered)
        return reading

    def _begin(self, reading: Reading) -> None:
        job, now = self.job, self.clock()
        borrowers.lock(job.borrower_id)
        self.household = book.Household.of(job.borrower_id)
        self.account_id = job.account_id or ""
        if not job.dry_run:
            self.account_id = self.account_id or _account_for(job, reading, now)
            job.account_id = self.account_id
        self.from_cash = reading.account != "card" and not self.account_id.startswith("card_")
        job.format, job.state = reading.export.format, "reading"
        job.rows_total = sum(1 for _ in reading.entries())
        if reading.mapping is not None:
            job.mapping = json.dumps(reading.mapping.to_data(), sort_keys=True)
        if job.signature and not job.dry_run:
            text = job.mapping or "{}"
            imports.remember_mapping(job.borrower_id, job.signature, text, self.account_id, now)
        job.save()

    def _take(self, batch: list[Entry | Fault]) -> None:
        """One batch in one transaction; the lease grows with it."""
        job, now = self.job, self.clock()
        entries = [each for each in batch if isinstance(each, Entry)]
        marks = [self._fingerprint(each) for each in entries]
        with transaction():
            borrowers.lock(job.borrower_id)
            known = ledger.known(job.borrower_id, self.account_id, marks) if self.account_id else {}
            rows: list[tuple[Any, ...]] = [
                (job.id, fault.line, job.borrower_id, "refused", *_blame(fault), None)
                for fault in batch
                if isinstance(fault, Fault)
            ]
            added = []
            for entry, mark in zip(entries, marks, strict=True):
                found = known.get(mark)
                if found is None:
                    found = (new_id("txn", now), job.id)
                    added.append(self._row(entry, mark, found[0], now))
                # What a dead worker of this very job has added is no duplicate.
                outcome = "added" if found[1] == job.id else "duplicate"
                shown = None if job.dry_run and outcome == "added" else found[0]
                rows.append((job.id, entry.line, job.borrower_id, outcome, None, None, None, shown))
            if not job.dry_run:
                ledger.add(added)
            imports.add_rows(_once_a_line(rows))
            self.counts.update(row[3] for row in rows)
            job.rows_done += len(batch)
            job.counts, job.lease_until = json.dumps(dict(self.counts), sort_keys=True), now + LEASE
            job.save()

    def _fingerprint(self, entry: Entry) -> str:
        mark = fingerprint(entry, self.account_id)
        seen = int(mark[:15], 16)  # a number takes a third of the text's room, and a file may be long
        ordinal = self.met[seen]
        self.met[seen] += 1
        return fingerprint(entry, self.account_id, ordinal) if ordinal else mark

    def _row(self, entry: Entry, mark: str, entry_id: str, now: datetime) -> tuple[Any, ...]:
        category, rule = self.household.sort(book.subject_of(entry))
        role = (
            "dead"
            if entry.dead
            else "transfer"
            if entry.neutral
            else "income"
            if entry.amount > 0
            else "spending"
        )
        micros = to_micros(now)
        return (
            entry_id,
            self.job.borrower_id,
            self.account_id,
            mark,
            entry.booked_on,
            entry.booked_at.isoformat("seconds") if entry.booked_at else None,
            entry.amount,
            entry.currency,
            entry.counterparty[:200],
            entry.text[:500],
            entry.kind[:60],
            entry.funding[:100],
            entry.mcc,
            entry.neutral,
            entry.dead,
            role,
            self.from_cash and not book.by_credit_card(entry.funding),
            category,
            rule,
            self.job.id,
            micros,
            micros,
        )

    def _finish(self) -> None:
        job = self.job
        span = None if job.dry_run else ledger.span_of_import(job.id)
        if span is not None:
            after_ledger.settle(job.borrower_id, *span, now=self.clock())
        with transaction():
            job.state, job.finished_at, job.lease_until = "done", self.clock(), None
            job.save()
            if not job.dry_run:
                imports.drop_chunks(job.id)


def _blame(fault: Fault) -> tuple[str, str, str]:
    return fault.field[:20], fault.reason[:40], fault.value[:60]


def _once_a_line(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Sheets of one workbook number their lines alike; the first of a line is kept for the report."""
    return list({row[1]: row for row in reversed(rows)}.values())


def _account_for(job: ImportJob, reading: Reading, now: datetime) -> str:
    """Where a file belongs that names no account: the only card for a card's file, else an account of its own."""
    cards = accounts.of_borrower(job.borrower_id, "card")
    if reading.account == "card" and len(cards) == 1:
        return str(cards[0].id)
    row = CashAccount.create(
        id=new_id("cash", now),
        borrower_id=job.borrower_id,
        name=PurePath(job.file_name).stem[:80] or "Account",
        kind=_KINDS.get(reading.account, "bank"),
        currency=book.currency_of(job.borrower_id, None) if job.currency is None else job.currency,
        created_at=now,
        updated_at=now,
    )
    return str(row.id)
