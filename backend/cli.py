"""The command line: `python -m backend.cli COMMAND`. Joins settings, database, web and worker; decides nothing."""

import json
import os
import sys
from datetime import date
from pathlib import Path

import click

from backend.clock import system_clock
from backend.store import migrations
from backend.store.database import bind, database
from config.logging import configure
from config.settings import Settings, SettingsError


def _settings() -> Settings:
    try:
        settings = Settings.from_environ(os.environ)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    configure(settings)
    return settings


@click.group()
def main() -> None:
    """Graceday: due dates, reminders and pushes on the borrower's side of a debt."""


@main.command()
@click.option("--down-to", metavar="NAME", help="Go back to just after this migration; 'zero' undoes all.")
def migrate(down_to: str | None) -> None:
    """Bring the database to the newest schema, or back down."""
    bind(_settings().database_url)
    done = migrations.rollback(database, down_to) if down_to else migrations.migrate(database)
    click.echo("\n".join(done) if done else "Nothing to do: the schema is up to date.")


@main.command()
def worker() -> None:
    """Run the worker: tick, send, roll, housekeeping."""
    from push.__main__ import main as run

    sys.exit(run())


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Run web and worker side by side; stopping one stops both."""
    from backend.supervisor import serve as run

    bind(_settings().database_url)
    migrations.migrate(database)
    database.close()
    sys.exit(run(host, port))


@main.command()
def openapi() -> None:
    """Print the OpenAPI document."""
    from backend.app import create_app

    app = create_app(_settings(), system_clock)
    with app.test_client() as client:
        click.echo(json.dumps(client.get("/openapi.json").get_json(), indent=2, ensure_ascii=False))


@main.command()
@click.option("--from", "start", default="2026-11-24", show_default=True, help="First day, YYYY-MM-DD.")
@click.option("--days", default=365, show_default=True, type=click.IntRange(1, 3660))
@click.option("--language", type=click.Choice(["en", "zh-CN"]), default="en", show_default=True)
@click.option("--discreet/--open", default=False, help="What a locked screen shows, or the full text.")
def simulate(start: str, days: int, language: str, discreet: bool) -> None:
    """Play a household's year through the real tick with a moved clock, and print it as a phone shows it."""
    from backend.simulation.show import show

    configure(Settings.from_environ({"GRACEDAY_LOG_LEVEL": "ERROR", "GRACEDAY_SECRET_KEY": "simulate" * 8}))
    try:
        first = date.fromisoformat(start)
    except ValueError as error:
        raise click.BadParameter("give a date as YYYY-MM-DD", param_hint="--from") from error
    show(first, days=days, locale=language, discreet=discreet)


@main.command()
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def backup(path: Path) -> None:
    """Write a consistent copy of the database to PATH while everything runs."""
    from backend.backup import back_up

    click.echo(back_up(_settings().database_url, path))


@main.command()
def doctor() -> None:
    """Say in words what is misconfigured or not running; exits 1 when something needs attention."""
    from backend.doctor import examine

    try:
        settings = Settings.from_environ(os.environ)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    findings = examine(settings, now=system_clock())
    for finding in findings:
        click.echo(f"{'ok  ' if finding.ok else 'FIX '} {finding.subject}: {finding.message}")
    sys.exit(0 if all(finding.ok for finding in findings) else 1)


@main.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--detach", is_flag=True, help="Prove that it works, then stop and exit 0.")
@click.option("--language", type=click.Choice(["en", "zh-CN"]), default="en", show_default=True)
def demo(port: int, detach: bool, language: str) -> None:
    """Play some weeks of a household, then leave a server up with that household in it."""
    from backend.demo import run

    sys.exit(run(port=port, detach=detach, locale=language, today=system_clock().date()))


if __name__ == "__main__":
    main()
