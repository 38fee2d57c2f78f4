"""An app inside this process, on a clock that the story moves: no server is needed, and nothing is waited for."""

import io
import secrets
import urllib.error
from collections.abc import Mapping
from email.message import Message
from pathlib import Path

from backend.app import create_app
from backend.clock import Clock
from backend.simulation.api_client import Api
from config.settings import Settings

_DAY_IN_MINUTES = 1440


def database_in(folder: Path) -> str:
    """The address of the story's own database."""
    return f"sqlite:///{folder / 'told.sqlite3'}"


class InProcess(Api):
    """Asks an app of its own, with its database in `folder`; what it answers is what a server would."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        super().__init__("")
        environ = {
            "GRACEDAY_DATABASE_URL": database_in(folder),
            "GRACEDAY_ATTACHMENTS_DIR": str(folder / "told-attachments"),
            "GRACEDAY_SECRET_KEY": secrets.token_urlsafe(48),
            "GRACEDAY_ACCESS_TOKEN_MINUTES": str(_DAY_IN_MINUTES),
        }
        self._client = create_app(Settings.from_environ(environ), clock).test_client()

    def _exchange(
        self, method: str, path: str, data: bytes | None, headers: dict[str, str]
    ) -> tuple[Mapping[str, str], bytes]:
        answer = self._client.open(path, method=method, data=data, headers=self._signed(headers))
        if answer.status_code >= 400:
            raise urllib.error.HTTPError(path, answer.status_code, "", Message(), io.BytesIO(answer.data))
        return dict(answer.headers), answer.data
