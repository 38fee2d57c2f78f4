"""Plays a household: the clock jumps from one thing that happens to the next, and the real worker runs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from backend.actions.credit import series_rolling
from backend.actions.reminders import tick
from backend.domain.calendar import local_time
from backend.simulation.household import ZONE, SimulatedHousehold
from backend.simulation.relief_life import Relief
from backend.simulation.report_story import Reports
from backend.store.reminders import deliveries
from backend.store.reminders.deadlines import Deadline

MORNING, EVENING = time(10, 30), time(20, 0)


@dataclass(slots=True)
class MovedClock:
    """A clock that stands where it was put."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def play(
    household: SimulatedHousehold,
    relief: Relief,
    reports: Reports,
    clock: MovedClock,
    send: Callable[[], int],
    *,
    days: int,
) -> Iterator[date]:
    """Play `days` days from the clock's now; yields each day's date once it is over."""
    first = local_time.local_date(clock.now, ZONE)
    for offset in range(days):
        day = first + timedelta(days=offset)
        for at, acts in (
            (MORNING, (household.morning,)),
            (EVENING, (relief.evening, household.evening, relief.paid, reports.evening)),
        ):
            run_until(local_time.at(day, at, ZONE), clock, send)
            for act in acts:
                act(clock.now)
        run_until(local_time.day_end(day, ZONE), clock, send)
        yield day


def run_until(until: datetime, clock: MovedClock, send: Callable[[], int]) -> None:
    """Let the worker do everything that falls due by `until`, each thing at its own instant."""
    if until <= clock.now:
        return
    while (upcoming := _next_instant()) is not None and upcoming <= until:
        clock.now = max(clock.now, upcoming)
        series_rolling.roll(now=clock.now)
        tick.tick(now=clock.now)
        send()
    clock.now = until
    series_rolling.roll(now=until)


def _next_instant() -> datetime | None:
    due = Deadline.select(Deadline.next_reminder_at).where(Deadline.next_reminder_at.is_null(False))
    first = due.order_by(Deadline.next_reminder_at).limit(1).first()
    instants = (first.next_reminder_at if first else None, deliveries.next_attempt("console"))
    known = [instant for instant in instants if instant is not None]
    return min(known) if known else None


def start_of(day: date) -> datetime:
    """The morning on which a simulation begins: nine o'clock local, as UTC."""
    return local_time.at(day, time(9, 0), ZONE).astimezone(UTC)
