"""A worker killed with SIGKILL between any two steps loses nothing; two at once double nothing."""

import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from backend.store.database import database as handle
from backend.store.database import execute, is_sqlite
from backend.store.erasure import erase
from backend.store.people.borrowers import Borrower
from backend.store.reminders.deadlines import Deadline
from backend.store.reminders.deliveries import Delivery
from backend.store.reminders.notifications import Reminder
from tests.databases import OF_THE_TESTS
from tests.story.people import START, move_in
from tests.story.worker_script import run

ROOT = Path(__file__).parents[2]
MORNING = START + timedelta(days=4, hours=3)  # ten in Shanghai, three days before: nine o'clock's are due
PEOPLE = 4


def worker(url: str, sent: Path, kill_at: int, now: object = MORNING, *more: str) -> "subprocess.Popen[str]":
    """tests/story/worker_script.py as a process."""
    command = [sys.executable, "-m", "tests.story.worker_script", url, str(now), str(sent), str(kill_at)]
    command += more
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: "subprocess.Popen[str]") -> int:
    """Its exit code: 0, or that of a process killed with SIGKILL."""
    _, errors = process.communicate(timeout=60)
    assert process.returncode in (0, -signal.SIGKILL), errors
    if process.returncode:
        _until_its_session_is_over()
    return process.returncode


def _until_its_session_is_over() -> None:
    """PostgreSQL takes a moment to notice that a client is gone; until then its rows are skipped as another's."""
    others = (
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND application_name <> ?"
    )
    until = time.monotonic() + 30
    while not is_sqlite() and execute(others, (OF_THE_TESTS,)).fetchone()[0]:
        assert time.monotonic() < until, "a dead worker's session is still there"
        time.sleep(0.01)


def _everything_once(sent: Path) -> None:
    told = Counter((row.deadline_id, row.moment) for row in Reminder.select())
    assert set(told.values()) == {1}
    assert {deadline for deadline, _ in told} == {row.id for row in Deadline.select()}
    keys = {line.split()[0] for line in sent.read_text().splitlines()}
    assert len(keys) == PEOPLE, "a second copy has the first one's collapse key, so the eye sees one"
    assert {row.notification_id for row in Delivery.select()} == keys
    assert {row.state for row in Delivery.select()} == {"accepted"}


def test_a_worker_killed_at_any_point_loses_nothing(
    database: object, database_url: str, tmp_path: Path
) -> None:
    for number in range(PEOPLE):
        move_in(number)
    kill_at, kills = 1, 0
    while True:
        sent = tmp_path / f"sent-{kill_at}"
        sent.touch()
        killed = finish(worker(database_url, sent, kill_at)) != 0
        run(MORNING + timedelta(minutes=2), str(sent), 0, mail=False)  # the next worker, leases having ended
        _everything_once(sent)
        if not killed:
            break
        kills += 1
        kill_at += 1
        _start_over()
    assert kills >= 10, "the walk must have met every commit and every send"


def _start_over() -> None:
    for row in Borrower.select():
        erase(row.id)
    for number in range(PEOPLE):
        move_in(number)


def test_two_workers_at_once_double_nothing(database: object, database_url: str, tmp_path: Path) -> None:
    people = 24
    for number in range(people):
        move_in(number, dues=1)
    handle.close()
    files = [tmp_path / "one", tmp_path / "two"]
    processes = [worker(database_url, path, 0) for path in files]
    assert [finish(process) for process in processes] == [0, 0]
    handle.connect(reuse_if_open=True)
    lines = [line for path in files if path.exists() for line in path.read_text().splitlines()]
    assert len(lines) == len(set(lines)) == people
    assert Reminder.select().count() == people
