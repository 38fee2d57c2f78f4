"""The ticker: a handful of jobs, each in a thread of its own and again at its interval, never overlapping itself.

It only wakes the work; what is due lives in our tables. Durations are measured on the monotonic clock, so that a wall
clock put ahead or back neither hurries nor holds up a job. A job that fails is logged and runs again at its next
interval, and a late one runs once, however late.
"""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta

import structlog

from backend.store.faults import fault_of

log = structlog.get_logger()


class Ticker:
    """Runs each {name: (interval, job)} at once and then at its interval, until `stop`."""

    def __init__(self, jobs: Mapping[str, tuple[timedelta, Callable[[], object]]]) -> None:
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._repeat, args=(name, interval, job), name=name, daemon=True)
            for name, (interval, job) in jobs.items()
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Wait for running jobs to finish their batch, then end. Harmless when repeated."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def _repeat(self, name: str, interval: timedelta, job: Callable[[], object]) -> None:
        seconds = interval.total_seconds()
        while not self._stopping.is_set():
            began = time.monotonic()
            _run(name, job)
            # What outlasts its interval comes again at the next beat, not at all those it has missed.
            self._stopping.wait(seconds - (time.monotonic() - began) % seconds)


def _run(name: str, job: Callable[[], object]) -> None:
    try:
        job()
    except Exception as error:  # one bad run must not end the job: the next one takes the rows
        if fault := fault_of(error):
            log.warning("job.postponed", job=name, fault=fault.value)
        else:
            log.exception("job.failed", job=name)


def start(jobs: Mapping[str, tuple[timedelta, Callable[[], object]]]) -> Ticker:
    """Run each {name: (interval, job)} now and then at its interval; returns what stops them."""
    ticker = Ticker(jobs)
    ticker.start()
    return ticker
