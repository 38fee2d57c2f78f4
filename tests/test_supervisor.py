"""`serve` as an operator runs it: web and worker come up together, and go down together."""

import os
import re
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import Process

_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Served:
    """A running `serve`: its address, and the process numbers of its two children, from their own words."""

    def __init__(self, folder: Path, database_url: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = Process(
            folder,
            "backend.cli",
            "serve",
            "--port",
            str(self.port),
            database_url=database_url,
            push_providers="console",
            tick_seconds="1",
        )

    def is_ready(self) -> bool:
        """The web process answers, and the worker's tick is fresh."""
        try:
            with _DIRECT.open(f"http://127.0.0.1:{self.port}/readyz", timeout=10) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def child(self, name: str) -> int:
        pattern = {"worker": r'"pid": (\d+)[^\n]*worker\.started|worker\.started[^\n]*"pid": (\d+)'}
        pattern["web"] = r"Listening at: http://[^ ]+ \((\d+)\)"
        found = re.search(pattern[name], self.process.said())
        assert found, self.process.said()
        return int(next(filter(None, found.groups())))


@pytest.fixture
def served(database_url: str, tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path, database_url)
    try:
        made.process.wait_until(made.is_ready)
        yield made
    finally:
        made.process.end_now()


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_ends_both_in_good_order(served: Served, number: int) -> None:
    children = [served.child("web"), served.child("worker")]
    assert all(map(is_alive, children))

    assert served.process.told_to_end(number) == 0
    assert not any(map(is_alive, children))
    assert not served.listens()
    assert "worker.stopped" in served.process.said()  # drained, not killed


@pytest.mark.parametrize(("dies", "other"), [("worker", "web"), ("web", "worker")])
def test_when_one_dies_the_other_is_stopped_and_the_code_says_so(
    served: Served, dies: str, other: str
) -> None:
    left = served.child(other)
    os.kill(served.child(dies), signal.SIGKILL)

    assert served.process.ends() != 0
    assert not is_alive(left)
    if other == "worker":
        assert "worker.stopped" in served.process.said()


def test_a_set_up_that_cannot_work_starts_neither(tmp_path: Path, database_url: str) -> None:
    process = Process(tmp_path, "backend.cli", "serve", database_url=database_url, tick_seconds="soon")

    assert process.ends() != 0
    assert "GRACEDAY_TICK_SECONDS" in process.said()
    assert "worker.started" not in process.said()
