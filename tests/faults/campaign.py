"""One campaign on one database: traffic all the time, each fault at least once, then faults at random until it is over.

What a fault costs is measured from its end: until a write is acknowledged, and /readyz says 200 and knows of a tick
that was made since.
"""

import contextlib
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.keeping import Clock, Service, kill
from tests.faults.places import CRASH, SHUT_DOWN, Place, Postgresql, Sqlite
from tests.faults.traffic import Given, Household, Traffic, ask, lost_writes
from tests.loopback.fcm_server import FcmServer
from tests.loopback.smtp_server import SmtpServer

DAY = 24 * 3600
BOUND_SECONDS = 5.0
_TICK_SECONDS = 1
_STALE_SECONDS = 4  # after so long without a tick /readyz must not say ready
_COMES_BACK_SECONDS = 60.0
_SETTLES_SECONDS = 90.0
_CALM_SECONDS = 1.5
_ROUNDED = 0.5  # seconds, of a tick's age as it is told


@dataclass(frozen=True)
class Fault:
    """`context` breaks something for `seconds`; 0: it is over as soon as it is done. An `outage` must show in
    /readyz: nothing can be written while it lasts."""

    name: str
    context: Callable[[], contextlib.AbstractContextManager[object]]
    seconds: float = 0.0
    outage: bool = False


@dataclass
class Result:
    """What a campaign found. `recoveries`: (fault, seconds). `copies`: the same push or mail again, under the same
    identity: the phone replaces it, a mailbox can drop it."""

    database: str
    faults: Counter[str] = field(default_factory=Counter)
    recoveries: list[tuple[str, float]] = field(default_factory=list)
    acknowledged: int = 0
    expected: int = 0
    lost_writes: int = 0
    lost_pushes: int = 0
    seen_twice: int = 0
    copies: int = 0
    refusals: Counter[int] = field(default_factory=Counter)
    errors: Counter[int] = field(default_factory=Counter)
    lies: list[str] = field(default_factory=list)

    @property
    def slowest(self) -> float:
        return max((seconds for _, seconds in self.recoveries), default=0.0)

    @property
    def good(self) -> bool:
        zero = (self.lost_writes, self.lost_pushes, self.seen_twice, self.errors.total(), len(self.lies))
        return not any(zero) and self.slowest <= BOUND_SECONDS and self.expected > 0


