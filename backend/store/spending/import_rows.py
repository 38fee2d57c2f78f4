"""The ledger by the import that added its rows: what taking an import back reads and removes."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from backend.store.database import execute, one_of
from backend.store.raw_rows import select
from backend.store.spending.imports import ImportJob


class ImportedRow(NamedTuple):
    """A transaction that an import added."""

    id: str
    booked_on: date
    payment_id: str | None


class _Id(NamedTuple):
    id: str


class _Report(NamedTuple):
    job_id: str
    content: str


def of_import(import_id: str) -> list[ImportedRow]:
    return select(ImportedRow, "FROM ledger_entry WHERE import_id = ? ORDER BY id", (import_id,))


def reported_by_others(borrower_id: str, import_id: str) -> dict[str, set[str]]:
    """By import, the transactions that others found in the ledger already; the oldest import first."""
    found: dict[str, set[str]] = defaultdict(set)
    reports = select(
        _Report,
        "FROM import_part WHERE borrower_id = ? AND job_id <> ? AND outcomes LIKE ? AND job_id IN "
        "(SELECT id FROM import_job WHERE borrower_id = ? AND state = 'done' AND NOT dry_run) "
        "ORDER BY job_id, position",
        (borrower_id, import_id, "%duplicate%", borrower_id),
    )
    for each in reports:
        for _, _, outcome, *_, transaction_id in json.loads(each.content):
            if outcome == "duplicate" and transaction_id:
                found[each.job_id].add(transaction_id)
    return found


def give(ids: Sequence[str], import_id: str) -> None:
    """Make these another import's."""
    if ids:
        these, values = one_of("id", ids)
        execute(f"UPDATE ledger_entry SET import_id = ? WHERE {these}", (import_id, values))


def decided_by(borrower_id: str, column: Literal["rule_id", "role_rule_id"], rule_id: str) -> list[str]:
    """The transactions that a rule has decided."""
    rows = select(_Id, f"FROM ledger_entry WHERE borrower_id = ? AND {column} = ?", (borrower_id, rule_id))
    return [row.id for row in rows]


def remove(ids: Sequence[str]) -> None:
    these, values = one_of("id", ids)
    execute(f"DELETE FROM ledger_entry WHERE {these}", (values,))


def read_before(job: ImportJob) -> list[ImportJob]:
    """The imports of the very same file into the same account that stand."""
    same = ImportJob.select().where(
        (ImportJob.borrower_id == job.borrower_id)
        & (ImportJob.file_hash == job.file_hash)
        & (ImportJob.account_id == job.account_id)
        & (ImportJob.state == "done")
        & (ImportJob.id != job.id)
    )
    return [row for row in same.order_by(ImportJob.id) if not row.dry_run]


def of_layout(job: ImportJob) -> list[ImportJob]:
    """The other imports of files that are laid out like this one and that stand, the newest first."""
    same = ImportJob.select().where(
        (ImportJob.borrower_id == job.borrower_id)
        & (ImportJob.signature == job.signature)
        & (ImportJob.state == "done")
        & (ImportJob.id != job.id)
    )
    return [row for row in same.order_by(ImportJob.id.desc()) if not row.dry_run]


def hand_account_over(job: ImportJob) -> None:
    """Let the account that an import made go with the oldest of the others that are in it."""
    others = ImportJob.select().where(
        (ImportJob.borrower_id == job.borrower_id)
        & (ImportJob.account_id == job.made_account_id)
        & (ImportJob.state == "done")
        & (ImportJob.id != job.id)
    )
    if (heir := others.order_by(ImportJob.id).first()) is not None:
        ImportJob.update(made_account_id=job.made_account_id).where(ImportJob.id == heir.id).execute()
