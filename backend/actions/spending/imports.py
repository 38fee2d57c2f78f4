"""Imports: a file is taken in whole and at once; a worker reads it; the borrower may correct how it was read.

Nothing is read in the request: a file of a hundred thousand rows must not hold a web worker, and a killed worker
leaves a lease that the next one takes over.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath

from backend.actions.spending import import_undo
from backend.actions.spending.transactions import account_of
from backend.domain.credit.card_number import contains_card_number
from backend.domain.spending.reading.mapping import MappingError, TableMapping
from backend.errors import Conflict, Invalid, NotFound
from backend.ids import new_id
from backend.store.database import transaction
from backend.store.people import borrowers
from backend.store.spending import bank_layouts, imports
from backend.store.spending.imports import ImportJob

_CHUNK = 1 << 20


def get(borrower_id: str, job_id: str) -> ImportJob:
    """The borrower's import, or NotFound."""
    row = imports.find(borrower_id, job_id)
    if row is None:
        raise NotFound()
    return row


def take_file(
    borrower_id: str,
    *,
    content: Iterable[bytes],
    file_name: str,
    most_bytes: int,
    now: datetime,
    account_id: str | None = None,
    currency: str | None = None,
    mapping: dict[str, object] | None = None,
    dry_run: bool = False,
) -> ImportJob:
    """Keep a file and queue its reading. `content` comes in pieces; nothing of a refused file is kept."""
    if account_id is not None:
        account_of(borrower_id, account_id)
    given = None if mapping is None else _read_mapping(mapping)
    with transaction():
        job = ImportJob.create(
            id=new_id("imp", now),
            borrower_id=borrower_id,
            account_id=account_id,
            file_name=_safe_name(file_name),
            file_hash="",
            file_bytes=0,
            dry_run=dry_run,
            mapping=_dump_mapping(given) if given else None,
            currency=currency,
            lease_until=now,
            created_at=now,
        )
        _store_content(job, content, most_bytes)
        if given is not None:
            bank_layouts.remember_bank(
                borrower_id, given.signature, now, mapping=_dump_mapping(given), answered_in=job.id
            )
        return job


def _store_content(job: ImportJob, content: Iterable[bytes], most_bytes: int) -> None:
    """Store the file's content chunk by chunk; Invalid where there is too much of it, or nothing."""
    digest, size = hashlib.sha256(), 0
    for number, chunk in enumerate(_pieces(content)):
        digest.update(chunk)
        size += len(chunk)
        if size > most_bytes:
            raise Invalid("file-too-large", megabytes=most_bytes // 1_000_000, field="file")
        imports.add_chunk(job, number, chunk)
    if not size:
        raise Invalid("file-empty", field="file")
    job.file_hash, job.file_bytes = digest.hexdigest(), size
    job.save(only=[ImportJob.file_hash, ImportJob.file_bytes])


def _pieces(content: Iterable[bytes]) -> Iterable[bytes]:
    held = b""
    for piece in content:
        held += piece
        while len(held) >= _CHUNK:
            yield held[:_CHUNK]
            held = held[_CHUNK:]
    if held:
        yield held


def _safe_name(name: str) -> str:
    """The file's name without a path, control characters or a card number."""
    plain = "".join(letter for letter in PurePath(name.replace("\\", "/")).name if letter.isprintable())
    return "file" if not plain or contains_card_number(plain) else plain[:255]


def _read_mapping(data: dict[str, object]) -> TableMapping:
    """The mapping that a borrower has sent as JSON; Invalid names the part that is wrong."""
    try:
        return TableMapping.from_data(data)
    except MappingError as error:
        raise Invalid(
            f"mapping-{error.reason}", field=f"mapping.{error.path}", path=error.path, **error.values
        ) from error


def _dump_mapping(mapping: TableMapping) -> str:
    return json.dumps(mapping.to_data(), sort_keys=True)


def correct_mapping(row: ImportJob, mapping: dict[str, object], *, now: datetime) -> ImportJob:
    """Read a file that is still here again as the borrower says, and remember it for this bank's files.

    What was booked of it is replaced.
    """
    corrected = _read_mapping(mapping)
    text = _dump_mapping(corrected)
    with transaction():
        borrowers.lock(row.borrower_id)
        row = get(row.borrower_id, row.id)
        if row.state not in ("done", "refused", "asking"):
            raise Conflict("import-not-readable-again")
        if not imports.is_kept(row.id):
            raise Conflict("file-gone")
        if row.state == "done" and not row.dry_run:
            import_undo.take_back(row, now)
        signature = row.signature or corrected.signature
        bank_layouts.remember_bank(row.borrower_id, signature, now, mapping=text, answered_in=row.id)
        row.mapping, row.state, row.code, row.message = text, "queued", None, None
        return _queue(row, now)


def carry_out(row: ImportJob, *, now: datetime) -> ImportJob:
    """Carry out what a dry run has shown."""
    with transaction():
        borrowers.lock(row.borrower_id)
        row = get(row.borrower_id, row.id)
        if row.state != "done" or not row.dry_run:
            raise Conflict("import-no-dry-run")
        row.dry_run, row.state = False, "queued"
        return _queue(row, now)


def _queue(row: ImportJob, now: datetime) -> ImportJob:
    if not imports.is_kept(row.id):
        raise Conflict("file-gone")
    row.rows_done, row.counts, row.finished_at, row.lease_until = 0, "{}", None, now
    row.save()
    return row
