"""The ticker: a handful of interval jobs, each coalesced and never overlapping itself.

APScheduler only wakes the work; what is due lives in our tables. A job that fails is logged and runs again
at its next interval, and a late one runs once, however late.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from backend.clock import system_clock

log = structlog.get_logger()

# It warns at each interval that a job outlasts: a long outbox being worked off, which is no fault.
logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)


def start(jobs: Mapping[str, tuple[timedelta, Callable[[], object]]]) -> BackgroundScheduler:
    """Run each {name: (interval, job)} now and then at its interval; returns the running scheduler."""
    scheduler = BackgroundScheduler(timezone="UTC")
    for name, (interval, job) in jobs.items():
        scheduler.add_job(
            _guarded(name, job),
            "interval",
            seconds=interval.total_seconds(),
            id=name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
            next_run_time=system_clock(),
        )
    scheduler.start()
    return scheduler


def _guarded(name: str, job: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        try:
            job()
        except Exception:  # one bad run must not end the job: the next one takes the rows
            log.exception("job.failed", job=name)

    return run


def stop(scheduler: BackgroundScheduler) -> None:
    """Wait for running jobs to finish their batch, then end."""
    scheduler.shutdown(wait=True)
