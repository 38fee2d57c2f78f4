"""From moments to pushes: one digest a borrower and moment, never in a quiet hour, at most so many a day.

`take` decides what is told now; the tick calls it on rows, `preview` calls it on a moved clock, so that what
is promised and what is sent cannot differ.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from backend.domain.calendar.local_time import day_end, local_date
from backend.domain.reminders.moments import Moment, next_moment, open_instant
from backend.domain.reminders.policy import Delivery, Policy
from backend.domain.reminders.watch import Watch

__all__ = ["Digest", "Item", "Taken", "open_instant", "preview", "rebase", "rebased", "take", "urgency"]

Pair = tuple[Watch, Policy]


@dataclass(frozen=True, slots=True)
class Item:
    """One deadline in a digest."""

    deadline_id: str
    moment: Moment
    urgency: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What one borrower is told at one moment, most urgent first; `pushed` False goes to the inbox only."""

    at: datetime
    items: tuple[Item, ...]
    pushed: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """`next_at` {deadline: (reminded_through, next_reminder_at)} of every watch that was looked at."""

    digest: Digest | None
    next_at: dict[str, tuple[datetime, datetime | None]]


def urgency(moment: Moment) -> int:
    """How much it matters, higher first: about to be reported, last chance, due today, late, soon, early."""
    if moment.anchor == "reportable":
        return 60
    if moment.anchor == "grace":
        return 50
    if moment.anchor == "due" and moment.offset_days == 0:
        return 40
    if moment.anchor == "due" and moment.offset_days > 0:
        return 30
    if moment.anchor in ("payday", "snooze"):
        return 25
    if moment.anchor == "monthly":
        return 15
    return max(0, 23 + moment.offset_days)


def take(pairs: Sequence[Pair], delivery: Delivery, now: datetime, used_today: int) -> Taken:
    """Decide what this borrower is told at `now`.

    The earliest pending moment opens the window; every moment within it joins. Of one deadline only the
    latest moment that is still true is told: a warning whose limit has passed is dropped, because the
    moment that follows the limit says it better. In a quiet hour nothing is told and nothing is lost.
    """
    following = {
        watch.deadline_id: next_moment(watch, policy, delivery, watch.reminded_through)
        for watch, policy in pairs
    }
    pending = [moment.at for moment in following.values() if moment is not None]
    if not pending or min(pending) > now:
        return Taken(
            None, {w.deadline_id: (w.reminded_through, _at(following[w.deadline_id])) for w, _ in pairs}
        )
    opens = open_instant(now, delivery)
    if opens > now:
        return Taken(None, _postponed(pairs, following, now, opens))
    window_end = max(min(pending) + timedelta(minutes=delivery.window_minutes), now)
    items: list[tuple[tuple[int, int, date, str], Item]] = []
    next_at: dict[str, tuple[datetime, datetime | None]] = {}
    later: list[Moment] = []
    for watch, policy in pairs:
        chosen, through, after = _consume(
            watch, policy, delivery, following[watch.deadline_id], window_end, now
        )
        next_at[watch.deadline_id] = (through, _at(after))
        if after is not None:
            later.append(after)
        if chosen is not None:
            rank = urgency(chosen)
            key = (-rank, -watch.consequence, watch.due_on, watch.deadline_id)
            items.append((key, Item(watch.deadline_id, chosen, rank)))
    if not items:
        return Taken(None, next_at)
    told = tuple(item for _, item in sorted(items, key=lambda pair: pair[0]))
    return Taken(Digest(now, told, _within_cap(told, later, delivery, now, used_today)), next_at)


def _at(moment: Moment | None) -> datetime | None:
    return None if moment is None else moment.at


def _postponed(
    pairs: Sequence[Pair], following: Mapping[str, Moment | None], now: datetime, opens: datetime
) -> dict[str, tuple[datetime, datetime | None]]:
    moved: dict[str, tuple[datetime, datetime | None]] = {}
    for watch, _ in pairs:
        moment = following[watch.deadline_id]
        due = moment is not None and moment.at <= now
        moved[watch.deadline_id] = (watch.reminded_through, opens if due else _at(moment))
    return moved


def _consume(
    watch: Watch,
    policy: Policy,
    delivery: Delivery,
    first: Moment | None,
    window_end: datetime,
    now: datetime,
) -> tuple[Moment | None, datetime, Moment | None]:
    """(the moment to tell, reminded_through, the moment after the window) of one deadline."""
    chosen, through, moment = None, watch.reminded_through, first
    while moment is not None and moment.at <= window_end:
        if not moment.before or moment.limit is None or now < moment.limit:
            chosen = moment
        through = max(moment.at, now)
        moment = next_moment(watch, policy, delivery, moment.at)
    if moment is not None and moment.at <= through:
        moment = next_moment(watch, policy, delivery, through)
    return chosen, through, moment


def _within_cap(
    told: Sequence[Item], later: Sequence[Moment], delivery: Delivery, now: datetime, used_today: int
) -> bool:
    """Whether this digest may be pushed: the day's pushes are kept for what matters more later today."""
    left = delivery.daily_cap - used_today
    if left <= 0:
        return False
    if len(later) < left:
        return True
    ends = day_end(local_date(now, delivery.zone), delivery.zone)
    today = sorted((moment for moment in later if moment.at < ends), key=lambda moment: moment.at)
    rank, greater, window = told[0].urgency, 0, timedelta(minutes=delivery.window_minutes)
    while today:
        closes = today[0].at + window
        group = [moment for moment in today if moment.at <= closes]
        greater += max(urgency(moment) for moment in group) > rank
        today = today[len(group) :]
    return greater < left


def preview(
    pairs: Sequence[Pair], delivery: Delivery, now: datetime, until: datetime, used_today: int = 0
) -> list[Digest]:
    """Every digest up to `until` if nothing changes: perfect ticks on a moved clock."""
    watches = {watch.deadline_id: (watch, policy) for watch, policy in pairs}
    digests: list[Digest] = []
    clock, day, used = now, local_date(now, delivery.zone), used_today
    upcoming = {key: _at(next_moment(w, p, delivery, w.reminded_through)) for key, (w, p) in watches.items()}
    while (first := min((at for at in upcoming.values() if at is not None), default=None)) is not None:
        clock = max(clock, first)
        if clock > until:
            break
        today = local_date(clock, delivery.zone)
        if today != day:
            day, used = today, 0
        taken = take(list(watches.values()), delivery, clock, used)
        if taken.digest is not None:
            digests.append(taken.digest)
            used += taken.digest.pushed
        for key, (through, following) in taken.next_at.items():
            watch, policy = watches[key]
            watches[key] = (replace(watch, reminded_through=through), policy)
            upcoming[key] = following
    return digests


def rebase(watch: Watch, old_next_at: datetime | None, now: datetime) -> datetime:
    """`reminded_through` after an edit: what was due and not yet told stays pending; the past is not replayed."""
    if old_next_at is not None and old_next_at <= now:
        return watch.reminded_through
    return now


def rebased(watch: Watch, old_next_at: datetime | None, now: datetime) -> Watch:
    """The watch as an edit at `now` would leave it."""
    return replace(watch, reminded_through=rebase(watch, old_next_at, now))
