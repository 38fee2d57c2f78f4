"""The time that a comparison may take, shared among its steps: the domain has no clock, so whoever asks says."""

from collections.abc import Callable

# Seconds that may still be spent; nothing or less: no time is left.
SecondsLeft = Callable[[], float]


class OutOfTime(Exception):
    """What was begun cannot be ended within the seconds; whoever began it answers without."""


def without_limit() -> float:
    """As many seconds as it takes."""
    return float("inf")


def check(seconds_left: SecondsLeft) -> None:
    """Raise OutOfTime where no time is left."""
    if seconds_left() <= 0:
        raise OutOfTime


def but(seconds_left: SecondsLeft, kept: float) -> SecondsLeft:
    """The same time less so many seconds, which are kept for later steps."""
    return lambda: seconds_left() - kept
