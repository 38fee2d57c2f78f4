"""The ticker: jobs that fail come back, late ones run once, none overlaps itself, and stopping waits."""

import logging
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import IO

import pytest
import structlog

from backend.store.database import bind, execute
from push import timer
from push.timer import Ticker
from tests.faults.keeping import Clock
from tests.processes import LONGEST_WAIT

RARELY = timedelta(hours=1)


class Job:
    """Counts its runs. Each waits for `free`, which is set unless a test clears it; the first may fail."""

    def __init__(self, *, fails_first: bool = False) -> None:
        self.runs = self.at_once = self.most_at_once = 0
        self.started, self.free = threading.Semaphore(0), threading.Event()
        self.free.set()
        self._fails_first = fails_first
        self._lock = threading.Lock()

    def __call__(self) -> None:
        with self._lock:
            self.runs += 1
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            first = self.runs == 1
        self.started.release()
        assert self.free.wait(LONGEST_WAIT)
        with self._lock:
            self.at_once -= 1
        if first and self._fails_first:
            raise RuntimeError("the first run fails")

    def wait_for_run(self) -> None:
        assert self.started.acquire(timeout=LONGEST_WAIT)


@pytest.fixture
def running() -> Iterator[list[Ticker]]:
    """Tickers to stop after the test, whatever happened in it."""
    tickers: list[Ticker] = []
    yield tickers
    for each in tickers:
        each.stop()


def test_a_job_that_fails_runs_again(running: list[Ticker]) -> None:
    job = Job(fails_first=True)
    with structlog.testing.capture_logs() as said:
        running.append(timer.start({"job": (timedelta(milliseconds=20), job)}))
        job.wait_for_run()
        job.wait_for_run()

    failures = [(line["event"], line["job"], line["log_level"]) for line in said]
    assert failures == [("job.failed", "job", "error")]


def test_one_job_that_fails_does_not_stop_another(running: list[Ticker]) -> None:
    bad, good = Job(fails_first=True), Job()
    often = timedelta(milliseconds=20)
    running.append(timer.start({"bad": (often, bad), "good": (often, good)}))

    for _ in range(3):
        good.wait_for_run()


def test_every_job_runs_at_the_start_and_then_at_its_interval(running: list[Ticker]) -> None:
    often, rarely = Job(), Job()
    running.append(timer.start({"often": (timedelta(milliseconds=20), often), "rarely": (RARELY, rarely)}))

    rarely.wait_for_run()
    for _ in range(3):
        often.wait_for_run()
    running[0].stop()
    assert rarely.runs == 1


def test_a_job_never_overlaps_itself_and_says_nothing_of_it(
    running: list[Ticker], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    slow, beside = Job(), Job()
    often = timedelta(milliseconds=20)
    slow.free.clear()
    running.append(timer.start({"slow": (often, slow), "beside": (often, beside)}))
    slow.wait_for_run()
    for _ in range(5):
        beside.wait_for_run()
    assert slow.runs == 1
    slow.free.set()
    slow.wait_for_run()
    slow.wait_for_run()
    running[0].stop()

    assert slow.most_at_once == 1
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_a_database_that_is_away_is_a_line_and_no_traceback(running: list[Ticker], tmp_path: Path) -> None:
    bind(f"sqlite:///{tmp_path / 'nowhere' / 'graceday.sqlite3'}")
    asked = threading.Semaphore(0)

    def ask() -> None:
        asked.release()
        execute("SELECT 1")

    with structlog.testing.capture_logs() as said:
        running.append(timer.start({"job": (timedelta(milliseconds=20), ask)}))
        for _ in range(3):
            assert asked.acquire(timeout=LONGEST_WAIT)
        running[0].stop()

    assert {tuple(line.values()) for line in said} == {("job", "away", "job.postponed", "warning")}


def test_stopping_waits_for_the_job_that_runs(running: list[Ticker]) -> None:
    job, stopped = Job(), threading.Event()
    job.free.clear()
    ticker = timer.start({"job": (RARELY, job)})
    running.append(ticker)
    job.wait_for_run()

    def stop() -> None:
        ticker.stop()
        stopped.set()

    stopping = threading.Thread(target=stop)
    stopping.start()
    assert not stopped.wait(0.1)
    job.free.set()
    stopping.join(LONGEST_WAIT)
    assert stopped.is_set()
    assert (job.runs, job.at_once) == (1, 0)


TICKING = """
import sys
from datetime import timedelta
from push import timer
from threading import Event
timer.start({"job": (timedelta(milliseconds=100), lambda: print("ran", flush=True))})
Event().wait()
"""


@pytest.mark.skipif(not shutil.which("cc"), reason="no C compiler")
@pytest.mark.parametrize("days", [-1, 1])
def test_a_clock_that_jumps_a_day_holds_no_job_up(tmp_path: Path, days: int) -> None:
    """Public report: agronholm/apscheduler#752. The process's own clock is moved beneath it while it runs."""
    clock = Clock(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", TICKING], env={**os.environ, **clock.env}, stdout=subprocess.PIPE, text=True
    ) as worker:
        said = lines_of(worker)
        try:
            assert [said.get(timeout=LONGEST_WAIT) for _ in range(2)] == ["ran", "ran"]
            clock.put(days * 86_400)
            told = [said.get(timeout=LONGEST_WAIT) for _ in range(15)]
        finally:
            worker.kill()
    assert set(told) == {"ran"}


def lines_of(process: "subprocess.Popen[str]") -> "queue.Queue[str]":
    """What it prints, line by line, as it comes."""
    found: queue.Queue[str] = queue.Queue()
    assert process.stdout is not None

    def read(stream: IO[str]) -> None:
        for line in stream:
            found.put(line.strip())

    threading.Thread(target=read, args=(process.stdout,), daemon=True).start()
    return found
