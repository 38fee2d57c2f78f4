"""Imports: a file as it was uploaded, the job that reads it, and what became of each of its rows.

The file waits in the database, in chunks, because web and worker may be on two machines; it goes once it is read.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

import peewee

from backend.store.database import InstantField, Row, execute, is_sqlite, to_micros


class ImportJob(Row):
    """`state`: queued, reading, done, refused (the file as a whole; `code` and `message` say why).

    `lease_until` NULL: nothing is left to do. A worker that dies leaves a lease that runs out; reading again adds
    nothing twice.
    """

    id = peewee.CharField(max_length=40, primary_key=True)
    borrower_id = peewee.CharField(max_length=40)
    account_id = peewee.CharField(max_length=40, null=True)
    file_name = peewee.CharField(max_length=255)
    file_hash = peewee.CharField(max_length=64)
    file_bytes = peewee.BigIntegerField()
    dry_run = peewee.BooleanField()
    state = peewee.CharField(max_length=10, default="queued")
    code = peewee.CharField(max_length=40, null=True)
    message = peewee.TextField(null=True)
    format = peewee.CharField(max_length=8, null=True)
    signature = peewee.CharField(max_length=64, null=True)
    mapping = peewee.TextField(null=True)  # JSON; given by the borrower, remembered, or recognised
    currency = peewee.CharField(max_length=3, null=True)
    rows_total = peewee.IntegerField(null=True)
    rows_done = peewee.IntegerField(default=0)
    counts = peewee.TextField(default="{}")  # JSON {outcome: rows}
    lease_until = InstantField(null=True)
    created_at = InstantField()
    finished_at = InstantField(null=True)

    class Meta:
        table_name = "import_job"
        indexes = ((("borrower_id", "id"), False),)


ImportJob.add_index(
    ImportJob.index(ImportJob.lease_until, where=ImportJob.lease_until.is_null(False), name="import_job_due")
)


class ImportChunk(Row):
    job = peewee.ForeignKeyField(ImportJob, column_name="job_id", on_delete="CASCADE", index=False)
    number = peewee.IntegerField()
    borrower_id = peewee.CharField(max_length=40, index=True)
    content = peewee.BlobField()

    class Meta:
        table_name = "import_chunk"
        primary_key = peewee.CompositeKey("job", "number")


class ImportPart(Row):
    """What became of some rows that follow each other, as JSON: a list of RowReport.

    A row of a table for each row of a file would be written as often as the ledger, and read hardly ever.
    """

    job = peewee.ForeignKeyField(ImportJob, column_name="job_id", on_delete="CASCADE", index=False)
    position = peewee.IntegerField()  # of its first row; from 1
    borrower_id = peewee.CharField(max_length=40, index=True)
    outcomes = peewee.CharField(max_length=40)  # that are in it: "added duplicate"
    content = peewee.TextField()

    class Meta:
        table_name = "import_part"
        primary_key = peewee.CompositeKey("job", "position")


class RowReport(NamedTuple):
    """`outcome`: added, duplicate, refused (with `field`, `reason` and the `value` at fault)."""

    sheet: str | None
    line: int
    outcome: str
    field: str | None = None
    reason: str | None = None
    value: str | None = None
    transaction_id: str | None = None


class ReportedRow(NamedTuple):
    """The report of one row of a file.

    The sheets of a workbook number their lines alike, so it is the position that orders and identifies.
    """

    position: int
    report: RowReport


class BankMapping(Row):
    """One bank's files, known again by the shape of their header or the account that they name.

    `mapping` is what the borrower said of them, NULL where nothing had to be said; `account_id` is where they go.
    """

    borrower_id = peewee.CharField(max_length=40)
    signature = peewee.CharField(max_length=64)
    mapping = peewee.TextField(null=True)
    account_id = peewee.CharField(max_length=40, null=True)
    updated_at = InstantField()

    class Meta:
        table_name = "bank_mapping"
        primary_key = peewee.CompositeKey("borrower_id", "signature")


def find(borrower_id: str, job_id: str) -> ImportJob | None:
    return cast(
        ImportJob | None,
        ImportJob.get_or_none((ImportJob.id == job_id) & (ImportJob.borrower_id == borrower_id)),
    )


def page(borrower_id: str, *, limit: int, before: str | None = None) -> list[ImportJob]:
    """One page of a borrower's imports, newest first."""
    query = ImportJob.select().where(ImportJob.borrower_id == borrower_id)
    if before:
        query = query.where(ImportJob.id < before)
    return list(query.order_by(ImportJob.id.desc()).limit(limit))


