"""From a due reminder to its receipt, beside a ceiling of plain SQL, and beside APScheduler with a job for each."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import psycopg

from backend.actions.reminders import tick
from benchmarks.ground import NINE, NOW, Ratio, fill, fill_history, postgresql, seconds, sqlite
from push import gc_tuning
from push.gateways.null import NullGateway
from push.sender import Sender

BATCH = 500
JOBS = 2_000


def run(quick: bool) -> Iterator[Ratio]:
    """Rows a second as a share of the ceiling's, for one and for four deadlines a borrower."""
    rows = 8_000 if quick else 40_000
    jobs = _apscheduler_rate()
    gc_tuning.tune_gc()  # as a worker does when it starts
    for name, place, ceiling in (
        ("SQLite", sqlite, _sqlite_ceiling),
        ("PostgreSQL", postgresql, _postgresql_ceiling),
    ):
        for dues in (1, 4):
            yield from _share(name, place, ceiling, rows, dues, jobs)


def _share(
    name: str,
    place: Callable[[], AbstractContextManager[str]],
    ceiling: Callable[[str, int], float],
    rows: int,
    dues: int,
    jobs: float,
) -> Iterator[Ratio]:
    with place() as where:
        best = ceiling(where, rows)
        fill(rows // dues, dues, next_reminder_at=NINE)
        fill_history(rows // dues, dues)
        rate = rows / seconds(work)
    each = "a push for each" if dues == 1 else f"{dues} in one push"
    yield Ratio(
        f"due to receipt, {each}, share of the ceiling ({name})",
        rate / best,
        0.1,
        note=f"{rate:,.0f} of {best:,.0f} rows a second",
    )
    if name != "SQLite":  # the jobs are in SQLite, as they are by default
        return
    yield Ratio(
        f"due to receipt, {each}, times APScheduler's jobs ({name})",
        rate / jobs,
        10,
        note=f"{jobs:,.0f} jobs a second",
    )


def work() -> None:
    """What a worker does with everything that is due."""
    tick.tick(now=NOW, batch=BATCH)
    Sender({"null": NullGateway()}, lambda: NOW, batch=BATCH, lease=timedelta(minutes=5)).send_due("null")


def _sqlite_ceiling(path: str, rows: int) -> float:
    """Claim due rows by index in batches, commit, mark them sent, commit: the least that loses nothing when killed.

    Plain sqlite3, text keys and durability as the product's; nothing is decided, worded or remembered.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE ceiling (id TEXT PRIMARY KEY, due_at INTEGER, sent_at INTEGER)")
    connection.execute("CREATE INDEX ceiling_due ON ceiling (due_at) WHERE due_at IS NOT NULL")
    connection.execute("BEGIN")
    due = [(f"dl_{number:026d}", number) for number in range(rows)]
    connection.executemany("INSERT INTO ceiling (id, due_at) VALUES (?, ?)", due)
    connection.execute("COMMIT")
    claim = (
        "UPDATE ceiling SET due_at = ? WHERE id IN "
        "(SELECT id FROM ceiling WHERE due_at <= ? ORDER BY due_at LIMIT ?) RETURNING id"
    )

    def drain() -> None:
        while True:
            connection.execute("BEGIN IMMEDIATE")
            claimed = connection.execute(claim, (2 * rows, rows, BATCH)).fetchall()
            connection.execute("COMMIT")
            if not claimed:
                return
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("UPDATE ceiling SET sent_at = 1, due_at = NULL WHERE id = ?", claimed)
            connection.execute("COMMIT")

    rate = rows / seconds(drain)
    connection.execute("DROP TABLE ceiling")
    connection.close()
    return rate


def _postgresql_ceiling(url: str, rows: int) -> float:
    """The same with psycopg, skipping what another worker holds."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE ceiling (id TEXT PRIMARY KEY, due_at BIGINT, sent_at BIGINT)")
        connection.execute("CREATE INDEX ceiling_due ON ceiling (due_at) WHERE due_at IS NOT NULL")
        connection.execute(
            "INSERT INTO ceiling (id, due_at) SELECT 'dl_' || lpad(n::text, 26, '0'), n FROM generate_series(1, %s) n",
            (rows,),
        )
        claim = (
            "UPDATE ceiling SET due_at = %s WHERE id IN (SELECT id FROM ceiling WHERE due_at <= %s "
            "ORDER BY due_at LIMIT %s FOR UPDATE SKIP LOCKED) RETURNING id"
        )
        mark = "UPDATE ceiling SET sent_at = 1, due_at = NULL WHERE id = ANY(%s)"

        def drain() -> None:
            while claimed := connection.execute(claim, (2 * rows, rows, BATCH)).fetchall():
                connection.execute(mark, ([row[0] for row in claimed],))

        rate = rows / seconds(drain)
        connection.execute("DROP TABLE ceiling")
        return rate


_fired = 0


def fire() -> None:
    global _fired
    _fired += 1


def _apscheduler_rate() -> float:
    """The design that was not taken: one persisted date job for each reminder, registered and fired."""
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    from apscheduler.schedulers.background import BackgroundScheduler

    with tempfile.TemporaryDirectory() as folder:
        store = SQLAlchemyJobStore(url=f"sqlite:///{Path(folder) / 'jobs.sqlite3'}")
        scheduler = BackgroundScheduler(jobstores={"default": store}, timezone="UTC")

        def through() -> None:
            scheduler.start(paused=True)
            for number in range(JOBS):
                scheduler.add_job(fire, "date", run_date=NINE, id=str(number), misfire_grace_time=None)
            scheduler.resume()
            scheduler.shutdown(wait=True)

        took = seconds(through)
    return JOBS / took
