"""The worker: `python -m push`. Its own process; any number of them may run on one database.

SIGTERM and SIGINT drain: the batch in hand is sent and recorded, then the process ends. What SIGKILL leaves
behind is a lease that runs out.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import FrameType

import structlog

from backend import countries
from backend.actions import housekeeping
from backend.actions.bureau import checkpoints
from backend.actions.credit import series_rolling
from backend.actions.people.addresses import unsubscribe_token
from backend.actions.reminders import clock_put_back
from backend.actions.reminders import tick as reminders
from backend.actions.spending import envelopes, import_reading
from backend.attachments.files import Store
from backend.clock import Clock, moved, system_clock
from backend.store import heartbeats
from backend.store.database import bind, close_thread
from config.logging import configure
from config.settings import Settings
from push import gc_tuning, timer
from push.account_mail import AccountMailer
from push.gateways.registry import build
from push.sender import Sender

log = structlog.get_logger()

# Asks one small index whether a plan is due to be looked at: what a payment made untrue is not said long after.
FOLLOW_EVERY = timedelta(minutes=1)


# An attachment that nobody has gone on writing for so long was cut off.
_HALF_WRITTEN = timedelta(hours=6)


class Worker:
    """The jobs of one worker process, each with its own interval and its own database connection."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        self.keys = (settings.secret_key, *settings.secret_key_previous)
        self.stopping = threading.Event()
        self.gateways = build(settings)
        self.attachments = Store(Path(settings.attachments_dir), settings.max_attachment_bytes)
        self.sender = Sender(
            self.gateways,
            clock,
            lease=timedelta(seconds=settings.lease_seconds),
            batch=settings.batch_size,
            should_stop=self.stopping.is_set,
            unsubscribe=self.unsubscribe,
        )

    def unsubscribe(self, borrower_id: str) -> str:
        """The address by which a borrower stops the mails."""
        return f"{self.settings.public_url.rstrip('/')}/account/unsubscribe/{unsubscribe_token(borrower_id, self.keys)}"

    def tick(self) -> None:
        now = self.clock()
        if clock_put_back.mend(now=now, lease=timedelta(seconds=self.settings.lease_seconds)):
            log.warning("clock.put_back")
        done = reminders.tick(
            now=now,
            batch=self.settings.batch_size,
            email="email" in self.gateways,
            should_stop=self.stopping.is_set,
        )
        heartbeats.beat("tick", now=now)
        if done.reminders:
            log.info("tick.done", digests=done.digests, reminders=done.reminders, pushes=done.deliveries)

    def send(self, provider: str) -> None:
        self.sender.send_due(provider)

    def send_account_mail(self) -> None:
        settings = self.settings
        AccountMailer(
            self.gateways["email"],
            self.clock,
            self.keys,
            settings.public_url,
            lease=timedelta(seconds=settings.lease_seconds),
            should_stop=self.stopping.is_set,
        ).send_due()

    def roll(self) -> None:
        rolled = series_rolling.roll(now=self.clock())
        if rolled:
            log.info("roll.done", series=rolled)

    def read_files(self) -> None:
        read = import_reading.read_due(clock=self.clock, should_stop=self.stopping.is_set)
        if read:
            log.info("imports.done", files=read)

    def follow(self) -> None:
        followed = envelopes.track_due_plans(now=self.clock())
        if followed:
            log.info("follow.done", borrowers=followed)

    def check_reports(self) -> None:
        known, now = countries.every(), self.clock()
        checkpoints.wake_outdated(known, now=now)
        planned = checkpoints.plan_due(known, now=now, should_stop=self.stopping.is_set)
        if planned:
            log.info("checkpoints.done", borrowers=planned)

    def housekeep(self) -> None:
        # How old a file is, the disk tells by the system's clock, wherever ours was moved to.
        self.attachments.sweep(older_than=_HALF_WRITTEN, now=system_clock())
        housekeeping.clean(
            now=self.clock(), idempotency_life=timedelta(hours=self.settings.idempotency_hours)
        )

    def run(self) -> None:
        """Run until told to stop, then drain."""
        settings = self.settings
        jobs = {
            "tick": (timedelta(seconds=settings.tick_seconds), self._job(self.tick)),
            "roll": (timedelta(minutes=settings.roll_minutes), self._job(self.roll)),
            "imports": (timedelta(seconds=settings.send_seconds), self._job(self.read_files)),
            "follow": (FOLLOW_EVERY, self._job(self.follow)),
            "checkpoints": (FOLLOW_EVERY, self._job(self.check_reports)),
            "housekeeping": (timedelta(minutes=settings.housekeeping_minutes), self._job(self.housekeep)),
        }
        interval = timedelta(seconds=settings.send_seconds)
        if "email" in self.gateways:
            jobs["account-mail"] = (interval, self._job(self.send_account_mail))
        for provider in self.gateways:
            jobs[f"send-{provider}"] = (interval, self._job(partial(self.send, provider)))
        ticker = timer.start(jobs)
        log.info("worker.started", jobs=sorted(jobs), pid=os.getpid())
        self.stopping.wait()
        ticker.stop()
        for gateway in self.gateways.values():
            gateway.close()
        log.info("worker.stopped")

    def _job(self, work: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            try:
                work()
            finally:
                close_thread()  # jobs are idle for most of the time, and a server has only so many connections

        return run

    def stop(self, signum: int, frame: FrameType | None) -> None:
        self.stopping.set()


def main() -> int:
    """Start a worker from the environment; 2 when it is misconfigured."""
    try:
        settings = Settings.from_environ(os.environ)
        configure(settings)
        bind(settings.database_url)
        worker = Worker(settings, moved(settings.clock_offset_seconds))
    except (ValueError, OSError) as error:  # of the settings, or of a gateway that cannot work with them
        print(error, file=sys.stderr)
        return 2
    if settings.clock_offset_seconds:
        log.warning("clock.moved", seconds=settings.clock_offset_seconds)
    gc_tuning.tune_gc()
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, worker.stop)
    worker.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
