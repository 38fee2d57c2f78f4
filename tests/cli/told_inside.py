"""The demo's whole story in this process: a test client in place of HTTP, the worker's steps in place of a worker.

The clock moves with each request and each round of the worker, as it would.
"""

import io
import urllib.error
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import Message
from pathlib import Path
from typing import Any

from flask import Flask

from backend import demo
from backend.app import create_app
from backend.simulation.api_client import Api
from backend.simulation.plan_story import Story
from backend.simulation.purchases import StagedLine
from backend.store.database import bind, close_thread
from config.settings import Settings
from push.__main__ import Worker
from tests.moved_clock import MovedClock

PASSWORD = "correct horse battery"
REQUEST, ROUND = timedelta(milliseconds=20), timedelta(seconds=1)


class Inside(Api):
    """Asks the app in this process. `plan` is the last cut plan it was given."""

    plan: dict[str, Any]

    def __init__(self, app: Flask, clock: MovedClock) -> None:
        super().__init__("http://127.0.0.1")
        self._client, self._clock = app.test_client(), clock

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = super().post(path, body)
        if path == "/v1/cut-plans":
            self.plan = answer
        return answer

    def _exchange(
        self, method: str, path: str, data: bytes | None, headers: dict[str, str]
    ) -> tuple[Mapping[str, str], bytes]:
        self._clock.move(by=REQUEST)
        if self._token:
            headers = {**headers, "Authorization": f"Bearer {self._token}"}
        answer = self._client.open(path, method=method, data=data, headers=headers)
        if answer.status_code >= 400:
            raise urllib.error.HTTPError(path, answer.status_code, "", Message(), io.BytesIO(answer.data))
        return answer.headers, answer.data


@dataclass
class Server:
    """Web and worker in this process, on whichever database was played, with one clock."""

    folder: Path
    clock: MovedClock

    def __post_init__(self) -> None:
        environ = {
            "GRACEDAY_DATABASE_URL": demo.database_of(str(self.folder)),
            "GRACEDAY_ATTACHMENTS_DIR": str(self.folder / "attachments"),
            "GRACEDAY_SECRET_KEY": "a secret for the tests, of more than 32 bytes",
            "GRACEDAY_RATE_LIMIT_AUTH": "1000000 per minute",
            "GRACEDAY_RATE_LIMIT_DEFAULT": "1000000 per minute",
        }
        settings = Settings.from_environ(environ)
        self.app, self.worker = create_app(settings, self.clock), Worker(settings, self.clock)

    def tell(self, folder: Path, lines: list[StagedLine], *, at: datetime, locale: str = "en") -> Inside:
        """The story, told from `at` on, of the household played in `folder`; raises what the demo would."""
        self.clock.move(to=at)
        bind(demo.database_of(str(folder)))
        try:
            self._round()
            api = Inside(self.app, self.clock)
            api.login(demo.EMAIL, PASSWORD)
            story = Story(api, locale, self.clock, pause=self._round)
            story.tell(lines)
            demo.look(story)
            return api
        finally:
            close_thread()

    def _round(self) -> None:
        """A second of the worker's."""
        self.clock.move(by=ROUND)
        self.worker.tick()
        self.worker.send("console")
        self.worker.read_files()
        self.worker.follow()
