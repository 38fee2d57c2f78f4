"""`make demo`: some weeks of a household in the console, somebody late who finds the way out, then a server with the
household, and from its files to a plan.

Everything of it is its own: a database and attachments in a temporary folder, a password, a port, no GRACEDAY_
option of the caller's, and if asked for a clock: `offset` seconds from the system's, in this process, the server and
the worker alike. So two may run at once, and nothing is left when one ends, however it is told to.
"""

import json
import os
import secrets
import signal
import socket
import tempfile
import time
import urllib.error
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import click

from backend import supervisor
from backend.actions.people.passwords import hash_password
from backend.domain.calendar import local_time
from backend.simulation.api_client import Api
from backend.simulation.household import ZONE
from backend.simulation.late_story import tell_late_story
from backend.simulation.plan_story import Story
from backend.simulation.purchases import Repayment, StagedLine, history
from backend.simulation.show import play_household
from backend.simulation.staging import CASH_FLOW
from backend.store import migrations
from backend.store.credit import payments
from backend.store.database import bind, database

EMAIL = "demo@graceday.example"
# The first minimum due from the eleventh day on is forgotten. One falls due every month, and 35 days later it
# is paid, so whatever day it is today, the whole story lies behind.
DAYS, MISSED_AFTER_DAYS = 90, 10
_START_SECONDS = 60.0
_POLL_SECONDS = 0.2

_DEADLINES = "/v1/deadlines?state=open&limit=3"
_PREVIEW = "/v1/preview?days=14"
_PICTURE = f"/v1/cash-flow.svg?{CASH_FLOW.partition('?')[2]}"


def run(*, port: int, detach: bool, locale: str, clock: Callable[[], datetime], offset: int = 0) -> int:
    """Play, serve, prove; then stay up, or stop at once when `detach` is set. Returns the exit code.

    `clock` is the system's moved by `offset` seconds.
    """
    if offset:
        click.echo(
            f"The clock stands at {local_time.local(clock(), ZONE):%Y-%m-%d %H:%M} in {ZONE}, and runs on."
        )
    port = _free(port)
    password = f"demo-{secrets.token_urlsafe(9)}"
    base = f"http://127.0.0.1:{port}"
    with (
        supervisor.remembered_signals() as told,
        tempfile.TemporaryDirectory(prefix="graceday-demo-") as folder,
    ):
        lines = play(database_of(folder), password, locale, clock(), told)
        if not told:
            tell_late_story(Path(folder), locale, clock(), lambda: bool(told))
        children = [] if told else _start(port, folder, base, offset)
        story = Story(Api(base), locale, clock, lambda: bool(told))
        try:
            if told or not _prove(story.api, password, children, told):
                return 128 + told[0]
            story.tell(lines)
            if told:
                return 128 + told[0]
            look(story)
            _invite(base, password, story.plan_id)
            code = 0 if detach else _stay(children, told)
        finally:
            supervisor.stop(children)
    if detach:
        click.echo(
            "Server and worker were up, answered, and are stopped again: without DETACH=1 (--detach) they stay."
        )
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


def play(url: str, password: str, locale: str, now: datetime, told: list[int]) -> list[StagedLine]:
    """Play the household; returns what it earned and spent meanwhile."""
    bind(url)
    migrations.migrate(database)
    today = local_time.local_date(now, ZONE)
    click.secho(f"A household's last {DAYS} days, as its phone showed them:", bold=True)
    play_household(
        today - timedelta(days=DAYS),
        days=DAYS,
        locale=locale,
        discreet=False,
        missed_after_days=MISSED_AFTER_DAYS,
        email=EMAIL,
        password_hash=hash_password(password),
        should_stop=lambda: bool(told),
    )
    lines = history(today, repayments(), chinese=locale.startswith("zh"))
    database.close()
    return lines


