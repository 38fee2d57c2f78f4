"""What a clock that ran ahead has put off, once it is put back: what waits for its hour would wait for it a day longer.

That a clock was put back is seen by the last tick, which lies ahead, whichever worker made it. Moments of reminders are
days of the borrower's and follow no clock of ours: what has been told stays told, what has not is told at its time.
"""

from datetime import datetime, timedelta

from backend.store import heartbeats
from backend.store.database import transaction
from backend.store.reminders import deliveries
from backend.store.spending import imports

# Between two machines in good order there are milliseconds.
_SLACK = timedelta(minutes=1)
_SEEN = "clock-put-back"


def mend(*, now: datetime, lease: timedelta) -> bool:
    """Bring what waits for longer than a lease back to the end of one; whether the clock has just been put back.

    For two leases more, the same again: another worker may be about to write down an hour that it read before. What had
    a better reason to wait, quiet hours, is judged anew when it is claimed.
    """
    last, seen = heartbeats.last("tick"), heartbeats.last(_SEEN)
    ahead = last is not None and last > now + _SLACK
    if ahead or (seen is not None and abs(now - seen) <= 2 * lease):
        with transaction():
            deliveries.bring_forward(now + lease)
            imports.bring_forward(now + lease)
            if ahead:
                heartbeats.beat(_SEEN, now=now)
    return ahead
