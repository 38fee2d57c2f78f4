"""`make demo`: some weeks of a household in the console, then a server with that household in it."""

import json
import secrets
import signal
import socket
import time
import urllib.error
import urllib.request
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from backend import supervisor
from backend.actions.borrowers import hash_password
from backend.simulation.show import play_household
from backend.store import migrations
from backend.store.database import bind, database

EMAIL = "demo@graceday.example"
DAYS = 60
_START_SECONDS = 60.0


def run(*, port: int, detach: bool, locale: str, today: date) -> int:
    """Play, serve, prove; then stay up, or stop at once when `detach` is set. Returns the exit code."""
    port = _free(port)
    password = f"demo-{secrets.token_urlsafe(9)}"
    url = _fresh_database()
    _play(url, password, locale, today)
    env = {"GRACEDAY_DATABASE_URL": url, "GRACEDAY_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    children = supervisor.start("127.0.0.1", port, env)
    try:
        _prove(f"http://127.0.0.1:{port}", password, children)
        _invite(f"http://127.0.0.1:{port}", password)
        if not detach:
            _stay(children)
    finally:
        supervisor.stop(children)
    if detach:
        click.echo("Server and worker were up, answered, and are stopped again.")
    return 0


def _free(port: int) -> int:
    """The port asked for, or a free one when something else has it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            return port
        except OSError:
            pass
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found = int(probe.getsockname()[1])
    click.echo(f"Port {port} is taken; using {found}.")
    return found


def _fresh_database() -> str:
    Path("var").mkdir(exist_ok=True)
    for suffix in ("", "-wal", "-shm"):
        Path(f"var/demo.sqlite3{suffix}").unlink(missing_ok=True)
    return "sqlite:///var/demo.sqlite3"


def _play(url: str, password: str, locale: str, today: date) -> None:

    bind(url)
    migrations.migrate(database)
    click.secho(f"A household's last {DAYS} days, as its phone showed them:", bold=True)
    play_household(
        today - timedelta(days=DAYS),
        days=DAYS,
        locale=locale,
        discreet=False,
        email=EMAIL,
        password_hash=hash_password(password),
    )
    database.close()


def _call(url: str, token: str | None = None, body: dict[str, Any] | None = None) -> Any:
    request = urllib.request.Request(url, None if body is None else json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=10) as answer:
        text = answer.read()
        return json.loads(text) if "json" in answer.headers["Content-Type"] else text


def _prove(base: str, password: str, children: list[Any]) -> None:
    """Wait for the server, sign in, and read what the demo promises; fails loudly when one is missing."""
    limit = time.monotonic() + _START_SECONDS
    while True:
        try:
            _call(f"{base}/healthz")
            break
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > limit or any(child.poll() is not None for child in children):
                raise click.ClickException("The server did not come up; see the lines above.") from None
            time.sleep(0.2)
    token = _call(f"{base}/v1/auth/login", body={"email": EMAIL, "password": password})["access_token"]
    open_ones = _call(f"{base}/v1/deadlines?state=open", token)["items"]
    if not open_ones or b"swagger" not in _call(f"{base}/docs").lower():
        raise click.ClickException("The server is up, but the household or the docs page is not there.")


def _invite(base: str, password: str) -> None:
    login = json.dumps({"email": EMAIL, "password": password})
    click.secho(f"\nThe API is up at {base}, its docs at {base}/docs. Try:\n", bold=True)
    click.echo(
        f"  TOKEN=$(curl -s {base}/v1/auth/login -H 'Content-Type: application/json' \\\n"
        f'    -d \'{login}\' | sed \'s/.*"access_token": *"\\([^"]*\\)".*/\\1/\')'
    )
    click.echo(f'  curl -s {base}/v1/deadlines?state=open -H "Authorization: Bearer $TOKEN"')
    click.echo(f'  curl -s {base}/v1/preview -H "Authorization: Bearer $TOKEN"\n')


def _stay(children: list[Any]) -> None:
    click.echo("Ctrl-C stops it.")
    told: list[int] = []
    signal.signal(signal.SIGTERM, lambda signum, frame: told.append(signum))
    try:
        while not told and all(child.poll() is None for child in children):
            time.sleep(0.3)
    except KeyboardInterrupt:
        click.echo("")
