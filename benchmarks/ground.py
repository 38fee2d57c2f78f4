"""What the benchmarks share: databases, rows made in bulk by plain SQL, a stopwatch and a table of ratios."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from backend.domain.calendar import local_time
from backend.store import migrations
from backend.store.database import bind, database, execute, execute_many, is_sqlite, to_micros, transaction

NOW = datetime(2026, 12, 9, 1, 30, tzinfo=UTC)  # half past nine in Shanghai; what is due was due at nine
NINE = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line of the report; `target` is a floor, or a ceiling where `at_most`."""

    name: str
    value: float
    target: float
    at_most: bool = False
    note: str = ""

    @property
    def met(self) -> bool:
        return self.value <= self.target if self.at_most else self.value >= self.target

    def __str__(self) -> str:
        sign = "<=" if self.at_most else ">="
        verdict = "ok  " if self.met else "MISS"
        return f"{verdict} {self.name:<58} {self.value:8.3f}  ({sign} {self.target:g})  {self.note}"


@contextmanager
def sqlite() -> Iterator[str]:
    """A migrated SQLite database of its own, bound; yields its path."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.sqlite3"
        yield from _bound(f"sqlite:///{path}", str(path))


@contextmanager
def postgresql() -> Iterator[str]:
    """A migrated database on a private PostgreSQL cluster, bound; yields its URL."""
    from tests.databases import create_database
    from tests.postgres import Cluster

    cluster = Cluster().start()
    try:
        url = create_database(cluster.url, "graceday_bench")
        yield from _bound(url, url)
    finally:
        cluster.stop()


def _bound(url: str, shown: str) -> Iterator[str]:
    bind(url)
    migrations.migrate(database)
    database.connect(reuse_if_open=True)
    try:
        yield shown
    finally:
        if not database.is_closed():
            database.close()


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median_seconds(work: Callable[[], object], times: int = 15) -> float:
    work()
    return statistics.median(seconds(work) for _ in range(times))


def fill(borrowers: int, dues: int, *, next_reminder_at: datetime, provider: str = "null") -> None:
    """`borrowers` in Shanghai with one phone and `dues` open deadlines each, due in three days."""
    made, due_on = to_micros(NOW - timedelta(days=30)), "2026-12-12"
    pay_by = to_micros(local_time.day_end(datetime(2026, 12, 12).date(), "Asia/Shanghai")) - 1  # noqa: DTZ001
    following, through = to_micros(next_reminder_at), to_micros(NOW - timedelta(days=1))
    with transaction():
        execute_many(
            "INSERT INTO borrower (id, zone, locale, country, quiet_start, quiet_end, quiet_dates, discreet, "
            "paydays, created_at, updated_at, version) "
            "VALUES (?, 'Asia/Shanghai', 'en', 'CN', '22:00', '08:00', '[]', FALSE, '[]', ?, ?, 1)",
            [(f"bor_{n:08d}", made, made) for n in range(borrowers)],
        )
        execute_many(
            "INSERT INTO device (id, borrower_id, provider, token, platform, state, last_seen_at, created_at) "
            "VALUES (?, ?, ?, ?, 'android', 'active', ?, ?)",
            [(f"dev_{n:08d}", f"bor_{n:08d}", provider, f"token-{n}", made, made) for n in range(borrowers)],
        )
        execute_many(
            "INSERT INTO deadline (id, borrower_id, kind, title, nominal_due_on, due_on, pay_by_at, "
            "last_chance_on, last_chance_at, zone, country, owed, amount, allocated, tolerance, currency, source, "
            "sure, autopay, state, muted, reminded_through, next_reminder_at, created_at, updated_at, version) "
            "VALUES (?, ?, 'custom', ?, ?, ?, ?, ?, ?, 'Asia/Shanghai', 'CN', TRUE, 12345, 0, 0, 'CNY', "
            "'entered', TRUE, FALSE, 'open', FALSE, ?, ?, ?, ?, 1)",
            (
                (f"dl_{n:08d}_{k}", f"bor_{n:08d}", f"Debt {k}", due_on, due_on, pay_by, due_on, pay_by)
                + (through, following, made, made)
                for n in range(borrowers)
                for k in range(dues)
            ),
        )


def fill_history(borrowers: int, dues: int) -> None:
    """One digest that each borrower of `fill` had four days ago, and statistics: a database in service has both."""
    told = to_micros(NOW - timedelta(days=4))
    with transaction():
        execute_many(
            "INSERT INTO notification (id, borrower_id, created_at, pushed, state) VALUES (?, ?, ?, TRUE, 'active')",
            [(f"ntf_{n:08d}", f"bor_{n:08d}", told) for n in range(borrowers)],
        )
        execute_many(
            "INSERT INTO reminder (deadline_id, moment, borrower_id, notification_id, tone, position) "
            "VALUES (?, '2026-12-12:due-7', ?, ?, 'early', ?)",
            (
                (f"dl_{n:08d}_{k}", f"bor_{n:08d}", f"ntf_{n:08d}", k)
                for n in range(borrowers)
                for k in range(dues)
            ),
        )
        execute_many(
            "INSERT INTO delivery (id, borrower_id, notification_id, device_id, provider, state, attempts, leased, "
            "expires_at, created_at, ended_at, title, body) "
            "VALUES (?, ?, ?, ?, 'null', 'accepted', 1, FALSE, ?, ?, ?, 'Debt', 'Due in 7 days')",
            [
                (f"dlv_{n:08d}", f"bor_{n:08d}", f"ntf_{n:08d}", f"dev_{n:08d}", told, told, told)
                for n in range(borrowers)
            ],
        )
    if not is_sqlite():
        execute("ANALYZE")  # as autovacuum does within a minute of so many rows
