"""One file read into the ledger: opened as was said or recognised, asked about where that is a guess, then booked.

Each batch is one transaction and grows the lease. Another reading of the very same file replaces the rows of the one
before.
"""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path

from backend.actions.spending import import_questions, import_undo, reconcile
from backend.actions.spending import transactions as book
from backend.actions.spending.import_accounts import account_for, new_account
from backend.actions.spending.import_questions import Question
from backend.actions.spending.import_rows import ImportWriter
from backend.domain.calendar.local_time import local_date
from backend.domain.spending.ledger.pending import EXPIRES_AFTER
from backend.domain.spending.reading.days_to_come import booked_by, day_begun
from backend.domain.spending.reading.entry import Entry, RefusedRow
from backend.domain.spending.reading.mapping import TableMapping
from backend.readers import ExportRefused, Limits, Reading, read_export
from backend.store.credit.credit_accounts import Account
from backend.store.database import transaction
from backend.store.people import borrowers
from backend.store.spending import bank_layouts, import_rows, imports, spending_lines
from backend.store.spending.cash_accounts import CashAccount
from backend.store.spending.imports import BankMapping, ImportJob

_BATCH = 2000


class Overtaken(Exception):
    """Another worker has the job now, or its borrower was erased."""


class FileReader:
    """One reading of one file by one worker."""

    def __init__(self, job: ImportJob, clock: Callable[[], datetime], lease: timedelta) -> None:
        self.job = job
        self.clock = clock
        self._began = clock()
        self._lease = lease
        self.replaced: tuple[date, ...] = ()

    def read(self, path: Path) -> None:
        """Read it into the ledger, or ask what only the borrower can say. Raises ExportRefused, Overtaken."""
        banks = bank_layouts.banks_of(self.job.borrower_id)
        reading = self._opened(path, banks)
        bank = banks.get(self.job.signature or reading.signature or "")
        answers = import_questions.read_answers(bank) | import_questions.read_answers(self.job)
        reading = import_questions.apply_answers(reading, answers)
        account = account_for(self.job, reading, bank, answers.get("account"))
        if questions := import_questions.questions_of(reading, account):
            self._ask(reading, questions)
            return
        rows_about = reading.export.rows_about()
        with transaction():
            borrowers.lock(self.job.borrower_id)
            writer = self._begin(reading, account.account_id, rows_about)
        self._settle_replaced()
        latest = day_begun(self._began)
        for sheet, entries in reading.parts():
            rows = (booked_by(each, latest, held_for=EXPIRES_AFTER) for each in entries)
            while batch := list(islice(rows, _BATCH)):
                self._write(writer, sheet, batch)
        self._finish(writer)

    def _opened(self, path: Path, banks: dict[str, BankMapping]) -> Reading:
        """The file read as the borrower said, for this import or for this bank's files before."""
        job = self.job
        if job.account_id is not None and book.find_account(job.borrower_id, job.account_id) is None:
            raise ExportRefused("account-gone")
        borrower = borrowers.find(job.borrower_id)
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
            account=self._account_kind(),
            today=local_date(self._began, borrower.zone) if borrower else None,
        )

    def _account_kind(self) -> str:
        """What the account is that the borrower said the file is of; "" where none was said."""
        found = book.find_account(self.job.borrower_id, self.job.account_id) if self.job.account_id else None
        if found is None:
            return ""
        kind = found.kind if isinstance(found, CashAccount) else "card"
        return kind if kind in ("card", "wallet") else "bank"

    def _ask(self, reading: Reading, questions: list[Question]) -> None:
        """Book nothing, and wait for the borrower's answers; no worker has to."""
        with transaction():
            borrowers.lock(self.job.borrower_id)
            self._hold(
                **self._described(reading),
                state="asking",
                questions=json.dumps(import_questions.with_answered(self.job, questions), ensure_ascii=False),
                lease_until=None,
            )

    def _described(self, reading: Reading) -> dict[str, object]:
        """What the import says of how its file is read."""
        return {
            "format": reading.export.format,
            "signature": self.job.signature or reading.signature,
            "mapping": json.dumps(reading.mapping.to_data(), sort_keys=True) if reading.mapping else None,
            "whole": reading.export.whole,
        }

    def _begin(self, reading: Reading, account_id: str | None, rows_about: int) -> ImportWriter:
        job, now = self.job, self._began
        described = self._described(reading)
        made = None
        if not job.dry_run:
            made = None if account_id else new_account(job, reading, now)
            account_id = account_id or made
            if described["signature"]:
                signature = str(described["signature"])
                bank_layouts.remember_bank(job.borrower_id, signature, now, account_id=account_id)
        imports.forget_rows(job.id)
        self._hold(
            **described,
            account_id=account_id,
            made_account_id=made or job.made_account_id,
            rows_total=rows_about,
            rows_done=0,
        )
        self._replace(now)
        account = book.find_account(job.borrower_id, account_id) if account_id else None
        return ImportWriter(
            job,
            account_id or "",
            from_cash=book.holds_cash(account),
            on_card=isinstance(account, Account),
            household=book.HouseholdAccounts.of(job.borrower_id),
        )

    def _replace(self, now: datetime) -> None:
        """Another reading of the very same file replaces the rows of the one before."""
        before = [] if self.job.dry_run else import_rows.read_before(self.job)
        for each in before:
            if _how(each) != _how(self.job):
                self.replaced += import_undo.take_back(each, now).days
                imports.forget_rows(each.id)
                each.state, each.counts = "undone", "{}"
                each.save()

    def _settle_replaced(self) -> None:
        if self.replaced:
            reconcile.match_window(
                self.job.borrower_id, min(self.replaced), max(self.replaced), now=self.clock()
            )

    def _write(self, writer: ImportWriter, sheet: str | None, batch: list[Entry | RefusedRow]) -> None:
        """One batch in one transaction; the lease grows with it."""
        if any(isinstance(each, RefusedRow) and each.reason == "header-missing" for each in batch):
            raise ExportRefused("header-missing")
        now = self.clock()
        with transaction():
            borrowers.lock(self.job.borrower_id)
            self._hold(lease_until=now + self._lease, rows_done=self.job.rows_done + len(batch))
            writer.write(sheet, batch, now)
            settled = json.dumps(writer.settled, sort_keys=True) if writer.settled else None
            self._hold(counts=writer.counted(), settled=settled)

    def _finish(self, writer: ImportWriter) -> None:
        job = self.job
        span = None if job.dry_run else spending_lines.span_of_import(job.id)
        days = [*(span or ()), *writer.touched]
        if days:
            reconcile.match_window(job.borrower_id, min(days), max(days), now=self.clock())
        with transaction():
            self._hold(state="done", rows_total=job.rows_done, finished_at=self.clock(), lease_until=None)
            if not job.dry_run and not job.answers:  # an answer may be given anew for a week
                imports.drop_chunks(job.id)

    def _hold(self, **values: object) -> None:
        if not imports.hold(self.job, **values):
            raise Overtaken


def _how(job: ImportJob) -> object:
    """How a file was read, whatever of it was a guess."""
    return json.loads(job.mapping) | {"problems": []} if job.mapping else None


def _mapping(text: str) -> TableMapping:
    return TableMapping.from_data(json.loads(text))
