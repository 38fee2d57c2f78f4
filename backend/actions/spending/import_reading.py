"""Reads an uploaded file into the ledger: batch by batch, each one transaction, nothing twice.

A worker that dies leaves what it added; the next one reads the file from its start, finds those rows by their
fingerprints, and goes on. A worker that was only slow finds its lease gone with the next batch, and leaves. Roles,
twins and recurring series follow once the whole file is in.
"""

import gc
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from backend.actions.spending.import_file import FileReader, Overtaken
from backend.readers import ExportRefused
from backend.store.database import StoreError, transaction
from backend.store.faults import is_outage
from backend.store.people import borrowers
from backend.store.spending import imports, transactions
from backend.store.spending.imports import ImportJob

LEASE = timedelta(minutes=5)
# A file that a mapping may help to read; any other refused one is of no more use.
MAPPABLE = frozenset({"no-rows", "no-dates", "no-amounts", "header-missing"})

log = structlog.get_logger()


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
            FileReader(job, clock, LEASE).read(path)
    except Overtaken:
        log.info("import.overtaken", job=job.id)
    except ExportRefused as refusal:
        _refuse(job, refusal, clock())
    except Exception as error:
        if isinstance(error, StoreError) or is_outage(error):
            raise  # the lease runs out, and the file is read again
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
