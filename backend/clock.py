"""The one lawful reader of the clock.

Everything below the rim takes `now` (an aware UTC datetime) as an argument; the
app factory, the worker and the command line each hold a `Clock` and ask it once
for each request, tick or command.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)  # noqa: DTZ005,TID251 - this is the one place


def moved(seconds: int) -> Clock:
    """The system's clock, so many seconds ahead of it (below zero: behind). It runs on; for the demo."""
    offset = timedelta(seconds=seconds)
    return lambda: system_clock() + offset
