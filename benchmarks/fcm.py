"""FCM: our pooled gateway beside a bare firebase-admin `send_each` loop, against one loopback server.

`python -m benchmarks.fcm` takes under a minute. First both send a batch to the server that checks each
message as FCM does. Then they are timed, in turns, encoding included, against a lean one in a process of
its own that answers after 50 ms, as Google does; then at once, where nothing but the client's own cost is
left. `--strict` exits 1 below the target.
"""

import argparse
import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import firebase_admin
import requests.adapters
from firebase_admin import messaging
from google.oauth2.credentials import Credentials

from backend.clock import system_clock
from benchmarks.ground import Ratio
from push.gateways.fcm import FcmGateway, envelope
from push.gateways.protocol import Message, SendOutcome
from tests.loopback.fcm_server import FcmServer

TARGET = 3.0
CHUNK = 500  # the most that send_each takes
_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Round:
    """Messages a second, measured one after the other: firebase-admin, ours by CHUNK, ours in one go."""

    send_each: float
    by_chunk: float
    one_go: float


def run(quick: bool) -> Iterator[Ratio]:
    """The ratio that is asked for: answers after 50 ms. What each way sends a second is printed above it."""
    _leave_to_the_collector_what_goes()
    ratio = report(measure(50, rounds=3 if quick else 7, now=system_clock()))
    yield Ratio("FCM, answers after 50 ms, times send_each", ratio, TARGET)


def measure(delay_ms: int, *, rounds: int = 7, now: datetime) -> list[Round]:
    """Both clients against a server that answers after `delay_ms`, turn by turn."""
    with (
        answerer(delay_ms) as url,
        bare(url) as send_each,
        pooled(url, CHUNK) as by_chunk,
        pooled(url, 4 * CHUNK) as one_go,
    ):
        return [
            Round(
                _rate(send_each, _messages(CHUNK, now), now),
                _rate(by_chunk, _messages(4 * CHUNK, now), now),
                _rate(one_go, _messages(4 * CHUNK, now), now),
            )
            for _ in range(rounds)
        ]


def report(rounds: list[Round]) -> float:
    """Print the medians; returns the ratio that the target is about. A ratio is of one round: what else
    the machine does then slows both sides."""
    median = statistics.median
    ratio = median(each.by_chunk / each.send_each for each in rounds)
    in_one_go = median(each.one_go / each.send_each for each in rounds)
    lines = [
        (f"send_each, {CHUNK} a call", median(each.send_each for each in rounds), ""),
        (f"pooled, {CHUNK} a call", median(each.by_chunk for each in rounds), f", ratio {ratio:.1f}"),
        (f"pooled, {4 * CHUNK} a call", median(each.one_go for each in rounds), f", ratio {in_one_go:.1f}"),
    ]
    for name, rate, suffix in lines:
        print(f"    {name:22} {rate:6,.0f}{suffix}", flush=True)
    return ratio


Send = Callable[[list[Message], datetime], int]


def _rate(send: Send, messages: list[Message], now: datetime) -> float:
    start = time.perf_counter()
    accepted = send(messages, now)
    elapsed = time.perf_counter() - start
    if accepted != len(messages):
        raise RuntimeError(f"only {accepted} of {len(messages)} accepted: the rate would mean nothing")
    return accepted / elapsed


@contextmanager
def pooled(url: str, batch: int) -> Iterator[Send]:
    """Our gateway, given `batch` messages a call; the worker's default is CHUNK."""
    gateway = FcmGateway(url=url)

    def send(messages: list[Message], now: datetime) -> int:
        chunks = (messages[start : start + batch] for start in range(0, len(messages), batch))
        receipts = [receipt for chunk in chunks for receipt in gateway.send(chunk, now=now)]
        return sum(each.outcome is SendOutcome.ACCEPTED for each in receipts)

    yield send
    gateway.close()


@contextmanager
def bare(url: str) -> Iterator[Send]:
    """firebase-admin's own client, pointed at the loopback server with the same pool it has for Google."""
    service_class, original = messaging._MessagingService, messaging._MessagingService.FCM_URL
    service_class.FCM_URL = url + "/v1/projects/{0}/messages:send"
    credential = Credentials(token="loopback")  # type: ignore[no-untyped-call]
    app = firebase_admin.initialize_app(credential, {"projectId": "loopback"}, name="benchmark")
    service = messaging._get_messaging_service(app)
    service._client.session.mount(url, requests.adapters.HTTPAdapter(pool_connections=100, pool_maxsize=100))

    def send_each(messages: list[Message], now: datetime) -> int:
        answer: Any = messaging.send_each([_as_firebase(each, now) for each in messages], app=app)
        return int(answer.success_count)

    try:
        yield send_each
    finally:
        service_class.FCM_URL = original
        firebase_admin.delete_app(app)


def _as_firebase(message: Message, now: datetime) -> Any:
    """The very message that our gateway sends."""
    made = envelope(message, now)
    made.notification = messaging.Notification(title=message.title, body=message.body)
    made.data = {"link": message.deep_link, "delivery_id": message.delivery_id, **message.data}
    return made


@contextmanager
def answerer(delay_ms: int) -> Iterator[str]:
    """The lean server in a process of its own; gives its address."""
    command = [sys.executable, "-m", "benchmarks.fcm_answerer", str(delay_ms)]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def check(*, now: datetime) -> None:
    """Both clients' messages are such as FCM takes, and the same; raises RuntimeError."""
    with FcmServer() as server, bare(server.url) as send_each, pooled(server.url, CHUNK) as ours:
        for send in (send_each, ours):
            _rate(send, _messages(CHUNK, now), now)
        differing = [token for token, (first, second) in server.delivered.items() if first != second]
    if differing:
        raise RuntimeError(f"{len(differing)} messages differ between the two clients")


def _messages(count: int, now: datetime) -> list[Message]:
    return [
        Message(
            delivery_id=f"dlv_{number:026d}",
            address=f"{number:08d}:{'t' * 150}",  # about as long as a registration token
            platform="android",
            locale="zh-CN",
            title="明天有一笔还款到期",
            body="招商银行信用卡 最低还款额 ¥1,234.00，请在 17:00 前还款。",
            collapse_key=f"ntf_{number:026d}",
            deep_link=f"graceday://inbox/ntf_{number:026d}",
            data={"kind": "card_minimum", "deadline_id": f"ddl_{number:026d}"},
            urgent=True,
            channel="due",
            expires_at=now + timedelta(hours=8),
        )
        for number in range(count)
    ]


def _leave_to_the_collector_what_goes() -> None:
    """What the libraries leave in memory for good is not for the collector to walk in a timed round."""
    gc.collect()
    gc.freeze()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the ratios; the exit status is 1 only with --strict and below the target."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fcm", description=__doc__)
    parser.add_argument("--strict", action="store_true", help="exit 1 below the target")
    options = parser.parse_args(arguments)
    print(f"FCM, {os.cpu_count()} cores, firebase-admin {firebase_admin.__version__}: messages a second")
    _leave_to_the_collector_what_goes()
    print(f"  answers after 50 ms (target {TARGET:g}):")
    ratio = report(measure(50, now=system_clock()))
    print("  answers at once:")
    report(measure(0, now=system_clock()))
    return 1 if options.strict and ratio < TARGET else 0


if __name__ == "__main__":
    sys.exit(main())
