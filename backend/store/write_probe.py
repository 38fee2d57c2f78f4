"""Whether anything can be written now: the smallest real write, committed, which waits a second at most.

Reading tells nothing of a full disk, of a file that may only be read, of a server that stands by, or of another process
that holds the file.
"""

import contextlib
from collections.abc import Iterator
from datetime import datetime

from backend.store import heartbeats
from backend.store.database import SQLITE_PATIENCE_MS, close_thread, execute, is_sqlite, transaction
from backend.store.faults import STORE_ERRORS, Fault, fault_of

_PATIENCE_MS = 1000


def write_fault(*, now: datetime) -> Fault | None:
    """What keeps a row from being written; None where one was."""
    fault = _try(now)
    if fault in (Fault.AWAY, Fault.READ_ONLY):  # of the connection perhaps, not of what is there by now
        close_thread()
        fault = _try(now)
    return fault


def _try(now: datetime) -> Fault | None:
    try:
        with _impatient(), transaction():
            if not is_sqlite():
                execute(f"SET LOCAL lock_timeout = {_PATIENCE_MS}")
            heartbeats.beat("probe", now=now)
    except STORE_ERRORS as error:
        fault = fault_of(error)
        if fault is None:
            raise
        return fault
    return None


@contextlib.contextmanager
def _impatient() -> Iterator[None]:
    """SQLite's patience belongs to the connection, which is handed on."""
    if not is_sqlite():
        yield
        return
    execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
    try:
        yield
    finally:
        with contextlib.suppress(*STORE_ERRORS):
            execute(f"PRAGMA busy_timeout = {SQLITE_PATIENCE_MS}")
