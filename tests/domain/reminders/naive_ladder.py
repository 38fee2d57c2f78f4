"""A second, slow opinion on a ladder: each rule taken at its word on a walked clock, minute by minute."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.policy import Policy
from backend.domain.reminders.reminder_inputs import ReminderInputs
from tests.domain.reminders.clock_walk import DAY, MINUTE, Walk, is_quiet, walk

_WEIGHTS = ("payday", "due", "monthly", "grace", "reportable")


@dataclass(frozen=True)
class _Case:
    inputs: ReminderInputs
    policy: Policy
    delivery: DeliverySettings
    steps: Walk
    debt_steps: Walk

    def silent(self, instant: datetime) -> bool:
        return self.paused(instant) or self.quiet(instant)

    def paused(self, instant: datetime) -> bool:
        settings = self.delivery
        if settings.paused_from is None or settings.paused_until is None:
            return False
        return settings.paused_from <= instant < settings.paused_until

    def quiet(self, instant: datetime) -> bool:
        settings = self.delivery
        reached = self.steps.reached[self.steps.index(instant)]
        return is_quiet(reached, settings.quiet_start, settings.quiet_end, settings.quiet_dates)


def naive_ladder(
    inputs: ReminderInputs, policy: Policy, delivery: DeliverySettings, around: date
) -> list[tuple[datetime, str, str]]:
    """(instant, rule name, tone) of every moment that lies well within the walk around a day."""
    case = _Case(inputs, policy, delivery, walk(delivery.zone, around), walk(inputs.zone, around))
    found: dict[datetime, tuple[tuple[datetime, int, int], str, str]] = {}
    for anchor, name, offset, day, wall, tone, limit, warns in _plans(case):
        planned = _planned(case, day, wall, limit, warns)
        if planned is None or (at := _held(case, planned, limit if warns else None)) is None:
            continue
        if warns and at >= limit:
            continue
        order = (datetime.combine(day, wall), _WEIGHTS.index(anchor), offset)
        if at not in found or found[at][0] < order:
            found[at] = (order, name, tone)
    return sorted((at, name, tone) for at, (_, name, tone) in found.items())


def _plans(case: _Case) -> Iterator[tuple[str, str, int, date, time, str, datetime, bool]]:
    inputs = case.inputs
    rules = list(case.policy.rules)
    if not inputs.owed:
        rules = [rule for rule in rules if rule.anchor == "due"]
    kept = None
    if inputs.autopay:
        ahead = [rule for rule in rules if rule.anchor == "due" and rule.offset_days <= 0]
        for distance in range(400):
            near = [rule for rule in ahead if abs(rule.offset_days + 3) == distance]
            if near:
                kept = min(near, key=lambda rule: (rule.offset_days, rule.at))
                break
        rules = [r for r in rules if r is kept or not (r.anchor == "payday" or r in ahead)]
    for rule in rules:
        told = "steady" if not case.inputs.sure and rule.tone in ("grace", "late", "urgent") else rule.tone
        tone = "autopay" if rule is kept else told
        twins = [
            r.at for r in case.policy.rules if (r.anchor, r.offset_days) == (rule.anchor, rule.offset_days)
        ]
        place = sorted(twins).index(rule.at) + 1
        for name, offset, day, limit, warns in _days(case, rule.anchor, rule.offset_days):
            suffix = f"#{place}" if place > 1 else ""
            yield rule.anchor, name + suffix, offset, day, rule.at, tone, limit, warns


def _days(case: _Case, anchor: str, offset: int) -> Iterator[tuple[str, int, date, datetime, bool]]:
    inputs, due_on = case.inputs, case.inputs.due_on
    if anchor == "due":
        moved = offset - 2 if offset < 0 and not inputs.sure else offset
        yield f"due{moved:+d}", moved, due_on + moved * DAY, inputs.pay_by_at, offset <= 0
    elif anchor == "grace" and inputs.last_chance_on != due_on:
        day = inputs.last_chance_on + offset * DAY
        yield f"grace{offset:+d}", offset, day, inputs.last_chance_at, offset <= 0
    elif anchor == "reportable":
        for days in (30, 60, 90):
            limit = case.debt_steps.comes(due_on + days * DAY, time())
            if limit is not None:
                day = due_on + (days + offset) * DAY
                yield f"reportable{days}{offset:+d}", offset, day, limit, offset <= 0
    elif anchor == "payday" and case.delivery.paydays:
        day = due_on
        while not _is_payday(day, case.delivery.paydays):
            day -= DAY
        yield f"payday{offset:+d}", offset, day + offset * DAY, inputs.pay_by_at, True
    elif anchor == "monthly":
        for months in range(offset, 25):
            year, month = (
                due_on.year + (due_on.month + months - 1) // 12,
                (due_on.month + months - 1) % 12 + 1,
            )
            day = date(year, month, min(due_on.day, monthrange(year, month)[1]))
            yield f"monthly{months:+d}", 0, day, inputs.pay_by_at, False


def _is_payday(day: date, paydays: tuple[int, ...]) -> bool:
    return any(day.day == min(payday, monthrange(day.year, day.month)[1]) for payday in paydays)


def _planned(case: _Case, day: date, wall: time, limit: datetime, warns: bool) -> datetime | None:
    at = case.steps.comes(day, wall)
    while at is not None and (at >= limit if warns else at <= limit):
        day += -DAY if warns else DAY
        at = case.steps.comes(day, wall)
    return at


def _held(case: _Case, planned: datetime, limit: datetime | None) -> datetime | None:
    """Minute by minute: on to the first open one, or back out of quiet hours where that would be too late."""
    at = planned
    if case.quiet(at) and not case.paused(at) and limit is not None:
        wakes = at
        while (wakes := wakes + MINUTE) and case.quiet(wakes):
            pass
        if wakes >= limit:
            while case.quiet(at):
                at -= MINUTE
    while case.silent(at):
        at += MINUTE
        if case.steps.index(at) >= len(case.steps.reached) - 1:
            return None
    return at