def repayments() -> list[Repayment]:
    """What the household has paid in its own currency: its bank's file tells the same."""
    return [
        Repayment(local_time.local_date(row.paid_at, ZONE), row.amount, row.account.issuer, row.account.last4)
        for row in payments.Payment.select().where(payments.Payment.currency == "CNY")
    ]


def database_of(folder: str) -> str:
    """The address of the database in the demo's own folder."""
    return f"sqlite:///{Path(folder) / 'demo.sqlite3'}"


def _start(port: int, folder: str, base: str, offset: int) -> list[supervisor.Child]:
    click.echo("\nStarting a server and a worker with this household ...")
    env = {name: value for name, value in os.environ.items() if not name.startswith("GRACEDAY_")}
    env |= {
        "GRACEDAY_DATABASE_URL": database_of(folder),
        "GRACEDAY_ATTACHMENTS_DIR": str(Path(folder) / "attachments"),
        "GRACEDAY_CLOCK_OFFSET_SECONDS": str(offset),
        "GRACEDAY_PUBLIC_URL": base,
        "GRACEDAY_SECRET_KEY": secrets.token_urlsafe(48),
        "GRACEDAY_LOG_LEVEL": os.environ.get("GRACEDAY_LOG_LEVEL", "WARNING"),
        # Somebody is watching: what waits is looked for each second.
        "GRACEDAY_TICK_SECONDS": "1",
        "GRACEDAY_SEND_SECONDS": "1",
    }
    env.setdefault("WEB_CONCURRENCY", "2")
    return supervisor.start("127.0.0.1", port, env)


def _prove(api: Api, password: str, children: list[supervisor.Child], told: list[int]) -> bool:
    """Wait until the server answers, the worker ticks and the borrower is signed in; False when told to end
    meanwhile. Raises ClickException when that does not come."""
    limit, last = time.monotonic() + _START_SECONDS, "it does not answer"
    while not told:
        try:
            api.get("/readyz")  # database, migrations, and the worker's tick
            api.login(EMAIL, password)
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


def look(story: Story) -> None:
    """Ask for what `_invite` shows; raises ClickException when something is missing."""
    parts = {_DEADLINES: "items", _PREVIEW: "digests", "/v1/inbox": "items", CASH_FLOW: "fundings"}
    missing = [path for path, part in parts.items() if not story.api.get(path)[part]]
    plan = f"/v1/cut-plans/{story.plan_id}/cut-plan.svg"
    pages = {"/docs": b"swagger", _PICTURE: b"<svg", plan: b"<svg"}
    missing += [path for path, word in pages.items() if word not in story.api.get(path).lower()]
    if missing:
        raise click.ClickException(f"The server is up, but there is nothing at {', '.join(missing)}.")


def _invite(base: str, password: str, plan_id: str) -> None:
    login = json.dumps({"email": EMAIL, "password": password})
    click.secho(f"\nThe API is up at {base}, its docs at {base}/docs. Try:\n", bold=True)
    click.echo(
        f"  TOKEN=$(curl -s {base}/v1/auth/login -H 'Content-Type: application/json' \\\n"
        f'    -d \'{login}\' | sed \'s/.*"access_token": *"\\([^"]*\\)".*/\\1/\')'
    )
    for path in (_DEADLINES, _PREVIEW, f"/v1/cut-plans/{plan_id}"):
        click.echo(f"  curl -s '{base}{path}' -H \"Authorization: Bearer $TOKEN\"")
    click.echo(f"  curl -s '{base}{_PICTURE}' -H \"Authorization: Bearer $TOKEN\" -o cash-flow.svg")
    click.echo("\nThe token is good for 15 minutes; the first line fetches another.")


def _stay(children: list[supervisor.Child], told: list[int]) -> int:
    click.echo("Ctrl-C stops it.")
    code = supervisor.wait(children, told)
    if not told:
        click.echo("Server or worker has ended by itself; see the lines above.", err=True)
    elif told[0] == signal.SIGINT:
        click.echo("")
    return code
