"""What it means when a database, or a disk, says no: one verdict, whatever the driver calls it.

SQLite is judged by its result codes (sqlite.org/rescode.html), PostgreSQL by SQLSTATE (its manual, appendix A), a file
by errno. An error that is none of these is a mistake of ours, and nobody's fault here.
"""

import errno
import sqlite3
from collections.abc import Iterator
from enum import StrEnum

import peewee
import psycopg

# The database said no, or did not answer; raised by its driver, or by peewee around it.
STORE_ERRORS = (peewee.PeeweeException, sqlite3.Error, psycopg.Error)


class Fault(StrEnum):
    """Why nothing could be kept or read. Each of them passes without a restart of ours."""

    BUSY = "busy"  # somebody else holds what was asked for, or the server has no room for one more
    AWAY = "away"  # the connection is broken, or nobody answers
    FULL = "full"  # the disk takes nothing more
    READ_ONLY = "read-only"  # what is there can be read: a file's permissions, or a server that stands by


_BY_ERRNO = {
    errno.ENOSPC: Fault.FULL,
    errno.EDQUOT: Fault.FULL,
    errno.EFBIG: Fault.FULL,
    errno.EROFS: Fault.READ_ONLY,
    errno.EACCES: Fault.READ_ONLY,
    errno.EPERM: Fault.READ_ONLY,
}

_SQLITE = {
    sqlite3.SQLITE_BUSY: Fault.BUSY,
    sqlite3.SQLITE_LOCKED: Fault.BUSY,
    sqlite3.SQLITE_PROTOCOL: Fault.BUSY,
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite3.SQLITE_PERM: Fault.READ_ONLY,
    sqlite3.SQLITE_IOERR: Fault.AWAY,
    sqlite3.SQLITE_CANTOPEN: Fault.AWAY,
}
# SQLite says FULL of ENOSPC alone; a quota or a limit on a file's size is a write that failed.
_SQLITE_EXTENDED = {
    sqlite3.SQLITE_IOERR_WRITE: Fault.FULL,
    sqlite3.SQLITE_IOERR_FSYNC: Fault.FULL,
    sqlite3.SQLITE_IOERR_TRUNCATE: Fault.FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE: Fault.FULL,
    sqlite3.SQLITE_READONLY_DBMOVED: Fault.AWAY,  # another file was put in place of the one that is open
}

_POSTGRESQL = {
    "25006": Fault.READ_ONLY,  # a standby, or default_transaction_read_only
    "25P03": Fault.AWAY,  # idle_in_transaction_session_timeout
    "53100": Fault.FULL,
    "57014": Fault.BUSY,  # statement_timeout, or an administrator's pg_cancel_backend
    "55P03": Fault.BUSY,  # lock_timeout
    "58030": Fault.AWAY,
}
_POSTGRESQL_CLASSES = {
    "08": Fault.AWAY,  # the connection
    "40": Fault.BUSY,  # deadlock, serialization
    "53": Fault.BUSY,  # too many connections, no memory
    "57": Fault.AWAY,  # shut down, starting up, idle too long
}


def fault_of(error: BaseException) -> Fault | None:
    """What kept this from being done; None where it was no matter of the database's or the disk's state."""
    for each in _chain(error):
        if (fault := _verdict(each)) is not None:
            return fault
    return None


def is_outage(error: BaseException) -> bool:
    """Whether it is the matter of the database or the disk as a whole: going on with something else is of no use."""
    return fault_of(error) not in (None, Fault.BUSY)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and, while they are the database's, those beneath: a failed ROLLBACK hides what made it necessary."""
    at: BaseException | None = error
    while at is not None:
        yield at
        at = (at.__cause__ or at.__context__) if isinstance(at, STORE_ERRORS) else None


def _verdict(error: BaseException) -> Fault | None:
    if isinstance(error, sqlite3.Error):
        code: int = getattr(error, "sqlite_errorcode", 0)  # the module's own complaints have none
        return _SQLITE_EXTENDED.get(code) or _SQLITE.get(code & 0xFF)
    if isinstance(error, psycopg.Error):
        return _of_postgresql(error)
    if isinstance(error, OSError):
        return _BY_ERRNO.get(error.errno or 0)
    return None


def _of_postgresql(error: psycopg.Error) -> Fault | None:
    state = error.sqlstate
    if state is None:  # said by the driver, not by a server: there is none, or it went away
        lost = isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError))
        return Fault.AWAY if lost else None
    return _POSTGRESQL.get(state) or _POSTGRESQL_CLASSES.get(state[:2])
