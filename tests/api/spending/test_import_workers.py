"""Workers that die, are overtaken or come at once read each row once; a repeated request makes one import."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.actions.spending import import_reading, import_rows
from backend.store.database import database as handle
from backend.store.spending.imports import ImportChunk, ImportJob
from backend.store.spending.transactions import LedgerTransaction
from tests.api.conftest import Borrower
from tests.api.spending.files import BANK, counts, read, rows, send
from tests.moved_clock import MovedClock

ROOT = Path(__file__).parents[3]
LONG = "Date,Description,Amount\n" + "".join(
    f"2026-11-{1 + n % 20:02},SHOP {n},-{n + 1}.00\n" for n in range(4500)
)


class Killed(BaseException):
    """What no except clause of ours may hold."""


def dying(at_batch: int) -> Callable[[], Any]:
    """A clock that kills its reader at that batch: the second call begins, each later one is a batch."""
    calls = iter(range(1_000))

    def clock() -> Any:
        if next(calls) == 1 + at_batch:
            raise Killed
        return MORNING

    return clock


@pytest.fixture(autouse=True)
def morning(clock: MovedClock) -> Iterator[None]:
    global MORNING
    MORNING = clock.now
    yield


@pytest.mark.parametrize("batch", [0, 1, 2, 3])
def test_a_killed_worker_is_followed_by_one_that_goes_on_without_doubles(
    batch: int, alice: Borrower, clock: MovedClock
) -> None:
    job = send(alice, LONG).json
    with pytest.raises(Killed):
        import_reading.read_due(clock=dying(batch))
    assert LedgerTransaction.select().count() == 2000 * max(0, min(batch - 1, 2))
    assert import_reading.read_due(clock=clock) == 0, "the lease still holds"
    clock.move(by=import_reading.LEASE + timedelta(seconds=1))
    assert import_reading.read_due(clock=clock) == 1
    job = alice.get(f"/v1/imports/{job['id']}").json
    assert counts(job) == (4500, 0, 0) and job["rows_done"] == job["rows_total"] == 4500
    assert LedgerTransaction.select().count() == 4500 and ImportChunk.select().count() == 0
    assert {row["transaction_id"] for row in rows(alice, job)} <= {
        row.id for row in LedgerTransaction.select()
    }


def test_a_slow_worker_that_was_overtaken_writes_nothing_more(alice: Borrower, clock: MovedClock) -> None:
    job = send(alice, LONG).json
    times = iter(range(1_000))

    def slow() -> Any:
        if (
            next(times) == 3
        ):  # in its second batch: its lease runs out, and another worker reads the whole file
            clock.move(by=import_reading.LEASE + timedelta(seconds=1))
            assert import_reading.read_due(clock=clock) == 1
        return clock.now

    assert import_reading.read_due(clock=slow) == 1
    job = alice.get(f"/v1/imports/{job['id']}").json
    assert counts(job) == (4500, 0, 0) and len(rows(alice, job)) == 200
    assert LedgerTransaction.select().count() == 4500


def test_a_borrower_erased_while_the_file_is_read_gets_nothing_more(
    alice: Borrower, clock: MovedClock
) -> None:
    send(alice, LONG)
    times = iter(range(1_000))

    def erased() -> Any:
        if next(times) == 3:
            assert alice.delete("/v1/me", {"password": "correct horse battery"}).status_code == 204
        return clock.now

    import_reading.read_due(clock=erased)
    assert LedgerTransaction.select().count() == ImportJob.select().count() == 0


def test_a_fault_of_ours_refuses_the_file_instead_of_coming_back_for_ever(
    alice: Borrower, clock: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_rows.ImportWriter, "write", lambda *_: 1 // 0)
    job = read(alice, clock, BANK)
    assert (job["state"], job["code"]) == ("refused", "unreadable")
    assert ImportJob.select().where(ImportJob.lease_until.is_null(False)).count() == 0


WORKER = """
import sys
from datetime import datetime
from backend.actions.spending import import_reading
from backend.store.database import bind, database
bind(sys.argv[1])
now = datetime.fromisoformat(sys.argv[2])
print(import_reading.read_due(clock=lambda: now))
database.close()
"""


def _worker(url: str, now: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", WORKER, url, str(now)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_workers_at_once_read_each_file_once(alice: Borrower, database_url: str, clock: MovedClock) -> None:
    for number in range(4):
        send(alice, LONG.replace("SHOP", f"SHOP {number}"))
    handle.close()
    workers = [_worker(database_url, clock.now) for _ in range(3)]
    done = [worker.communicate(timeout=120) for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0, 0], done
    assert sum(int(out) for out, _ in done) == 4
    assert {counts(job) for job in alice.get("/v1/imports").json["items"]} == {(4500, 0, 0)}
    assert LedgerTransaction.select().count() == 4 * 4500


def test_a_worker_killed_with_sigkill_loses_nothing(
    alice: Borrower, database_url: str, clock: MovedClock
) -> None:
    job = send(alice, LONG).json
    handle.close()
    worker = _worker(database_url, clock.now)
    while worker.poll() is None and not LedgerTransaction.select().count():
        handle.close()
    worker.send_signal(signal.SIGKILL)
    worker.communicate(timeout=60)
    clock.move(by=import_reading.LEASE + timedelta(seconds=1))
    import_reading.read_due(clock=clock)
    assert counts(alice.get(f"/v1/imports/{job['id']}").json) == (4500, 0, 0)
    assert LedgerTransaction.select().count() == 4500


def test_the_same_key_with_the_same_file_is_one_import_and_with_another_is_refused(alice: Borrower) -> None:
    key = {"Idempotency-Key": "a-1"}
    first, again = (send(alice, BANK, headers=key) for _ in range(2))
    assert (first.status_code, again.status_code) == (202, 202)
    assert again.json == first.json and again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["Location"] == first.headers["Location"]
    other = send(alice, BANK + "2026-11-09,ALDI,-1.00,1.00\n", headers=key)
    assert (other.status_code, other.json["errors"][0]["field"]) == (422, "Idempotency-Key")
    assert send(alice, BANK, dry_run="true", headers=key).status_code == 422
    assert ImportJob.select().count() == 1
