"""One batch of a file: its entries as rows of the ledger, and what the report says of each."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from backend.actions.spending.transactions import HouseholdAccounts, RoleOf, by_credit_card, subject_of
from backend.domain.spending.ledger.duplicate_fingerprint import day_text, fingerprint
from backend.domain.spending.ledger.transaction_roles import role_alone
from backend.domain.spending.reading.entry import Entry, RefusedRow
from backend.ids import new_id
from backend.store.database import to_micros
from backend.store.spending import imports, pending_transactions, transactions
from backend.store.spending.imports import ImportJob, RowReport
from backend.store.spending.pending_transactions import Settled
from backend.store.spending.transactions import HeldTransaction, NewTransaction

OUTCOMES = ("added", "duplicate", "refused")


class WrittenBatch(NamedTuple):
    """What the ledger held of a batch, and the ids of what was added to it, both by fingerprint."""

    held: dict[str, HeldTransaction]
    added: dict[str, str]


@dataclass(slots=True)
class ImportWriter:
    """Writes one file into one account ("" for a dry run that has none yet), row by row in the file's order."""

    job: ImportJob
    account_id: str
    from_cash: bool
    on_card: bool
    household: HouseholdAccounts
    settled: dict[str, str] = field(default_factory=dict)  # what was pending, and in which import
    touched: list[date] = field(default_factory=list)  # the days of those
    counts: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(OUTCOMES, 0)))
    reasons: Counter[str] = field(default_factory=Counter)  # of the refused ones
    _ordinals: dict[int, int] = field(default_factory=dict)
    _position: int = 1
    _roles: RoleOf = field(init=False)

    def __post_init__(self) -> None:
        self._roles = self.household.roles_in(self.account_id)

    def write(self, sheet: str | None, batch: Iterable[Entry | RefusedRow], now: datetime) -> None:
        """Write a batch; the caller holds the borrower and the transaction."""
        marked = [(each, self._fingerprint(each) if isinstance(each, Entry) else "") for each in batch]
        held, added = self._add_new(marked, now)
        self._settle(marked, held)
        rows: list[RowReport] = []
        for each, mark in marked:
            if not mark and isinstance(each, RefusedRow):
                rows.append(_refused(sheet, each))
            elif mark in held:
                rows.append(self._outcome_of_held(sheet, each.line, held[mark]))
            else:
                rows.append(RowReport(sheet, each.line, "added", transaction_id=added.get(mark)))
        imports.report(self.job, self._position, rows)
        self._position += len(rows)
        self.counts.update([row.outcome for row in rows])
        self.reasons.update([row.reason for row in rows if row.reason])

    def counted(self) -> str:
        """What became of the rows so far, as the import keeps it."""
        return json.dumps({**self.counts, "reasons": self.reasons}, sort_keys=True)

    def _add_new(self, marked: list[tuple[Entry | RefusedRow, str]], now: datetime) -> WrittenBatch:
        """Add what the ledger does not hold yet; a dry run adds nothing."""
        job = self.job
        if job.dry_run:
            marks = [mark for _, mark in marked if mark]
            held = transactions.known(job.borrower_id, self.account_id, marks) if self.account_id else {}
            return WrittenBatch(held, {})
        stamp = to_micros(now)
        rows = [
            self._new_entry(each, mark, new_id("txn", now), stamp)
            for each, mark in marked
            if isinstance(each, Entry)
        ]
        held = transactions.add_new(job.borrower_id, self.account_id, rows)
        return WrittenBatch(held, {row.fingerprint: row.id for row in rows})

    def _settle(self, marked: list[tuple[Entry | RefusedRow, str]], held: dict[str, HeldTransaction]) -> None:
        """What the ledger held as pending is booked now, or is pending still."""
        rows: list[Settled] = []
        for each, mark in marked if held and not self.job.dry_run else ():
            known = held.get(mark)
            if isinstance(each, Entry) and known is not None and known.pending_in is not None:
                rows.append(Settled(self.job.id if each.pending else None, known.id))
                self.settled.setdefault(known.id, known.pending_in)
                self.touched.append(each.booked_on)
        pending_transactions.settle(rows)

    def _outcome_of_held(self, sheet: str | None, line: int, held: HeldTransaction) -> RowReport:
        # What a dead worker of this very job has added is no duplicate.
        outcome = "added" if held.import_id == self.job.id else "duplicate"
        return RowReport(sheet, line, outcome, transaction_id=held.id)

    def _fingerprint(self, entry: Entry) -> str:
        """The same for the same row of the same account; rows of a file that are alike are numbered."""
        mark = fingerprint(entry, self.account_id)
        number = int(mark[-15:], 16)  # a number takes a third of the text's room, and a file may be long
        ordinal = self._ordinals.get(number, 0)
        self._ordinals[number] = ordinal + 1
        return fingerprint(entry, self.account_id, ordinal) if ordinal else mark

    def _new_entry(self, entry: Entry, mark: str, entry_id: str, stamp: int) -> NewTransaction:
        """The role is what the line alone says; matching has the last word."""
        subject = subject_of(entry)
        category, rule = self.household.sort(subject)
        said = self._roles.said(subject)
        alone = role_alone(
            category, entry.amount, neutral=entry.neutral, dead=entry.dead, on_card=self.on_card
        )
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
            said.role or alone,
            self.from_cash and not by_credit_card(entry.funding),
            category,
            rule,
            self.job.id,
            self.job.id if entry.pending else None,
            said.role,
            said.rule_id,
            stamp,
            stamp,
        )


def _refused(sheet: str | None, row: RefusedRow) -> RowReport:
    return RowReport(sheet, row.line, "refused", row.field[:20], row.reason[:40], row.value[:60])
