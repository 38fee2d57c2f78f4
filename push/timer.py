"""The ticker: a handful of interval jobs, each coalesced and never overlapping itself.

APScheduler only wakes the work; what is due lives in our tables. A job that fails is logged and runs again at its next
interval, and a late one runs once, however late. APScheduler plans by the wall clock, so that a clock put back by a day
would hold every job up for a day: `_Watch` compares it with the monotonic clock and plans the jobs anew.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from backend.clock import system_clock
from backend.store.faults import fault_of

log = structlog.get_logger()

# It warns at each interval that a job outlasts: a long outbox being worked off, which is no fault.
logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)

# How often the clocks are compared, and how far back the wall clock must have gone to count: less is a clock being set
# right, which holds nothing up for longer than that.
_COMPARE_SECONDS = 1.0
_PUT_BACK = timedelta(seconds=2)

Clock = Callable[[], datetime]


class Ticker:
    """Runs each {name: (interval, job)} at once and then at its interval, until `stop`."""

    def __init__(self, jobs: Mapping[str, tuple[timedelta, Callable[[], object]]], clock: Clock) -> None:
        self._scheduler = BackgroundScheduler(timezone="UTC")
        for name, (interval, job) in jobs.items():
            self._scheduler.add_job(
                _guarded(name, job),
                "interval",
                seconds=interval.total_seconds(),
                id=name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
                next_run_time=system_clock(),
            )
        self._watch = _Watch(clock, self._plan_anew)

    def start(self) -> None:
        self._scheduler.start()
        self._watch.start()

    def stop(self) -> None:
        """Wait for running jobs to finish their batch, then end. Harmless when repeated."""
        self._watch.stop()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def _plan_anew(self, now: datetime) -> None:
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=now)


class _Watch:
    """Calls `put_back` with the new hour whenever the wall clock has gone back, as seen by the monotonic one."""

    def __init__(self, clock: Clock, put_back: Callable[[datetime], None]) -> None:
        self._clock, self._put_back = clock, put_back
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._compare, name="clock-watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _compare(self) -> None:
        ahead = self._ahead()
        while not self._stopping.wait(_COMPARE_SECONDS):
            now_ahead = self._ahead()
            if now_ahead < ahead - _PUT_BACK:
                self._put_back(self._clock())
            ahead = now_ahead

    def _ahead(self) -> timedelta:
        """By how much the wall clock is ahead of the monotonic one, since the epoch of either."""
        return timedelta(seconds=self._clock().timestamp() - time.monotonic())


def _guarded(name: str, job: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        try:
            job()
        except Exception as error:  # one bad run must not end the job: the next one takes the rows
            if fault := fault_of(error):
                log.warning("job.postponed", job=name, fault=fault.value)
            else:
                log.exception("job.failed", job=name)

    return run


def start(jobs: Mapping[str, tuple[timedelta, Callable[[], object]]], clock: Clock = system_clock) -> Ticker:
    """Run each {name: (interval, job)} now and then at its interval; returns what stops them."""
    ticker = Ticker(jobs, clock)
    ticker.start()
    return ticker
