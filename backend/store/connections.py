"""A database that never hands out a broken connection: what failed, or was found dead, is closed and opened anew.

peewee keeps a connection for each thread until somebody closes it. One that a restart, a failover or a firewall has cut
stays broken for ever, and one that was opened while the file could only be read stays read-only; so whoever begins
something outside of a transaction, wherever that is, gets one of which nothing of the kind is known.
"""

import contextlib
import select
import threading
from collections.abc import Callable, Iterator
from typing import Any

import peewee
import psycopg

from backend.store.faults import STORE_ERRORS, Fault, fault_of


class _Mine(threading.local):
    """In which epoch this thread's connection was opened."""

    epoch = 0


class Renewing(peewee.Database):
    """Put before SqliteDatabase or PostgresqlDatabase. `renew` is asked before each thing that begins anew.

    A connection that fails ends an epoch: every thread's is opened anew before its next use. What cut one has mostly
    cut all; and SQLite holds on to a file that could only be read as long as one connection of the process does.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        self._epoch, self._mine = 0, _Mine()
        super().__init__(*args, **options)

    def renew(self) -> None:
        """Drop this thread's connection if it is broken; the next statement opens another. Not within a transaction."""
        if self.is_closed() or self.in_transaction():
            return
        if self._mine.epoch != self._epoch or not self._is_alive(self._held()):
            self.discard()

    def discard(self) -> None:
        """Close this thread's connection, whatever state it is in."""
        held = self._held()
        self.dispose()
        if held is not None:
            with contextlib.suppress(*STORE_ERRORS):
                held.close()

    def _held(self) -> Any:
        """This thread's connection as its driver knows it; None where there is none."""
        driver: Callable[[], Any] = self.connection  # peewee's stubs leave it without types
        return None if self.is_closed() else driver()

    def _is_alive(self, connection: object) -> bool:
        return True

    def note(self, error: Exception) -> None:
        """What was done with a connection has failed: if the connection broke, nobody's is used for anything else."""
        # On a full disk it still reads, and another could perhaps not be opened.
        if fault_of(error) in (Fault.AWAY, Fault.READ_ONLY):
            self._epoch += 1

    @contextlib.contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            self.note(error)
            raise

    def connect(self, reuse_if_open: bool = False) -> bool:
        if reuse_if_open:
            self.renew()
        epoch = self._epoch  # what fails while this one is being opened may have cut it, too
        opened = bool(super().connect(reuse_if_open))
        if opened:
            self._mine.epoch = epoch
        return opened

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        self.renew()
        run: Callable[..., Any] = super().execute_sql
        try:
            return run(sql, params)
        except Exception as error:
            self.note(error)
            raise

    def begin(self, *args: Any, **options: Any) -> Any:
        self.renew()
        with self._watched():
            return super().begin(*args, **options)

    def commit(self) -> Any:
        with self._watched():
            return super().commit()

    def rollback(self) -> Any:
        with self._watched():
            return super().rollback()


class Sqlite(Renewing, peewee.SqliteDatabase):
    """A file."""


class Postgresql(Renewing, peewee.PostgresqlDatabase):
    """A server, which says goodbye on an idle connection when it is shut down: asking for that costs no round trip."""

    def _is_alive(self, connection: object) -> bool:
        assert isinstance(connection, psycopg.Connection)
        if connection.closed:
            return False
        waiting = select.poll()
        waiting.register(connection.fileno(), select.POLLIN)
        if waiting.poll(0):
            try:
                connection.pgconn.consume_input()
            except psycopg.Error:
                return False
            # Goodbye is a message, and then the end: the second look finds the end.
            return not waiting.poll(0) and not connection.closed
        return True