def claim(*, now: datetime, lease_until: datetime) -> ImportJob | None:
    """Lease the oldest import that waits, or whose worker has gone."""
    skip = "" if is_sqlite() else " FOR UPDATE SKIP LOCKED"
    row = execute(
        "UPDATE import_job SET lease_until = ?, state = 'reading' WHERE id IN ("
        f"SELECT id FROM import_job WHERE lease_until <= ? ORDER BY lease_until, id LIMIT 1{skip}) RETURNING id",
        (to_micros(lease_until), to_micros(now)),
    ).fetchone()
    return None if row is None else cast(ImportJob, ImportJob.get_by_id(row[0]))


def hold(job: ImportJob, **values: Any) -> bool:
    """Write to a job, if it is still this worker's: whoever took it over, or erased it, has another lease."""
    mine = (ImportJob.id == job.id) & (ImportJob.lease_until == job.lease_until)
    if not ImportJob.update(**values).where(mine).execute():
        return False
    for name, value in values.items():
        setattr(job, name, value)
    return True


def add_chunk(job: ImportJob, number: int, content: bytes) -> None:
    ImportChunk.insert(job=job.id, number=number, borrower_id=job.borrower_id, content=content).execute()


def chunks(job_id: str) -> Iterator[bytes]:
    """The file's content in order, a chunk at a time."""
    number = 0
    while row := ImportChunk.get_or_none((ImportChunk.job == job_id) & (ImportChunk.number == number)):
        yield bytes(row.content)
        number += 1


def is_kept(job_id: str) -> bool:
    """Whether the file's content is still here."""
    return bool(ImportChunk.select().where(ImportChunk.job == job_id).exists())


def drop_chunks(job_id: str) -> None:
    ImportChunk.delete().where(ImportChunk.job == job_id).execute()


def forget_rows(job_id: str) -> None:
    """What an earlier, unfinished reading of the same file reported."""
    ImportPart.delete().where(ImportPart.job == job_id).execute()


def report(job: ImportJob, position: int, rows: Sequence[RowReport]) -> None:
    """Keep what became of the rows from a position on."""
    outcomes = " ".join(sorted({row.outcome for row in rows}))
    content = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    ImportPart.insert(
        job=job.id, position=position, borrower_id=job.borrower_id, outcomes=outcomes, content=content
    ).execute()


def page_rows(job_id: str, *, limit: int, after: int, outcomes: frozenset[str]) -> list[ReportedRow]:
    """One page of a job's rows in the order of the file."""
    part = ImportPart
    of_job = part.select().where(part.job == job_id)
    begin = of_job.select(peewee.fn.MAX(part.position)).where(part.position <= after + 1).scalar() or 0
    query = of_job.where(part.position >= begin).order_by(part.position)
    found: list[ReportedRow] = []
    for each in query.iterator():
        if outcomes and not outcomes & set(each.outcomes.split()):
            continue
        found += [
            row
            for row in _rows_of(each)
            if row.position > after and (not outcomes or row.report.outcome in outcomes)
        ]
        if len(found) >= limit:
            break
    return found[:limit]


def _rows_of(part: ImportPart) -> Iterator[ReportedRow]:
    """The rows of a part with their positions."""
    for position, row in enumerate(json.loads(part.content), part.position):
        yield ReportedRow(position, RowReport._make(row))


def banks_of(borrower_id: str) -> dict[str, BankMapping]:
    """What a borrower has of banks, by signature, the newest first."""
    query = BankMapping.select().where(BankMapping.borrower_id == borrower_id)
    return {
        row.signature: row for row in query.order_by(BankMapping.updated_at.desc(), BankMapping.signature)
    }


def remember_bank(borrower_id: str, signature: str, now: datetime, **values: Any) -> None:
    """Keep the mapping, or the account, of one bank's files; what is not said stays as it was."""
    values["updated_at"] = now
    BankMapping.insert(borrower_id=borrower_id, signature=signature, **values).on_conflict(
        conflict_target=[BankMapping.borrower_id, BankMapping.signature], update=values
    ).execute()
