"""`make demo`: some weeks of a household in the console, then a server with that household in it.

Everything of it is its own: a database in a temporary folder, a password, a port, no GRACEDAY_ option of the
caller's. So two may run at once, and nothing is left when one ends, however it is told to.
"""

import json
import os
import secrets
import signal
import socket
import tempfile
import time
import urllib.error
import urllib.request
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from backend import supervisor
from backend.actions.borrowers import hash_password
from backend.domain.calendar import local_time
from backend.simulation.household import ZONE
from backend.simulation.show import play_household
from backend.store import migrations
from backend.store.database import bind, database

EMAIL = "demo@graceday.example"
# The first minimum due from the eleventh day on is forgotten. One falls due every month, and 35 days later it
# is paid, so whatever day it is today, the whole story lies behind.
DAYS, MISSED_AFTER_DAYS = 90, 10
_START_SECONDS = 60.0
_POLL_SECONDS = 0.2

_DEADLINES = "/v1/deadlines?state=open&limit=3"
_PREVIEW = "/v1/preview?days=14"

# Straight to this machine: a proxy in the environment knows nothing of our port.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def run(*, port: int, detach: bool, locale: str, now: datetime) -> int:
    """Play, serve, prove; then stay up, or stop at once when `detach` is set. Returns the exit code."""
    port = _free(port)
    password = f"demo-{secrets.token_urlsafe(9)}"
    base = f"http://127.0.0.1:{port}"
    with (
        supervisor.remembered_signals() as told,
        tempfile.TemporaryDirectory(prefix="graceday-demo-") as folder,
    ):
        url = f"sqlite:///{Path(folder) / 'demo.sqlite3'}"
        _play(url, password, locale, now, told)
        children = [] if told else _start(port, url, base)
        try:
            if told or not _prove(base, password, children, told):
                return 128 + told[0]
            _invite(base, password)
            code = 0 if detach else _stay(children, told)
        finally:
            supervisor.stop(children)
    if detach:
        click.echo("Server and worker were up, answered, and are stopped again.")
    return code


def _free(port: int) -> int:
    """The port asked for, or a free one when something else has it."""
    if supervisor.can_listen("127.0.0.1", port) and port:
        return port
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found = int(probe.getsockname()[1])
    if port:
        click.echo(f"Port {port} is taken; using {found}.")
    return found


def _play(url: str, password: str, locale: str, now: datetime, told: list[int]) -> None:
    bind(url)
    migrations.migrate(database)
    click.secho(f"A household's last {DAYS} days, as its phone showed them:", bold=True)
    play_household(
        local_time.local_date(now, ZONE) - timedelta(days=DAYS),
        days=DAYS,
        locale=locale,
        discreet=False,
        missed_after_days=MISSED_AFTER_DAYS,
        email=EMAIL,
        password_hash=hash_password(password),
        should_stop=lambda: bool(told),
    )
    database.close()


def _start(port: int, url: str, base: str) -> list[supervisor.Child]:
    click.echo("\nStarting a server and a worker with this household ...")
    env = {name: value for name, value in os.environ.items() if not name.startswith("GRACEDAY_")}
    env |= {
        "GRACEDAY_DATABASE_URL": url,
        "GRACEDAY_PUBLIC_URL": base,
        "GRACEDAY_SECRET_KEY": secrets.token_urlsafe(48),
        "GRACEDAY_LOG_LEVEL": os.environ.get("GRACEDAY_LOG_LEVEL", "WARNING"),
    }
    env.setdefault("WEB_CONCURRENCY", "2")
    return supervisor.start("127.0.0.1", port, env)


def _call(url: str, token: str | None = None, body: dict[str, Any] | None = None) -> Any:
    request = urllib.request.Request(url, None if body is None else json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with _DIRECT.open(request, timeout=10) as answer:
        text = answer.read()
        return json.loads(text) if "json" in answer.headers["Content-Type"] else text


def _prove(base: str, password: str, children: list[supervisor.Child], told: list[int]) -> bool:
    """Wait until the server answers and the worker ticks, then ask for what `_invite` shows; False when told
    to end meanwhile. Raises ClickException when something is missing."""
    limit, last = time.monotonic() + _START_SECONDS, "it does not answer"
    while not told:
        try:
            _call(f"{base}/readyz")  # database, migrations, and the worker's tick
            _look(base, password)
            return True
        except urllib.error.HTTPError as error:
            last = f"{error.url} answers {error.read().decode(errors='replace').strip()}"
        except (OSError, ValueError) as error:
            last = str(error)
        ended = any(child.poll() is not None for child in children)
        if ended or time.monotonic() > limit:
            reason = "see the lines above" if ended else last
            raise click.ClickException(f"The server did not come up: {reason}.")
        time.sleep(_POLL_SECONDS)
    return False


def _look(base: str, password: str) -> None:
    token = _call(f"{base}/v1/auth/login", body={"email": EMAIL, "password": password})["access_token"]
    parts = {_DEADLINES: "items", _PREVIEW: "digests", "/v1/inbox": "items"}
    missing = [path for path, part in parts.items() if not _call(f"{base}{path}", token)[part]]
    if b"swagger" not in _call(f"{base}/docs").lower():
        missing.append("/docs")
    if missing:
        raise click.ClickException(f"The server is up, but there is nothing at {', '.join(missing)}.")


def _invite(base: str, password: str) -> None:
    login = json.dumps({"email": EMAIL, "password": password})
    click.secho(f"\nThe API is up at {base}, its docs at {base}/docs. Try:\n", bold=True)
    click.echo(
        f"  TOKEN=$(curl -s {base}/v1/auth/login -H 'Content-Type: application/json' \\\n"
        f'    -d \'{login}\' | sed \'s/.*"access_token": *"\\([^"]*\\)".*/\\1/\')'
    )
    for path in (_DEADLINES, _PREVIEW):
        click.echo(f"  curl -s '{base}{path}' -H \"Authorization: Bearer $TOKEN\"")
    click.echo("\nThe token is good for 15 minutes; the first line fetches another.")


def _stay(children: list[supervisor.Child], told: list[int]) -> int:
    click.echo("Ctrl-C stops it.")
    code = supervisor.wait(children, told)
    if not told:
        click.echo("Server or worker has ended by itself; see the lines above.", err=True)
    elif told[0] == signal.SIGINT:
        click.echo("")
    return code
