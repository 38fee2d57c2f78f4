"""The ticker: jobs that fail come back, late ones run once, none overlaps itself, and stopping waits."""

import logging
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import structlog
from apscheduler.events import EVENT_JOB_MAX_INSTANCES

from backend.clock import system_clock
from push import timer

LONGEST_WAIT = 20.0
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
def running() -> Iterator[list[Any]]:
    """Schedulers to stop after the test, whatever happened in it."""
    schedulers: list[Any] = []
    yield schedulers
    for each in schedulers:
        if each.running:
            timer.stop(each)


def test_a_job_that_fails_runs_again(running: list[Any]) -> None:
    job = Job(fails_first=True)
    with structlog.testing.capture_logs() as said:
        running.append(timer.start({"job": (timedelta(milliseconds=20), job)}))
        job.wait_for_run()
        job.wait_for_run()

    failures = [(line["event"], line["job"], line["log_level"]) for line in said]
    assert failures == [("job.failed", "job", "error")]


def test_one_job_that_fails_does_not_stop_another(running: list[Any]) -> None:
    bad, good = Job(fails_first=True), Job()
    often = timedelta(milliseconds=20)
    running.append(timer.start({"bad": (often, bad), "good": (often, good)}))

    for _ in range(3):
        good.wait_for_run()


def test_every_job_runs_at_the_start_and_then_at_its_interval(running: list[Any]) -> None:
    often, rarely = Job(), Job()
    running.append(timer.start({"often": (timedelta(milliseconds=20), often), "rarely": (RARELY, rarely)}))

    rarely.wait_for_run()
    for _ in range(3):
        often.wait_for_run()
    timer.stop(running[0])
    assert rarely.runs == 1


def test_however_late_a_job_runs_once(running: list[Any]) -> None:
    job = Job()
    scheduler = timer.start({"job": (RARELY, job)})
    running.append(scheduler)
    job.wait_for_run()

    # As after a machine that slept for a day, and woke between two runs.
    scheduler.modify_job("job", next_run_time=system_clock() - timedelta(days=1, minutes=30))
    job.wait_for_run()
    timer.stop(scheduler)

    assert job.runs == 2


def test_a_job_never_overlaps_itself_and_says_nothing_of_it(
    running: list[Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    job, skipped = Job(), threading.Semaphore(0)
    job.free.clear()
    scheduler = timer.start({"job": (timedelta(milliseconds=20), job)})
    running.append(scheduler)
    scheduler.add_listener(lambda event: skipped.release(), EVENT_JOB_MAX_INSTANCES)
    for _ in range(3):
        assert skipped.acquire(timeout=LONGEST_WAIT)
    job.free.set()
    job.wait_for_run()
    job.wait_for_run()
    timer.stop(scheduler)

    assert job.most_at_once == 1
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_stopping_waits_for_the_job_that_runs(running: list[Any]) -> None:
    job, stopped = Job(), threading.Event()
    job.free.clear()
    scheduler = timer.start({"job": (RARELY, job)})
    running.append(scheduler)
    job.wait_for_run()

    def stop() -> None:
        timer.stop(scheduler)
        stopped.set()

    stopping = threading.Thread(target=stop)
    stopping.start()
    assert not stopped.wait(0.1)
    job.free.set()
    stopping.join(LONGEST_WAIT)
    assert stopped.is_set()
    assert (job.runs, job.at_once) == (1, 0)
