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


def mend(*, now: datetime, lease: timedelta) -> bool:
    """Bring what waits for longer than a lease back to the end of one; whether the clock has been put back.

    What had a better reason to wait, quiet hours, is judged anew when it is claimed.
    """
    last = heartbeats.last("tick")
    if last is None or last <= now + _SLACK:
        return False
    with transaction():
        deliveries.bring_forward(now + lease)
        imports.bring_forward(now + lease)
    return True
