"""What each deadline says in a digest, and which of it is held back from the push.

A hard word held back, or one held back by a "too much right now" pause, is told in the inbox at its own time, and
never again. The last word before something irreversible is held back by neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, NamedTuple

from backend.domain.calendar.local_time import day_end, local_date
from backend.domain.reminders.calm_pause import holds_back
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.digest_window import DigestWindow
from backend.domain.reminders.hard_words import is_hard
from backend.domain.reminders.irreversible import last_words
from backend.domain.reminders.kinds import QUIET
from backend.domain.reminders.moments import Moment
from backend.domain.reminders.pending_moments import AlreadyTold, PendingMoments
from backend.domain.reminders.urgency import urgency

# Why a line is in the inbox alone: a pause, the day's one hard push, or because its kind is never pushed.
HeldBy = Literal["calm", "hard", "quiet"]


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One deadline in a digest. `last_word`: nothing more is said of it before something irreversible; `quiet`: it is
    of a kind that is never pushed."""

    deadline_id: str
    moment: Moment
    urgency: int
    hard: bool = False
    last_word: bool = False
    quiet: bool = False
    held: HeldBy | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """What one borrower is told at one instant, most urgent first; `pushed` False goes to the inbox only, as every
    item does that is held back."""

    at: datetime
    items: tuple[DigestItem, ...]
    pushed: bool

    @property
    def hard(self) -> bool:
        """Whether it is a push with a hard word in it."""
        return self.pushed and any(item.hard and not item.held for item in self.items)


class Picked(NamedTuple):
    """What a deadline says in a digest, if anything, and what it has left to say."""

    left: PendingMoments
    item: DigestItem | None


def pick(
    pending: PendingMoments,
    left: PendingMoments,
    window: DigestWindow,
    delivery: DeliverySettings,
    now: datetime,
    told: AlreadyTold,
) -> Picked:
    """The most urgent of what is still true before `left`, the latest of equals; it speaks for all of them."""
    inputs, best = pending.inputs, None
    spoken = [
        moment
        for moment in pending.ladder.moments[pending.start : left.start]
        if moment.holds_at(now)
        and pending.joins(moment, window)
        and (inputs.deadline_id, moment.key) not in told
    ]
    for moment in spoken:
        value = urgency(inputs, moment, window.opens_at)
        if best is None or value >= best.urgency:
            best = DigestItem(inputs.deadline_id, moment, value)
    if best is None:
        return Picked(left, None)
    last = last_words(inputs, pending.ladder)
    hard, final = is_hard(inputs, best.moment, delivery.zone), any(moment.key in last for moment in spoken)
    return Picked(left, replace(best, hard=hard, last_word=final, quiet=inputs.kind in QUIET))


def with_rest_of_day(
    pending: PendingMoments,
    picked: Picked,
    window: DigestWindow,
    delivery: DeliverySettings,
    now: datetime,
    told: AlreadyTold,
) -> Picked:
    """The same, with the hard words of the rest of the borrower's day, as far as they are true already."""
    zone = delivery.zone
    ends = day_end(local_date(window.opens_at, zone), zone)
    end, last = picked.left.start, last_words(pending.inputs, pending.ladder)
    for index, moment in enumerate(picked.left.until(ends), end):
        late = window.opens_at >= pending.inputs.pay_by_at or moment.key in last
        if (
            moment.at < ends
            and late
            and is_hard(pending.inputs, moment, zone)
            and pending.joins(moment, window)
        ):
            end = index + 1
    left = pending._replace(start=end)
    return picked if end == picked.left.start else pick(pending, left, window, delivery, now, told)


def held_back(
    items: Sequence[DigestItem],
    window: DigestWindow,
    delivery: DeliverySettings,
    now: datetime,
    hard_today: bool,
) -> list[DigestItem]:
    """The same, most urgent first, each with why it is not pushed: by the pause, or as the day had its hard push."""
    calm = holds_back(delivery, window.opens_at, now)
    found = [replace(item, held=_held(item, calm, hard_today)) for item in items]
    return sorted(found, key=lambda item: (-item.urgency, item.deadline_id))


def _held(item: DigestItem, calm: bool, hard_today: bool) -> HeldBy | None:
    if item.quiet:
        return "quiet"
    if item.last_word:
        return None
    if calm:
        return "calm"
    return "hard" if hard_today and item.hard else None
