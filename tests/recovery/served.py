"""gunicorn as it is deployed, on a database of the test's, and what one asks of it."""

import contextlib
import json
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.processes import Process

_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_SECONDS = 60
PERSON = {
    "email": "a@example.com",
    "password": "correct horse battery",
    "zone": "UTC",
    "locale": "en",
    "country": "CN",
}


class Answer(NamedTuple):
    """What came back; `body` is {} where it is no object."""

    status: int
    retry_after: str | None
    body: dict[str, Any]


class Web:
    """One gunicorn with as many threads as asked for."""

    def __init__(self, folder: Path, *, threads: int = 3, **options: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{probe.getsockname()[1]}"
        command = ("gunicorn", "-c", "python:config.gunicorn", "--threads", str(threads))
        self.process = Process(folder, *command, "-b", self.address, "wsgi:app", **options)

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """One request on a connection of its own."""
        sent = None if body is None else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(
            f"http://{self.address}{path}",
            data=sent,
            method=method,
            headers={"Content-Type": "application/json", **named},
        )
        try:
            with _DIRECT.open(request, timeout=_SECONDS) as answer:
                return _answer(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return _answer(refused)

    def answers(self) -> bool:
        """Whether it listens and lives."""
        with contextlib.suppress(OSError):
            return self.ask("GET", "/healthz").status == 200
        return False

    def at_once(
        self, count: int, method: str, path: str, body: object = None, **headers: str
    ) -> list[Answer]:
        """So many of the same at the same time, so that each thread has to take one."""
        answers: list[Answer] = []
        asking = [
            threading.Thread(target=lambda: answers.append(self.ask(method, path, body, **headers)))
            for _ in range(count)
        ]
        for each in asking:
            each.start()
        for each in asking:
            each.join(_SECONDS)
        return answers


def _answer(answer: Any) -> Answer:
    try:
        body = json.loads(answer.read())
    except ValueError:
        body = {}
    return Answer(answer.status, answer.headers.get("Retry-After"), body if isinstance(body, dict) else {})


@contextlib.contextmanager
def serving(folder: Path, **options: Any) -> Iterator[Web]:
    """A web process that answers, ended afterwards."""
    web = Web(folder, attachments_dir=str(folder / "attachments"), **options)
    try:
        web.process.wait_until(web.answers)
        yield web
    finally:
        web.process.end_now()


def register(web: Web) -> str:
    """An account; returns the Authorization header of whoever opened it."""
    answer = web.ask("POST", "/v1/auth/register", PERSON)
    assert answer.status == 201, answer
    return f"Bearer {answer.body['access_token']}"
