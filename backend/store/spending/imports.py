"""Imports: a file as it was uploaded, the job that reads it, and what became of each of its rows.

The file waits in the database, in chunks, because web and worker may be on two machines; it goes once it is read.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from backend.store.database import execute, is_sqlite, to_micros
from backend.store.rows import (
    Column,
    Row,
    blob,
    composite_key,
    flag,
    flag_or_none,
    instant,
    instant_or_none,
    integer,
    integer_or_none,
    large_integer,
    long_text,
    long_text_or_none,
    reference,
    short_text,
    short_text_or_none,
)


class ImportJob(Row):
    """`state`: queued, reading, asking (`questions` wait for `answers`), done, refused (the file as a whole; `code` and
    `message` say why), undone.

    `whole` is false where the file breaks off; `made_account_id` is the account that it made. `lease_until` NULL:
    nothing is left to do. A worker that dies leaves a lease that runs out; reading again adds nothing twice.
    """

    id = short_text(40, primary_key=True)
    borrower_id = short_text(40)
    account_id = short_text_or_none(40)
    file_name = short_text(255)
    file_hash = short_text(64)
    file_bytes = large_integer()
    dry_run = flag()
    state = short_text(10, default="queued")
    code = short_text_or_none(40)
    message = long_text_or_none()
    format = short_text_or_none(8)
    signature = short_text_or_none(64)
    mapping = long_text_or_none()  # JSON; given by the borrower, remembered, or recognised
    currency = short_text_or_none(3)
    rows_total = integer_or_none()
    rows_done = integer(default=0)
    counts = long_text(default="{}")  # JSON {outcome: rows}, and "reasons" {reason: refused rows}
    questions = long_text_or_none()  # JSON, as `import_questions` writes it
    answers = long_text_or_none()  # JSON {question: value}
    whole = flag_or_none()
    made_account_id = short_text_or_none(40)
    settled = (
        long_text_or_none()
    )  # JSON {transaction: pending_in}: what it found booked that was pending before
    lease_until = instant_or_none()
    created_at = instant()
    finished_at = instant_or_none()

    class Meta:
        table_name = "import_job"
        indexes = ((("borrower_id", "id"), False),)


ImportJob.add_index(
    ImportJob.index(ImportJob.lease_until, where=ImportJob.lease_until.is_null(False), name="import_job_due")
)


class ImportChunk(Row):
    job = reference(ImportJob, "job_id", index=False)
    job_id: Column[str]
    number = integer()
    borrower_id = short_text(40, index=True)
    content = blob()

    class Meta:
        table_name = "import_chunk"
        primary_key = composite_key("job", "number")


class ImportPart(Row):
    """What became of some rows that follow each other, as JSON: a list of RowReport.

    A row of a table for each row of a file would be written as often as the ledger, and read hardly ever.
    """

    job = reference(ImportJob, "job_id", index=False)
    job_id: Column[str]
    position = integer()  # of its first row; from 1
    borrower_id = short_text(40, index=True)
    outcomes = short_text(40)  # that are in it: "added duplicate"
    content = long_text()

    class Meta:
        table_name = "import_part"
        primary_key = composite_key("job", "position")


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
    `answers` is what was answered of the layout, {question: value}, in the import `answered_in`.
    """

    borrower_id = short_text(40)
    signature = short_text(64)
    mapping = long_text_or_none()
    account_id = short_text_or_none(40)
    answers = long_text_or_none()
    answered_in = short_text_or_none(40)
    updated_at = instant()

    class Meta:
        table_name = "bank_mapping"
        primary_key = composite_key("borrower_id", "signature")


def find(borrower_id: str, job_id: str) -> ImportJob | None:
    return ImportJob.get_or_none((ImportJob.id == job_id) & (ImportJob.borrower_id == borrower_id))


def page(borrower_id: str, *, limit: int, before: str | None = None) -> list[ImportJob]:
    """One page of a borrower's imports, newest first."""
    query = ImportJob.select().where(ImportJob.borrower_id == borrower_id)
    if before:
        query = query.where(ImportJob.id < before)
    return list(query.order_by(ImportJob.id.desc()).limit(limit))


def bring_forward(until: datetime) -> None:
    """Let no file be somebody's beyond `until`."""
    micros = to_micros(until)
    execute("UPDATE import_job SET lease_until = ? WHERE lease_until > ?", (micros, micros))


def claim(*, now: datetime, lease_until: datetime) -> ImportJob | None:
    """Lease the oldest import that waits, or whose worker has gone."""
    skip = "" if is_sqlite() else " FOR UPDATE SKIP LOCKED"
    row = execute(
        "UPDATE import_job SET lease_until = ?, state = 'reading' WHERE id = ("
        f"SELECT id FROM import_job WHERE lease_until <= ? ORDER BY lease_until, id LIMIT 1{skip}) RETURNING id",
        (to_micros(lease_until), to_micros(now)),
    ).fetchone()
    return None if row is None else ImportJob.get_by_id(str(row[0]))


def hold(job: ImportJob, **values: object) -> bool:
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
    while row := ImportChunk.get_or_none((ImportChunk.job_id == job_id) & (ImportChunk.number == number)):
        yield bytes(row.content)
        number += 1


def is_kept(job_id: str) -> bool:
    """Whether the file's content is still here."""
    return bool(ImportChunk.select().where(ImportChunk.job_id == job_id).exists())


def drop_chunks(job_id: str) -> None:
    ImportChunk.delete().where(ImportChunk.job_id == job_id).execute()


def forget_rows(job_id: str) -> None:
    """What an earlier, unfinished reading of the same file reported."""
    ImportPart.delete().where(ImportPart.job_id == job_id).execute()


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
    begins = part.select().where((part.job_id == job_id) & (part.position <= after + 1))
    first = begins.order_by(part.position.desc()).limit(1).first()
    begin = first.position if first else 0
    query = part.select().where((part.job_id == job_id) & (part.position >= begin)).order_by(part.position)
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
