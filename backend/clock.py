"""The one lawful reader of the clock.

Everything below the rim takes `now` (an aware UTC datetime) as an argument; the
app factory, the worker and the command line each hold a `Clock` and ask it once
for each request, tick or command.
"""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)  # noqa: DTZ005,TID251 - this is the one place


def frozen(now: datetime) -> Clock:
    """A clock that always answers `now`; for tests, simulation and previews."""
    if now.utcoffset() is None:
        raise ValueError("a clock must be frozen at an aware instant")
    return lambda: now
