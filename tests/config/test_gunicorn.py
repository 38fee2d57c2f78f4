"""gunicorn as configured: several processes, our log, metrics added up, and nothing left behind."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_WAIT = 30.0

# A small application of its own: what is tried here is how processes are run, not what they answer.
APPLICATION = """
import os
from prometheus_client import CollectorRegistry, Counter, generate_latest, multiprocess

SEEN = Counter("seen", "Requests")

def app(environ, start_response):
    SEEN.inc()
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Process", str(os.getpid()))])
    return [generate_latest(registry)]
"""


class Server:
    """A running gunicorn: its address, its process and its log."""

    def __init__(self, folder: Path) -> None:
        (folder / "small.py").write_text(APPLICATION)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{probe.getsockname()[1]}"
        environ = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{ROOT}:{folder}",
            "TMPDIR": str(folder),
            "BIND": self.address,
            "WEB_CONCURRENCY": "2",
            "GRACEDAY_SECRET_KEY": "of thirty-two bytes or rather more",
        }
        self.log = folder / "log"
        command = [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "config/gunicorn.py"), "small:app"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=folder, env=environ, stderr=log, stdout=log)

    def get(self) -> tuple[str, str]:
        """The answering process and the body, as soon as there is an answer."""
        until = time.monotonic() + LONGEST_WAIT
        while True:
            try:
                with urllib.request.urlopen(f"http://{self.address}/?secret=1") as answer:
                    return answer.headers["X-Process"], answer.read().decode()
            except OSError:
                if self.process.poll() is not None or time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def stop(self) -> list[dict[str, str]]:
        """Ask it to end; returns its log, a dictionary a line."""
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(LONGEST_WAIT) == 0
        return [json.loads(line) for line in self.log.read_text().splitlines()]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    started = Server(tmp_path)
    yield started
    if started.process.poll() is None:
        started.process.kill()
        started.process.wait()


def test_several_processes_share_one_count(server: Server) -> None:
    answers: Counter[str] = Counter()
    until = time.monotonic() + LONGEST_WAIT
    body = ""
    while len(answers) < 2 and time.monotonic() < until:
        process, body = server.get()
        answers[process] += 1
    assert len(answers) == 2
    # At least, since a request may be counted and its answer lost; and more than one process counts alone.
    found = re.search(r"^seen_total (\d+)", body, re.MULTILINE)
    assert found
    assert int(found[1]) >= answers.total() > max(answers.values())


def test_its_words_join_the_log_and_no_request_is_in_it(server: Server) -> None:
    server.get()
    said = server.stop()
    assert {line["action"] for line in said} == {"gunicorn"}
    assert any("Booting worker" in line["message"] for line in said)
    assert "secret=1" not in server.log.read_text()


def test_it_leaves_no_folder_of_metrics(server: Server, tmp_path: Path) -> None:
    server.get()
    assert list(tmp_path.glob("graceday-metrics-*"))
    server.stop()
    assert list(tmp_path.glob("graceday-metrics-*")) == []


def test_settings_that_do_not_add_up_are_told_once_and_nothing_starts(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "config/gunicorn.py"), "wsgi:app"]
    environ = {"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path), "GRACEDAY_SECRET_KEY": "short"}
    told = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60)
    assert told.returncode == 1
    assert told.stderr.splitlines()[1:] == [
        "  - GRACEDAY_SECRET_KEY must have at least 32 bytes; try: openssl rand -base64 48"
    ]
