"""Prints a played household day by day, as a phone would show it."""

import tempfile
import time as stopwatch
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from backend.domain.calendar import local_time
from backend.simulation.household import ZONE, found_household
from backend.simulation.play import MovedClock, play, start_of
from backend.store import migrations
from backend.store.database import bind, database
from backend.words.dates import day_heading
from push.gateways.protocol import Message, Outcome, Receipt
from push.sender import Sender

# Longer than this without a sign of life, and a person wonders whether it hangs.
_SIGN_OF_LIFE_SECONDS = 2.0


class Phone:
    """A gateway that shows each push as a lock screen does, under the day's heading."""

    name = "console"

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.day: date | None = None
        self.shown = 0

    def send(self, messages: Sequence[Message], *, now: datetime) -> list[Receipt]:
        here = local_time.local(now, ZONE)
        for message in messages:
            if here.date() != self.day:
                self.day = here.date()
                click.secho(f"\n{day_heading(self.day, self.locale)}", bold=True)
            click.echo(f"  {here:%H:%M}  {message.title}")
            for line in message.body.splitlines():
                click.echo(f"         {line}")
            self.shown += 1
        return [Receipt(message.delivery_id, Outcome.ACCEPTED) for message in messages]

    def close(self) -> None:
        """Nothing is held open."""


def show(first: date, *, days: int, locale: str, discreet: bool) -> int:
    """Play `days` days from `first` in a database of its own; returns the number of pushes shown."""
    with tempfile.TemporaryDirectory() as folder:
        bind(f"sqlite:////{Path(folder).as_posix().lstrip('/')}/simulation.sqlite3")
        migrations.migrate(database)
        shown = play_household(first, days=days, locale=locale, discreet=discreet)
        database.close()
    return shown


def play_household(
    first: date,
    *,
    days: int,
    locale: str,
    discreet: bool,
    email: str | None = None,
    password_hash: str | None = None,
) -> int:
    """Play a household in the bound database, printing every push, with a sign of life on stderr."""
    clock, phone = MovedClock(start_of(first)), Phone(locale)
    household = found_household(
        now=clock.now, locale=locale, discreet=discreet, email=email, password_hash=password_hash
    )
    sender = Sender({"console": phone}, clock)
    began = told = stopwatch.monotonic()
    for number, day in enumerate(play(household, clock, sender.send_all, days=days), start=1):
        if stopwatch.monotonic() - told > _SIGN_OF_LIFE_SECONDS:
            told = stopwatch.monotonic()
            click.echo(f"  ... {day.isoformat()} ({number} of {days} days)", err=True)
    took = stopwatch.monotonic() - began
    click.secho(f"\n{phone.shown} pushes in {days} days, played in {took:.1f} s.", dim=True)
    return phone.shown
