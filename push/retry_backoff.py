"""How long the outbox waits before it tries a push again: exponential, with full jitter, never for ever.

Jitter keeps a thousand rows that failed together from coming back together. Google asks senders to
wait at least ten seconds (https://firebase.google.com/docs/cloud-messaging/scale-fcm).
"""

from datetime import timedelta
from random import Random

FLOOR = timedelta(seconds=10)
BASE = timedelta(seconds=20)
CEILING = timedelta(minutes=30)
_MOST_DOUBLINGS = 16  # far beyond the ceiling, far below overflow


def delay(attempt: int, *, retry_after: timedelta | None, random: Random) -> timedelta:
    """The wait after failed attempt number `attempt` (1 is the first).

    A window doubles with each attempt (20 s, 40 s, ...) up to CEILING, and `random` chooses a
    point of it, at least FLOOR from now. A provider's `retry_after` is the earliest moment whatever the
    window says, and the jitter comes on top of it: everyone else was told the same moment.
    """
    if attempt < 1:
        raise ValueError("attempts are counted from 1")
    window = min(CEILING, BASE * (1 << min(attempt - 1, _MOST_DOUBLINGS)))
    if retry_after is not None and retry_after > FLOOR:
        return retry_after + window * random.random()
    return FLOOR + (window - FLOOR) * random.random()
