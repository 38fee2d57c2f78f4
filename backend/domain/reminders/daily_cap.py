"""The cap on pushes a day: the most consequential digests of a day are pushed, the rest is in the inbox."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from backend.domain.calendar.local_time import day_end, local_date
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.pending_moments import AlreadyTold, PendingMoments
from backend.domain.reminders.urgency import rank, urgency


def within_cap(
    value: int,
    left: Sequence[PendingMoments],
    delivery: DeliverySettings,
    now: datetime,
    used_today: int,
    told: AlreadyTold,
) -> bool:
    """Whether a digest whose top urgency is `value` may be pushed at `now`, `left` being what follows it.

    Digests later on the same local day that matter strictly more keep their share of the day's pushes.
    """
    slots = delivery.daily_cap - used_today
    if slots <= 0:
        return False
    later = _later_today(left, delivery, now, told)
    if len(later) < slots:
        return True
    own = rank(value)
    return sum(top > own for top in _digest_ranks(later, delivery)) < slots


def _later_today(
    left: Sequence[PendingMoments], delivery: DeliverySettings, now: datetime, told: AlreadyTold
) -> list[tuple[datetime, int]]:
    """(instant, rank) of what is still to come on the borrower's local day, earliest first."""
    ends = day_end(local_date(now, delivery.zone), delivery.zone)
    near = [pending for pending in left if pending.first_at is not None and pending.first_at < ends]
    return sorted(
        (moment.at, rank(urgency(pending.inputs, moment, moment.at)))
        for pending in near
        for moment in pending.until(ends)
        if moment.at < ends and (pending.inputs.deadline_id, moment.key) not in told
    )


def _digest_ranks(later: list[tuple[datetime, int]], delivery: DeliverySettings) -> list[int]:
    """The highest rank of each digest that these will form, one a window."""
    window = timedelta(minutes=delivery.window_minutes)
    cuts = [0]
    while cuts[-1] < len(later):
        cuts.append(bisect_right(later, later[cuts[-1]][0] + window, key=lambda entry: entry[0]))
    return [max(top for _, top in later[start:end]) for start, end in pairwise(cuts)]
