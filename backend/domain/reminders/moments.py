"""The ladder of one deadline: every moment at which its borrower is reminded, as a pure function.

1. The rules plan reminders around the deadline's dates (`anchors`).
2. Quiet hours and pauses hold them (`hold`); a warning that cannot come before its limit any more is dropped.
3. Of several that are held to one instant only the one planned latest remains.
4. A snooze swallows what lies before its end, and then speaks once; before quiet hours that would carry it past the
   next limit (`snooze_limit`).

The first three depend on nothing that differs between two debts due on the same day under the same settings,
so they are computed once for all of them and kept.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from backend.domain.reminders.calm_pause import PAUSE_END, ends_at
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.planned_reminders import LadderFacts, PlannedReminder, planned_reminders
from backend.domain.reminders.policy import Policy
from backend.domain.reminders.quiet_hours import delivery_instant, open_instant
from backend.domain.reminders.reminder_inputs import ReminderInputs
from backend.domain.reminders.snooze_limit import wakes_at

__all__ = ["Ladder", "Moment", "ladder_of", "next_moment", "open_instant"]

# Which of two reminders planned for the same wall time says more.
_WEIGHT = {"payday": 0, "due": 1, "monthly": 2, "grace": 3, "reportable": 4}
_ONE_DAY = timedelta(days=1)

_facts_of = attrgetter(*LadderFacts._fields)


@dataclass(frozen=True, slots=True)
class Moment:
    """One reminder. `key` is its identity in its deadline for ever, at most 48 characters: the due date and
    the rule ("2026-12-05:due-3"), "snooze:" and the snooze's end, or "pause:" and the pause's last day.

    A warning (`before`) is true until `limit_at`, every other moment from `limit_at` on.
    """

    key: str
    at: datetime
    tone: str
    anchor: str
    offset_days: int
    limit_at: datetime
    before: bool

    def holds_at(self, now: datetime) -> bool:
        """Whether what it says is (still) true."""
        return now < self.limit_at if self.before else self.limit_at <= now


class Ladder(NamedTuple):
    """A ladder with its instants beside it, for bisection."""

    moments: tuple[Moment, ...]
    instants: tuple[datetime, ...]

    def first_after(self, instant: datetime) -> Moment | None:
        index = bisect_right(self.instants, instant)
        return self.moments[index] if index < len(self.moments) else None

    def last_until(self, instant: datetime) -> Moment | None:
        """The last moment at or before an instant that is still true then."""
        passed = self.moments[: bisect_right(self.instants, instant)]
        return next((moment for moment in reversed(passed) if moment.holds_at(instant)), None)


_SILENT = Ladder((), ())


def ladder_of(inputs: ReminderInputs, policy: Policy, delivery: DeliverySettings) -> Ladder:
    """Every moment of a deadline, earliest first, each at its own instant."""
    if inputs.muted:
        return _SILENT
    if inputs.kind == PAUSE_END:
        return _end_of_pause(delivery)
    whole = _ladder(_facts_of(inputs), policy, delivery)
    return whole if inputs.snoozed_until is None else _snoozed(whole, inputs, inputs.snoozed_until, delivery)


def next_moment(
    inputs: ReminderInputs, policy: Policy, delivery: DeliverySettings, after: datetime
) -> Moment | None:
    """The first moment strictly after `after`."""
    return ladder_of(inputs, policy, delivery).first_after(after)


# A ladder takes some 6 KiB and a fifth of a millisecond: 2,048 of them stay well below the worker's budget.
@lru_cache(maxsize=2048)
def _ladder(facts: tuple[Any, ...], policy: Policy, delivery: DeliverySettings) -> Ladder:
    known = LadderFacts(*facts)
    latest: dict[datetime, PlannedReminder] = {}
    for plan in planned_reminders(known, policy, delivery):
        at = delivery_instant(plan.at, delivery, plan.limit_at if plan.before else None)
        if plan.before and at >= plan.limit_at:
            continue
        if at not in latest or _order(plan) > _order(latest[at]):
            latest[at] = plan
    instants = tuple(sorted(latest))
    return Ladder(tuple(_moment(latest[at], at, known.due_on) for at in instants), instants)


def _order(plan: PlannedReminder) -> tuple[datetime, int, int]:
    return plan.wanted, _WEIGHT[plan.anchor], plan.offset_days


def _moment(plan: PlannedReminder, at: datetime, due_on: date) -> Moment:
    key = f"{due_on.isoformat()}:{plan.name}"
    return Moment(key, at, plan.tone, plan.anchor, plan.offset_days, plan.limit_at, plan.before)


def _snoozed(whole: Ladder, inputs: ReminderInputs, until: datetime, delivery: DeliverySettings) -> Ladder:
    start = bisect_left(whole.instants, until)
    moments, instants = whole.moments[start:], whole.instants[start:]
    wakes = wakes_at(until, inputs, delivery)
    if instants and instants[0] == wakes:
        return Ladder(moments, instants)
    moment = Moment(
        snooze_key(until), wakes, _snooze_tone(inputs, wakes), "snooze", 0, min(until, wakes), False
    )
    # Between a snooze's end and the instant at which it speaks nothing else can lie, so it comes first.
    return Ladder((moment, *moments), (wakes, *instants))


def _end_of_pause(delivery: DeliverySettings) -> Ladder:
    """One word when the "too much right now" pause is over, wherever the borrower's midnight is by then."""
    ends = ends_at(delivery)
    if ends is None:
        return _SILENT
    at, key = delivery_instant(ends, delivery), f"pause:{delivery.calm_last_on}"
    return Ladder((Moment(key, at, "steady", "pause", 0, min(ends, at), False),), (at,))


def snooze_key(until: datetime) -> str:
    """The key of the moment that ends a snooze."""
    return f"snooze:{until.isoformat()}"


def _snooze_tone(inputs: ReminderInputs, at: datetime) -> str:
    if at < inputs.pay_by_at:
        return "today" if inputs.pay_by_at - at <= _ONE_DAY else "soon"
    if not inputs.owed:
        return "steady"
    return "grace" if at < inputs.last_chance_at else "late"
