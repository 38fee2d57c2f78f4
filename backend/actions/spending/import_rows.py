"""One batch of a file: its entries as rows of the ledger, and what the report says of each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from backend.actions.spending.ledger import HouseholdAccounts, by_credit_card, subject_of
from backend.domain.spending.ledger.fingerprint import day_text, fingerprint
from backend.domain.spending.ledger.matching import role_alone
from backend.domain.spending.reading.entry import Entry, RefusedRow
from backend.ids import new_id
from backend.store.database import to_micros
from backend.store.spending import imports, ledger
from backend.store.spending.imports import ImportJob, RowReport
from backend.store.spending.ledger import HeldTransaction, NewTransaction

OUTCOMES = ("added", "duplicate", "refused")


@dataclass(slots=True)
class Taking:
    """One file being taken into one account ("" for a dry run that has none yet), row by row in the file's order."""

    job: ImportJob
    account_id: str
    from_cash: bool
    on_card: bool
    household: HouseholdAccounts
    counts: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(OUTCOMES, 0)))
    _met: dict[int, int] = field(default_factory=dict)
    _position: int = 1

    def take(self, sheet: str | None, batch: Iterable[Entry | RefusedRow], now: datetime) -> None:
        """Write a batch; the caller holds the borrower and the transaction."""
        marked = [(each, self._mark(each) if isinstance(each, Entry) else "") for each in batch]
        held, new = self._kept(marked, now)
        reports: list[RowReport] = []
        for each, mark in marked:
            if not mark and isinstance(each, RefusedRow):
                reports.append(RowReport(sheet, each.line, "refused", *_blame(each), None))
            elif mark in held:
                outcome, known = self._held(held[mark]), held[mark].id
                reports.append(RowReport(sheet, each.line, outcome, None, None, None, known))
            else:
                reports.append(RowReport(sheet, each.line, "added", None, None, None, new.get(mark)))
        imports.report(self.job, self._position, reports)
        self._position += len(reports)
        self.counts.update([report.outcome for report in reports])

    def _kept(
        self, marked: list[tuple[Entry | RefusedRow, str]], now: datetime
    ) -> tuple[dict[str, HeldTransaction], dict[str, str]]:
        """What the ledger held of a batch, and the ids of what was added to it, both by fingerprint."""
        job = self.job
        if job.dry_run:
            marks = [mark for _, mark in marked if mark]
            return (ledger.known(job.borrower_id, self.account_id, marks) if self.account_id else {}), {}
        stamp = to_micros(now)
        rows = [
            self._row(each, mark, new_id("txn", now), stamp)
            for each, mark in marked
            if isinstance(each, Entry)
        ]
        return ledger.add_new(job.borrower_id, self.account_id, rows), {
            row.fingerprint: row.id for row in rows
        }

    def _held(self, held: HeldTransaction) -> str:
        # What a dead worker of this very job has added is no duplicate.
        return "added" if held.import_id == self.job.id else "duplicate"

    def _mark(self, entry: Entry) -> str:
        mark = fingerprint(entry, self.account_id)
        seen = int(mark[-15:], 16)  # a number takes a third of the text's room, and a file may be long
        ordinal = self._met.get(seen, 0)
        self._met[seen] = ordinal + 1
        return fingerprint(entry, self.account_id, ordinal) if ordinal else mark

    def _row(self, entry: Entry, mark: str, entry_id: str, stamp: int) -> NewTransaction:
        """An entry as the ledger keeps it. The role is what the line alone says; matching has the last word."""
        category, rule = self.household.sort(subject_of(entry))
        return NewTransaction(
            entry_id,
            mark,
            self.job.borrower_id,
            self.account_id,
            day_text(entry.booked_on),
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
            role_alone(category, entry.amount, neutral=entry.neutral, dead=entry.dead, on_card=self.on_card),
            self.from_cash and not by_credit_card(entry.funding),
            category,
            rule,
            self.job.id,
            stamp,
            stamp,
        )


def _blame(fault: RefusedRow) -> tuple[str, str, str]:
    return fault.field[:20], fault.reason[:40], fault.value[:60]
