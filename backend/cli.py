"""The command line: `graceday COMMAND`, or `python -m backend.cli COMMAND` beside the files.

It joins settings, database, web and worker, and decides nothing.
"""

import io
import json
import math
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from backend import __version__
from backend.clock import moved, system_clock
from backend.store import migrations
from backend.store.database import StoreError, bind, database
from config.logging import configure
from config.settings import Settings, SettingsError


def _settings() -> Settings:
    try:
        settings = Settings.from_environ(os.environ)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    configure(settings)
    return settings


@contextmanager
def _in_words() -> Iterator[None]:
    """What goes wrong outside of us (a disk, a server, a name) is one line, and no traceback."""
    try:
        yield
    except migrations.UnknownMigration as error:
        raise click.ClickException(str(error)) from error
    except StoreError as error:
        raise click.ClickException(f"the database says: {' '.join(str(error).split())}") from error
    except OSError as error:
        if isinstance(error, BrokenPipeError):  # click's: the reader has seen enough
            raise
        raise click.ClickException(f"{error.filename or 'error'}: {error.strerror or error}") from error


def _refuse_what_cannot_push(settings: Settings) -> None:
    from backend.doctor import push_faults

    if faults := [fault for _, fault in push_faults(settings)]:
        raise click.ClickException("\n".join(faults))


def _of_a_play() -> Settings:
    """A play has a database of its own and heeds no GRACEDAY_ variable."""
    return Settings.from_environ({"GRACEDAY_LOG_LEVEL": "ERROR", "GRACEDAY_SECRET_KEY": "play" * 16})


def _instant(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    """An instant in ISO 8601, with its offset from UTC."""
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value} is no instant; give it as 2027-02-01T04:00+08:00") from None
    if at.utcoffset() is None:
        hour = value if "T" in value or " " in value else f"{value}T04:00"
        raise click.BadParameter(f"{value} is an hour of no place; say where: {hour}+08:00, or {hour}Z")
    if not 1971 <= at.year <= 2100:
        raise click.BadParameter("give an instant from 1971 to 2100")
    return at


PORT = click.IntRange(1, 65_535)
LANGUAGE = click.Choice(["en", "zh-CN"])


@click.group()
@click.version_option(__version__, prog_name="graceday")
def main() -> None:
    """Graceday: due dates, reminders and pushes on the borrower's side of a debt."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal without our characters shows others instead
            stream.reconfigure(errors="backslashreplace")


@main.command()
@click.option("--down-to", metavar="NAME", help="Go back to just after this migration; 'zero' undoes all.")
def migrate(down_to: str | None) -> None:
    """Bring the database to the newest schema, or back down."""
    with _in_words():
        bind(_settings().database_url)
        done = migrations.rollback(database, down_to) if down_to else migrations.migrate(database)
        database.close()
    click.echo(
        "\n".join(done) if done else f"Nothing to do: the schema is {'there' if down_to else 'up to date'}."
    )


@main.command()
def worker() -> None:
    """Run the worker: tick, send, roll, housekeeping."""
    from push.__main__ import main as run

    _refuse_what_cannot_push(_settings())
    with _in_words():
        sys.exit(run())


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=PORT)
def serve(host: str, port: int) -> None:
    """Run web and worker side by side; stopping one stops both."""
    from backend import supervisor

    settings = _settings()
    _refuse_what_cannot_push(settings)
    with _in_words():
        bind(settings.database_url)
        migrations.migrate(database)
        database.close()
    if not supervisor.can_listen(host, port):
        raise click.ClickException(f"cannot listen on {host}:{port}; is it taken? Give another with --port.")
    sys.exit(supervisor.serve(host, port))


@main.command()
def openapi() -> None:
    """Print the OpenAPI document."""
    from backend.app import create_app

    # The document is the same with any database, so it needs none.
    app = create_app(replace(_settings(), database_url="sqlite:///:memory:"), system_clock)
    with app.test_client() as client:
        click.echo(json.dumps(client.get("/openapi.json").get_json(), indent=2, ensure_ascii=False))


@main.command()
@click.option(
    "--from",
    "start",
    default="2026-11-24",
    show_default=True,
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    help="First day.",
)
@click.option("--days", default=365, show_default=True, type=click.IntRange(1, 3660))
@click.option("--language", type=LANGUAGE, default="en", show_default=True)
@click.option("--discreet/--open", default=False, help="What a locked screen shows, or the full text.")
def simulate(start: datetime, days: int, language: str, discreet: bool) -> None:
    """Play a household's year and print it as a phone shows it.

    The real tick, sender and words run on a moved clock, in a database of their own that is gone afterwards.
    """
    from backend.simulation.show import show

    if not 1970 <= start.year <= 2100:
        raise click.BadParameter("give a day from 1970 to 2100", param_hint="--from")
    configure(_of_a_play())
    with _in_words():
        show(start.date(), days=days, locale=language, discreet=discreet)


@main.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def backup(path: Path) -> None:
    """Copy the database to PATH while everything runs.

    SQLite gives a file to put in place of the database, PostgreSQL a script for psql (docs/deployment.md).
    """
    from backend.backup import BackupFailed, back_up

    began = told = time.monotonic()

    def tell(progress: str) -> None:
        nonlocal told
        if time.monotonic() - told > 2:
            told = time.monotonic()
            click.echo(f"  ... {progress} after {told - began:.0f} s", err=True)

    # As Ctrl-C does: the unfinished copy is removed on the way out.
    signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(128 + signum))
    try:
        click.echo(back_up(_settings().database_url, path, tell=tell))
    except BackupFailed as error:
        raise click.ClickException(str(error)) from error


@main.command()
def doctor() -> None:
    """Say in words what is misconfigured or not running.

    `ok`; `note`: works, and one should know; `FIX`: needs attention, and makes the exit code 1.
    """
    from backend.doctor import examine

    try:
        settings = Settings.from_environ(os.environ)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    now = moved(settings.clock_offset_seconds)()
    findings = examine(settings, now=now, environ=os.environ)
    for finding in findings:
        click.echo(f"{finding.level:<4}  {finding.subject}: {finding.message}")
    sys.exit(1 if any(finding.level == "FIX" for finding in findings) else 0)


@main.command()
@click.option("--port", default=8000, show_default=True, type=PORT)
@click.option("--detach", is_flag=True, help="Prove that it works, then stop and exit 0.")
@click.option("--language", type=LANGUAGE, default="en", show_default=True)
@click.option(
    "--at",
    metavar="INSTANT",
    callback=_instant,
    help="As if it were then: 2027-02-01T04:00+08:00. The clock of server, worker and tokens runs on from there.",
)
def demo(port: int, detach: bool, language: str, at: datetime | None) -> None:
    """Play some weeks and plan cuts, then leave a server up to try.

    The household that was played is in it, in a database of its own that is gone when the demo ends.
    """
    from backend.demo import run

    offset = math.ceil((at - system_clock()).total_seconds()) if at else 0
    configure(_of_a_play())
    with _in_words():
        sys.exit(run(port=port, detach=detach, locale=language, clock=moved(offset), offset=offset))


if __name__ == "__main__":
    main()
