"""From moments to pushes: one digest a window, never in a quiet hour, at most so many a day.

The first hard push of a day takes the day's other hard words with it; those that come true later that day are held
back. So is, in a "too much right now" pause, all that can be undone. What is held back is in the inbox, and the last
word before something irreversible never is, not even by the cap.

`decide_digest` decides what is told now. The tick calls it on rows and `preview_digests` calls it on a moved clock, so
what is promised and what is sent cannot differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from backend.domain.calendar.local_time import local_date
from backend.domain.reminders.daily_cap import within_cap
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.digest_items import (
    Digest,
    DigestItem,
    Picked,
    held_back,
    pick,
    with_rest_of_day,
)
from backend.domain.reminders.digest_window import DigestWindow
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
    *,
    hard_today: bool = False,
) -> DigestDecision:
    """Decide what one borrower is told at `now`.

    `pairs` are the borrower's open deadlines, at least those with a moment before the local day ends;
    `used_today` the pushes of that day so far, `hard_today` whether one of them was hard; `told` the (deadline,
    moment key) pairs that are never told again. The earliest pending moment opens the window, and every moment in
    it joins; after downtime the window opens now. Of one deadline only the most urgent of what is still true is
    told, the latest of equals; a warning whose limit has passed is dropped, because what follows the limit says it
    better. In quiet hours and pauses nothing is told and nothing is lost: it comes as soon as they end.
    """
    waiting = [PendingMoments.of(inputs, policy, delivery) for inputs, policy in pairs]
    due = [at for pending in waiting if (at := pending.first_at) is not None and at <= now]
    opens = open_instant(now, delivery) if due else now
    if not due or opens > now:
        return DigestDecision(
            None, {pending.inputs.deadline_id: _postponed(pending, now, opens) for pending in waiting}
        )
    window = DigestWindow.around(min(due), now, delivery.window_minutes)
    picked = _picked(waiting, window, delivery, now, told, hard_today)
    next_at = {
        each.inputs.deadline_id: (each.handled_through(one.left, now), one.left.first_at)
        for each, one in zip(waiting, picked, strict=True)
    }
    items = held_back([one.item for one in picked if one.item], window, delivery, now, hard_today)
    if not items:
        return DigestDecision(None, next_at)
    spoken = [item for item in items if not item.held]
    pushed = any(item.last_word for item in spoken) or (
        bool(spoken)
        and within_cap(spoken[0].urgency, [one.left for one in picked], delivery, now, used_today, told)
    )
    return DigestDecision(Digest(now, tuple(items), pushed), next_at)


def _picked(
    waiting: Sequence[PendingMoments],
    window: DigestWindow,
    delivery: DeliverySettings,
    now: datetime,
    told: AlreadyTold,
    hard_today: bool,
) -> list[Picked]:
    """What each deadline says in this window; where that is the day's hard push, for the rest of the day."""
    picked = [pick(each, each.after(window), window, delivery, now, told) for each in waiting]
    items = held_back([one.item for one in picked if one.item], window, delivery, now, hard_today)
    if not any(item.hard and not item.held for item in items):
        return picked
    return [
        with_rest_of_day(each, one, window, delivery, now, told)
        for each, one in zip(waiting, picked, strict=True)
    ]


def _postponed(pending: PendingMoments, now: datetime, opens: datetime) -> tuple[datetime, datetime | None]:
    first = pending.first_at
    return pending.inputs.reminded_through, opens if first is not None and first <= now else first


def preview_digests(
    pairs: Sequence[Pair],
    delivery: DeliverySettings,
    now: datetime,
    until: datetime,
    used_today: int = 0,
    told: AlreadyTold = (),
    *,
    hard_today: bool = False,
) -> list[Digest]:
    """Every digest from `now` to just before `until`, if nothing changes: perfect ticks on a moved clock."""
    all_inputs = list(pairs)
    following = [PendingMoments.of(inputs, policy, delivery).first_at for inputs, policy in all_inputs]
    digests: list[Digest] = []
    clock, day, used, hard = now, local_date(now, delivery.zone), used_today, hard_today
    while first := min((at for at in following if at is not None), default=None):
        clock = max(clock, first)
        if clock >= until:
            break
        if (today := local_date(clock, delivery.zone)) != day:
            day, used, hard = today, 0, False
        taken = decide_digest(all_inputs, delivery, clock, used, told, hard_today=hard)
        if taken.digest is not None:
            digests.append(taken.digest)
            used, hard = used + taken.digest.pushed, hard or taken.digest.hard
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
