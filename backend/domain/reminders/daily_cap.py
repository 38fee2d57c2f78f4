"""The cap on pushes a day: the most consequential digests of a day are pushed, the rest is in the inbox."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from backend.domain.calendar.local_time import day_end, local_date
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.pending_moments import AlreadyTold, PendingMoments
from backend.domain.reminders.urgency import rank, urgency


class _ToCome(NamedTuple):
    """A moment still to come, and how much it matters."""

    at: datetime
    rank: int


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
) -> list[_ToCome]:
    """What is still to come on the borrower's local day, earliest first."""
    ends = day_end(local_date(now, delivery.zone), delivery.zone)
    near = [pending for pending in left if pending.first_at is not None and pending.first_at < ends]
    return sorted(
        _ToCome(moment.at, rank(urgency(pending.inputs, moment, moment.at)))
        for pending in near
        for moment in pending.until(ends)
        if moment.at < ends and (pending.inputs.deadline_id, moment.key) not in told
    )


def _digest_ranks(later: list[_ToCome], delivery: DeliverySettings) -> list[int]:
    """The highest rank of each digest that these will form, one a window."""
    window = timedelta(minutes=delivery.window_minutes)
    cuts = [0]
    while cuts[-1] < len(later):
        first = later[cuts[-1]]
        cuts.append(bisect_right(later, first.at + window, key=attrgetter("at")))
    return [max(each.rank for each in later[start:end]) for start, end in pairwise(cuts)]