class Campaign:
    """Everything that runs, and what can be done to it."""

    def __init__(self, place: Place, folder: Path, tell: Callable[[str], None], seed: int) -> None:
        self.place, self._tell, self._random = place, tell, random.Random(seed)
        self.result = Result(type(place).__name__)
        self.fcm = [FcmServer(), FcmServer()]
        self.smtp = SmtpServer()
        self.clock = Clock(folder)
        self._folder = folder
        self.service: Service
        self.traffic: Traffic

    def run(self, seconds: float) -> Result:
        with contextlib.ExitStack() as stack:
            for server in (*self.fcm, self.smtp):
                stack.enter_context(server)
            self.service = Service(self._folder, self.clock, self._options(), [each.url for each in self.fcm])
            stack.callback(self.service.stop)
            self.traffic = Traffic(self.service.port)
            self.traffic.start()
            stack.callback(self.traffic.stop)
            if self._back_since(time.monotonic()) == float("inf"):
                raise RuntimeError(f"it does not start:\n{self.service.web.said()[-2000:]}")
            self._do_all(time.monotonic() + seconds)
            self._settle()
        return self.result

    def _options(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.place.url,
            "ATTACHMENTS_DIR": str(self.place.attachments),
            "SECRET_KEY": "a secret for the tests, of more than 32 bytes",
            "PUSH_PROVIDERS": "fcm,email",
            "FCM_TIMEOUT_SECONDS": "2",
            "SMTP_HOST": "localhost",
            "SMTP_PORT": str(self.smtp.port),
            "SMTP_SECURITY": "none",
            "SMTP_SENDER": "notice@graceday.example",
            "TICK_SECONDS": str(_TICK_SECONDS),
            "TICK_STALE_SECONDS": str(_STALE_SECONDS),
            "SEND_SECONDS": "1",
            "LEASE_SECONDS": "5",
            "BATCH_SIZE": "50",
            "RATE_LIMIT_DEFAULT": "1000000 per minute",
            "RATE_LIMIT_AUTH": "1000000 per minute",
            "LOG_FORMAT": "json",
        }

    def _do_all(self, until: float) -> None:
        faults = self._faults()
        waiting = self._random.sample(faults, len(faults))
        while waiting or time.monotonic() < until:
            self._do(waiting.pop() if waiting else self._random.choice(faults))

    def _do(self, fault: Fault) -> None:
        time.sleep(_CALM_SECONDS)
        began = time.monotonic()
        with fault.context():
            time.sleep(fault.seconds)
            ended = time.monotonic()
        seconds = self._back_since(time.monotonic())
        self.result.faults[fault.name] += 1
        self.result.recoveries.append((fault.name, seconds))
        self._tell(f"  {fault.name}: back after {seconds:.1f} s")
        told = [each.status for each in self.traffic.ready if began + 1 < each.at < ended]
        if fault.outage and told and told[-1] == 200:
            self.result.lies.append(fault.name)

    def _back_since(self, ended: float) -> float:
        """Until a write and readiness that were asked for after `ended` are well; infinite after a minute."""
        while time.monotonic() < ended + _COMES_BACK_SECONDS:
            written = _first_good(self.traffic.acknowledged, ended)
            ticked = [each for each in list(self.traffic.ready) if (each.ticked_at or 0.0) > ended + _ROUNDED]
            ready = _first_good(ticked, ended)
            if written is not None and ready is not None:
                return max(written, ready) - ended
            time.sleep(0.02)
        return float("inf")

    def _faults(self) -> list[Fault]:
        faults = [
            Fault("one process of the web killed", self._one_of_the_web),
            Fault("the web killed", lambda: _at_once(self.service.web.kill)),
            Fault("a worker killed", lambda: _at_once(self._random.choice(self.service.workers).kill)),
            Fault("both workers killed", lambda: _at_once(*[each.kill for each in self.service.workers])),
            Fault("one gateway hangs", self._hanging, 5),
            Fault("the clock a day ahead", lambda: self._moved(DAY), 5),
            Fault("the clock a day back", lambda: self._moved(-DAY), 5),
        ]
        if self.place.disk.small:
            faults.append(
                Fault("the disk is full", self.place.full_disk, 6, outage=isinstance(self.place, Sqlite))
            )
        else:
            self._tell("  no file system can be mounted here: the full disk is left out")
        return faults + self._of_place()

    def _of_place(self) -> list[Fault]:
        place = self.place
        if isinstance(place, Postgresql):
            return [
                Fault("PostgreSQL restarted", lambda: place.halted(SHUT_DOWN)),
                Fault("PostgreSQL crashed", lambda: place.halted(CRASH)),
                Fault("PostgreSQL away", lambda: place.halted(SHUT_DOWN), 6, outage=True),
                Fault("every connection cut", lambda: _at_once(place.cut)),
                Fault("PostgreSQL stands by", place.standing_by, 5, outage=True),
            ]
        assert isinstance(place, Sqlite)
        return [
            Fault("the file locked", place.locked, 12, outage=True),
            Fault("the file locked for 30 s", place.locked, 30, outage=True),
            Fault("the folder read-only, all started anew", lambda: self._read_only(place), 10, outage=True),
        ]

    def _one_of_the_web(self) -> contextlib.AbstractContextManager[object]:
        children = self.service.web.children()
        return _at_once(*[lambda: kill(self._random.choice(children))] if children else [])

    @contextlib.contextmanager
    def _hanging(self) -> Iterator[None]:
        self.fcm[0].behaviour = "HANG"
        try:
            yield
        finally:
            self.fcm[0].behaviour = "success"

    @contextlib.contextmanager
    def _moved(self, seconds: int) -> Iterator[None]:
        self.clock.put(seconds)
        try:
            yield
        finally:
            self.clock.put(0)

    @contextlib.contextmanager
    def _read_only(self, place: Sqlite) -> Iterator[None]:
        """What is open already goes on writing; so all are started anew."""
        with place.read_only():
            for each in (self.service.web, *self.service.workers):
                each.kill()
            yield

    def _settle(self) -> None:
        """Wait for what is on its way, then count."""
        traffic, result = self.traffic, self.result
        traffic.stop()
        expected = [each for each in traffic.households if each.snoozed]
        until = time.monotonic() + _SETTLES_SECONDS
        while time.monotonic() < until and any(not self._seen(each) for each in expected):
            time.sleep(0.2)
        time.sleep(2 * _TICK_SECONDS)  # for whatever would come twice
        seen = [self._seen(each) for each in expected]
        result.expected = len(expected)
        result.lost_pushes = sum(not each for each in seen)
        result.seen_twice = sum(len(each) > 1 for each in seen)
        result.copies = sum(each.total() - len(each) for each in seen)
        result.acknowledged = len(traffic.acknowledged)
        result.lost_writes = lost_writes(self.service.port, traffic.households)
        result.refusals = Counter(each.status for each in traffic.refused)
        result.errors = traffic.errors()
        for one, each in zip(expected, seen, strict=True):
            if len(each) != 1:  # what the service itself knows of it
                inbox = ask(self.service.port, "GET", "/v1/inbox", headers=one.signed).body
                self._tell(f"  {one.email}, {one.token or 'mail'}, seen {dict(each)}: {json.dumps(inbox)}")

    def _seen(self, one: Household) -> Counter[str]:
        """What reached a borrower, by what makes two of them one: the push's notification, the mail's identity."""
        if one.token is None:
            return Counter(
                str(mail["Message-ID"]) for mail in list(self.smtp.mails) if mail["To"] == one.email
            )
        pushes = [push for each in self.fcm for push in each.pushes(one.token)]
        return Counter(push["data"]["notification_id"] for push in pushes)


@contextlib.contextmanager
def _at_once(*deeds: Callable[[], object]) -> Iterator[None]:
    for deed in deeds:
        deed()
    yield


def _first_good(given: Sequence[Given], since: float) -> float | None:
    return next((each.at for each in list(given) if each.at > since and 200 <= each.status < 300), None)
