"""Borrowers who write all the time and insist: what was acknowledged to them is what must be there at the end.

Each opens an account, adds a phone (every fourth has only a mailbox), types a deadline and snoozes it for a few
seconds: four writes, and one reminder that must come once.
"""

import http.client
import json
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from backend.clock import system_clock

WRITERS = 4
_SNOOZE = timedelta(seconds=4)
_PACE_SECONDS = 0.4
_AGAIN_SECONDS = 0.2
_PATIENCE_SECONDS = 20
_AGE = re.compile(r"last tick (-?\d+) s ago")
_BY_DAY = (
    "UTC",
    "Asia/Shanghai",
    "America/New_York",
    "Asia/Kolkata",
    "America/Los_Angeles",
    "Pacific/Auckland",
)


class Answer(NamedTuple):
    """`status` 0: nobody answered, or the connection broke off."""

    status: int
    body: dict[str, Any]


def ask(
    port: int, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
) -> Answer:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_SECONDS)
    sent = None if body is None else json.dumps(body)
    try:
        connection.request(method, path, sent, {"Content-Type": "application/json", **(headers or {})})
        answer = connection.getresponse()
        read = json.loads(answer.read() or b"{}")
        return Answer(answer.status, read if isinstance(read, dict) else {})
    except (OSError, http.client.HTTPException, ValueError):
        return Answer(0, {})
    finally:
        connection.close()


@dataclass
class Household:
    """What was acknowledged to one borrower. `token` None: written to by mail."""

    email: str
    token: str | None
    signed: dict[str, str] = field(default_factory=dict)
    deadline_id: str | None = None
    device_id: str | None = None
    snoozed: bool = False
    writes: int = 0


class Given(NamedTuple):
    """An answer and when it came, on the monotonic clock; of /readyz also when the tick was that it knows of."""

    at: float
    status: int
    ticked_at: float | None = None


class Traffic:
    """Threads that write until `stop`. `refused` and `acknowledged` hold when."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._number = 0
        self.households: list[Household] = []
        self.acknowledged: list[Given] = []
        self.refused: list[Given] = []
        self.ready: list[Given] = []
        self._threads = [threading.Thread(target=self._write, daemon=True) for _ in range(WRITERS)]
        self._threads.append(threading.Thread(target=self._look, daemon=True))

    def start(self) -> None:
        for each in self._threads:
            each.start()

    def stop(self) -> None:
        self._stopping.set()
        for each in self._threads:
            each.join()

    def errors(self) -> Counter[int]:
        """Answers that no fault excuses: 500 and what is no refusal of ours."""
        return Counter(each.status for each in self.refused if each.status not in (0, 503, 507))

    def _look(self) -> None:
        while not self._stopping.wait(_AGAIN_SECONDS):
            answer = ask(self._port, "GET", "/readyz")
            at = time.monotonic()
            told = answer.body.get("checks", {}).get("tick", {}).get("message", "")
            age = _AGE.search(told)
            self.ready.append(Given(at, answer.status, at - int(age[1]) if age else None))

    def _write(self) -> None:
        while not self._stopping.wait(_PACE_SECONDS):
            self._live(self._moves_in())

    def _moves_in(self) -> Household:
        with self._lock:
            self._number += 1
            number = self._number
            token = None if number % 4 == 0 else f"phone-{number}"
            made = Household(f"b{number}@example.com", token)
            self.households.append(made)
        return made

    def _live(self, one: Household) -> None:
        account = {"email": one.email, "password": "correct horse battery", "zone": _day_zone()}
        opened = self._insist(
            one, "/v1/auth/register", {**account, "locale": "en", "country": "CN"}, "register"
        )
        if opened is None:
            return
        one.signed = {"Authorization": f"Bearer {opened['access_token']}"}
        if one.token:
            phone = {"provider": "fcm", "token": one.token, "platform": "android"}
            device = self._insist(one, "/v1/devices", phone, "device")
            one.device_id = device["id"] if device else None
        due_on = (system_clock() + timedelta(days=5)).date().isoformat()
        due = self._insist(one, "/v1/deadlines", {"title": "Rent", "due_on": due_on}, "deadline")
        if due is None:
            return
        one.deadline_id = due["id"]
        self._snooze(one)

    def _snooze(self, one: Household) -> None:
        """Until the snooze is acknowledged; one that has run out on the way is asked for again."""
        tries = 0
        while not one.snoozed and not self._stopping.is_set():
            tries += 1
            until = (system_clock() + _SNOOZE).isoformat()
            path = f"/v1/deadlines/{one.deadline_id}/snooze"
            one.snoozed = (
                self._insist(one, path, {"until": until}, f"snooze-{tries}", ran_out=True) is not None
            )

    def _insist(
        self, one: Household, path: str, body: object, key: str, *, ran_out: bool = False
    ) -> dict[str, Any] | None:
        """Send the same under the same key until it is acknowledged; None where the campaign ends before, or where the
        snooze asked for lies behind by now."""
        headers = {**one.signed, "Idempotency-Key": f"{one.email}-{key}"}
        while not self._stopping.is_set():
            answer = ask(self._port, "POST", path, body, headers)
            at = Given(time.monotonic(), answer.status)
            if 200 <= answer.status < 300:
                self.acknowledged.append(at)
                one.writes += 1
                return answer.body
            if ran_out and answer.status == 422:
                return None
            self.refused.append(at)
            self._stopping.wait(_AGAIN_SECONDS)
        return None


def _day_zone() -> str:
    """A zone in which nobody sleeps just now."""
    now = system_clock()
    return min(_BY_DAY, key=lambda name: abs(now.astimezone(ZoneInfo(name)).hour - 14))


def lost_writes(port: int, households: list[Household]) -> int:
    """How many acknowledged writes are not there, or are there twice."""
    return sum(_lost(port, each) for each in households if each.signed)


def _lost(port: int, one: Household) -> int:
    missing = 0
    if one.device_id:
        devices = ask(port, "GET", "/v1/devices", headers=one.signed).body.get("items", [])
        missing += [each["id"] for each in devices] != [one.device_id]
    if one.deadline_id:
        deadlines = ask(port, "GET", "/v1/deadlines", headers=one.signed).body.get("items", [])
        missing += [each["id"] for each in deadlines] != [one.deadline_id]
        missing += one.snoozed and not all(each["snoozed_until"] for each in deadlines)
    return missing
