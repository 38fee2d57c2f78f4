"""From moments to pushes: one digest a window, never in a quiet hour, at most so many a day.

`take` decides what is told now. The tick calls it on rows and `preview` calls it on a moved clock, so what is
promised and what is sent cannot differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from backend.domain.calendar.local_time import local_date
from backend.domain.reminders.daily_cap import within_cap
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.digest_window import DigestWindow
from backend.domain.reminders.moments import Moment
from backend.domain.reminders.pending_moments import AlreadyTold, PendingMoments
from backend.domain.reminders.policy import Policy
from backend.domain.reminders.quiet_hours import open_instant
from backend.domain.reminders.reminder_inputs import ReminderInputs
from backend.domain.reminders.urgency import urgency

__all__ = [
    "Digest",
    "DigestItem",
    "DigestDecision",
    "open_instant",
    "preview_digests",
    "reminded_through_after_edit",
    "inputs_after_edit",
    "decide_digest",
    "urgency",
]

Pair = tuple[ReminderInputs, Policy]


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One deadline in a digest."""

    deadline_id: str
    moment: Moment
    urgency: int


@dataclass(frozen=True, slots=True)
class Digest:
    """What one borrower is told at one instant, most urgent first; `pushed` False goes to the inbox only."""

    at: datetime
    items: tuple[DigestItem, ...]
    pushed: bool


@dataclass(frozen=True, slots=True)
class DigestDecision:
    """`next_at` {deadline: (reminded_through, next_reminder_at)} of every watch given, changed or not."""

    digest: Digest | None
    next_at: dict[str, tuple[datetime, datetime | None]]


def decide_digest(
    pairs: Sequence[Pair],
    delivery: DeliverySettings,
    now: datetime,
    used_today: int = 0,
    told: AlreadyTold = (),
) -> DigestDecision:
    """Decide what one borrower is told at `now`.

    `pairs` are the borrower's open deadlines, at least those with a moment before the local day ends;
    `used_today` the pushes of that day so far; `told` the (deadline, moment key) pairs that are never told
    again. The earliest pending moment opens the window, and every moment in it joins; after downtime the
    window opens now. Of one deadline only the most urgent of what is still true is told, the latest of
    equals; a warning whose limit has passed is dropped, because what follows the limit says it better. In
    quiet hours and pauses nothing is told and nothing is lost: it comes as soon as they end.
    """
    waiting = [PendingMoments.of(inputs, policy, delivery) for inputs, policy in pairs]
    due = [at for pending in waiting if (at := pending.first_at) is not None and at <= now]
    opens = open_instant(now, delivery) if due else now
    if not due or opens > now:
        return DigestDecision(
            None, {pending.inputs.deadline_id: _postponed(pending, now, opens) for pending in waiting}
        )
    window = DigestWindow.around(min(due), now, delivery.window_minutes)
    next_at: dict[str, tuple[datetime, datetime | None]] = {}
    items: list[DigestItem] = []
    rest: list[PendingMoments] = []
    for pending in waiting:
        left = pending.after(window)
        rest.append(left)
        next_at[pending.inputs.deadline_id] = (pending.handled_through(left, now), left.first_at)
        if item := _chosen(pending, left, window, now, told):
            items.append(item)
    if not items:
        return DigestDecision(None, next_at)
    items.sort(key=lambda item: (-item.urgency, item.deadline_id))
    pushed = within_cap(items[0].urgency, rest, delivery, now, used_today, told)
    return DigestDecision(Digest(now, tuple(items), pushed), next_at)


def _postponed(pending: PendingMoments, now: datetime, opens: datetime) -> tuple[datetime, datetime | None]:
    first = pending.first_at
    return pending.inputs.reminded_through, opens if first is not None and first <= now else first


def _chosen(
    pending: PendingMoments, left: PendingMoments, window: DigestWindow, now: datetime, told: AlreadyTold
) -> DigestItem | None:
    inputs, best = pending.inputs, None
    for moment in pending.ladder.moments[pending.start : left.start]:
        if not (moment.holds_at(now) and pending.joins(moment, window)):
            continue
        if (inputs.deadline_id, moment.key) in told:
            continue
        value = urgency(inputs, moment, window.opens_at)
        if best is None or value >= best.urgency:
            best = DigestItem(inputs.deadline_id, moment, value)
    return best


def preview_digests(
    pairs: Sequence[Pair],
    delivery: DeliverySettings,
    now: datetime,
    until: datetime,
    used_today: int = 0,
    told: AlreadyTold = (),
) -> list[Digest]:
    """Every digest from `now` to just before `until`, if nothing changes: perfect ticks on a moved clock."""
    all_inputs = list(pairs)
    following = [PendingMoments.of(inputs, policy, delivery).first_at for inputs, policy in all_inputs]
    digests: list[Digest] = []
    clock, day, used = now, local_date(now, delivery.zone), used_today
    while first := min((at for at in following if at is not None), default=None):
        clock = max(clock, first)
        if clock >= until:
            break
        if (today := local_date(clock, delivery.zone)) != day:
            day, used = today, 0
        taken = decide_digest(all_inputs, delivery, clock, used, told)
        if taken.digest is not None:
            digests.append(taken.digest)
            used += taken.digest.pushed
        for index, (inputs, policy) in enumerate(all_inputs):
            through, following[index] = taken.next_at[inputs.deadline_id]
            if through != inputs.reminded_through:
                all_inputs[index] = (replace(inputs, reminded_through=through), policy)
    return digests


def reminded_through_after_edit(
    inputs: ReminderInputs, old_next_at: datetime | None, now: datetime
) -> datetime:
    """`reminded_through` after an edit: what was due and untold stays pending, the past is not replayed.

    While a snooze lasts it swallows whatever lies before its end, so nothing can be replayed; and its own word
    stays pending where the edit puts the instant at which it speaks before now.
    """
    if old_next_at is not None and old_next_at <= now:
        return inputs.reminded_through
    if inputs.snoozed_until is not None and inputs.snoozed_until > now:
        return inputs.reminded_through
    return max(inputs.reminded_through, now)


def inputs_after_edit(inputs: ReminderInputs, old_next_at: datetime | None, now: datetime) -> ReminderInputs:
    """The watch as an edit at `now` would leave it."""
    return replace(inputs, reminded_through=reminded_through_after_edit(inputs, old_next_at, now))
