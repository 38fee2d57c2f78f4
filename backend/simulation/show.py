"""Prints a played household day by day, as a phone would show it."""

import sys
import tempfile
import time as stopwatch
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from backend.domain.calendar import local_time
from backend.simulation.household import CURED_AT_DAYS_PAST_DUE, ZONE, found_household
from backend.simulation.play import MovedClock, play, start_of
from backend.simulation.relief_life import Relief
from backend.simulation.report_story import Reports
from backend.store import migrations
from backend.store.database import bind, database
from backend.words.dates import day_heading
from push.gateways.protocol import Message, ProviderReceipt, SendOutcome
from push.sender import Sender

# Longer than this without a sign of life, and a person wonders whether it hangs.
_SIGN_OF_LIFE_SECONDS = 2.0
MISSED_AFTER_DAYS = 75

# What happens beside the phone. It names no issuer and no amount: the phone may be a discreet one.
_FORGETS = {"en": "(A minimum slips the borrower's mind.)", "zh-CN": "（有一笔最低还款忘了还。）"}
_CURES = {
    "en": "({days} days past due. Tonight the borrower pays all of it.)",
    "zh-CN": "（已逾期 {days} 天。今晚全部还清。）",
}


class Phone:
    """A gateway that shows each push as a lock screen does, under the day's heading; `zone` is where it is."""

    name = "console"

    def __init__(self, locale: str, zone: str = ZONE) -> None:
        self.locale, self.zone = locale, zone
        self.day: date | None = None
        self.shown = 0

    def send(self, messages: Sequence[Message], *, now: datetime) -> list[ProviderReceipt]:
        for message in messages:
            self._line(message.title, now)
            for line in message.body.splitlines():
                click.echo(f"         {line}")
            self.shown += 1
        return [ProviderReceipt(message.delivery_id, SendOutcome.ACCEPTED) for message in messages]

    def tell(self, past_due: int, now: datetime) -> None:
        """What the borrower does about the one minimum that is missed."""
        cured = past_due >= CURED_AT_DAYS_PAST_DUE
        self._line((_CURES if cured else _FORGETS)[self.locale].format(days=past_due), now, dim=True)

    def note(self, text: str, now: datetime) -> None:
        """What the borrower does about credit reports, and about being late."""
        self._line(text, now, dim=True)

    def _line(self, text: str, now: datetime, *, dim: bool = False) -> None:
        here = local_time.local(now, self.zone)
        if here.date() != self.day:
            self.day = here.date()
            click.secho(f"\n{day_heading(self.day, self.locale)}", bold=True)
        click.secho(f"  {here:%H:%M}  {text}", dim=dim)

    def close(self) -> None:
        """Nothing is held open."""


def show(first: date, *, days: int, locale: str, discreet: bool) -> int:
    """Play `days` days from `first` in a database of its own; returns the number of pushes shown."""
    with tempfile.TemporaryDirectory(prefix="graceday-simulation-") as folder:
        bind(f"sqlite:///{Path(folder) / 'simulation.sqlite3'}")
        migrations.migrate(database)
        try:
            return play_household(first, days=days, locale=locale, discreet=discreet)
        finally:
            database.close()


def play_household(
    first: date,
    *,
    days: int,
    locale: str,
    discreet: bool,
    missed_after_days: int = MISSED_AFTER_DAYS,
    email: str | None = None,
    password_hash: str | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> int:
    """Play a household in the bound database, printing every push; `should_stop` is asked once a day."""
    clock, phone = MovedClock(start_of(first)), Phone(locale)
    household = found_household(
        now=clock.now,
        locale=locale,
        discreet=discreet,
        email=email,
        password_hash=password_hash,
        missed_after=first + timedelta(days=missed_after_days),
        tell=phone.tell,
    )
    relief = Relief(household, locale, phone.note)
    reports = Reports(household.borrower_id, locale, ZONE, phone.note)
    sender = Sender({"console": phone}, clock)
    began = stopwatch.monotonic()
    _watch(play(household, relief, reports, clock, sender.send_all, days=days), phone, days, should_stop)
    took = stopwatch.monotonic() - began
    # The time on stderr: what goes to stdout is the same in every run.
    click.echo(f"\n{_count(phone.shown, 'push', 'pushes')} in {_count(days, 'day', 'days')}.")
    click.secho(f"Played in {took:.1f} s.", dim=True, err=True)
    return phone.shown


def _watch(played: Iterator[date], phone: Phone, days: int, should_stop: Callable[[], bool]) -> None:
    """Play on until it is over or stopped, with a sign of life where the phone has shown none."""
    told, shown = stopwatch.monotonic(), 0
    for number, day in enumerate(played, start=1):
        if should_stop():
            break
        if phone.shown > shown and sys.stdout.isatty():  # a push on the screen is a sign of life
            shown, told = phone.shown, stopwatch.monotonic()
        if stopwatch.monotonic() - told > _SIGN_OF_LIFE_SECONDS:
            told = stopwatch.monotonic()
            click.echo(f"  ... {day.isoformat()} ({number} of {days} days)", err=True)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
