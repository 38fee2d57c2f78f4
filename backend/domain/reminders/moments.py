"""The ladder of one deadline: every moment at which its borrower is to be reminded, as a pure function.

1. Each rule gives a nominal moment: the anchor's day plus the offset, at the rule's time on the borrower's
   wall clock. A rule with an offset of 0 or less warns before its anchor's limit (the cut-off, the end of
   grace, the day on which lateness becomes reportable): where zones differ so much that it would come too
   late, it comes a day earlier. A rule with a positive offset speaks of lateness: where it would come before
   the limit, it comes a day later.
2. Quiet hours, free days and a pause hold a moment until they end. If holding would carry a warning past its
   limit, it comes in the last minute before the quiet span instead; a pause that the borrower asked for
   holds all the same.
3. Of several moments held to one instant only the last remains.

The ladder depends on nothing that differs between two debts due on the same day under the same settings, so
it is computed once for all of them.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from backend.domain.calendar.due_date import month_day, month_index
from backend.domain.calendar.local_time import at, day_start
from backend.domain.calendar.quiet_hours import open_before, open_from
from backend.domain.credit.delinquency import reportable_boundaries
from backend.domain.reminders.policy import Delivery, Policy, Rule
from backend.domain.reminders.watch import Watch

# A predicted date may be wrong by a day or two, so what is unsure is said earlier.
UNSURE_LEAD_DAYS = 2
MONTHLY_UNTIL = 24
# The one reminder that stays before the due date where autopay will pay: time enough to fund the account.
_AUTOPAY_OFFSET = -3
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment. `key` is its identity within the deadline for ever; `limit` is the instant that it warns
    of (`before`) or that has passed (not `before`); None for a snooze's end."""

    key: str
    anchor: str
    offset_days: int
    at: datetime
    tone: str
    before: bool
    limit: datetime | None


@dataclass(frozen=True, slots=True)
class _Nominal:
    anchor: str
    label: str
    day: date
    limit: datetime
    offset: int
    rule: Rule


def ladder(watch: Watch, policy: Policy, delivery: Delivery) -> tuple[Moment, ...]:
    """Every moment of a deadline, earliest first; the snooze is not part of it."""
    return () if watch.muted else _cached(watch, policy, delivery)[1]


def next_moment(watch: Watch, policy: Policy, delivery: Delivery, after: datetime) -> Moment | None:
    """The first moment strictly after `after`, the end of a snooze included."""
    if watch.muted:
        return None
    instants, moments = _cached(watch, policy, delivery)
    if watch.snoozed_until is None:
        index = bisect_right(instants, after)
        return moments[index] if index < len(moments) else None
    return _after_snooze(watch.snoozed_until, instants, moments, delivery, after)


def _after_snooze(
    until: datetime,
    instants: tuple[datetime, ...],
    moments: tuple[Moment, ...],
    delivery: Delivery,
    after: datetime,
) -> Moment | None:
    wakes = open_instant(until, delivery)
    if wakes > after:
        return Moment(f"snooze:{until.isoformat()}", "snooze", 0, wakes, "soon", False, None)
    index = bisect_right(instants, max(after, until))
    return moments[index] if index < len(moments) else None


def open_instant(instant: datetime, delivery: Delivery) -> datetime:
    """The first instant at or after `instant` at which the borrower may be disturbed."""
    for _ in range(64):
        opens = _open_from(instant, delivery)
        if delivery.paused_from and delivery.paused_until:
            if delivery.paused_from <= opens < delivery.paused_until:
                opens = delivery.paused_until
        if opens == instant:
            return instant
        instant = opens
    return instant


def _open_from(instant: datetime, delivery: Delivery) -> datetime:
    return open_from(
        instant,
        zone=delivery.zone,
        quiet_start=delivery.quiet_start,
        quiet_end=delivery.quiet_end,
        quiet_dates=delivery.quiet_dates,
    )


def _cached(
    watch: Watch, policy: Policy, delivery: Delivery
) -> tuple[tuple[datetime, ...], tuple[Moment, ...]]:
    return _ladder(
        watch.due_on,
        watch.pay_by_at,
        watch.last_chance_on,
        watch.last_chance_at,
        watch.zone,
        watch.country,
        watch.owed,
        watch.sure,
        watch.autopay,
        policy,
        delivery,
    )


@lru_cache(maxsize=8192)
def _ladder(
    due_on: date,
    pay_by_at: datetime,
    last_chance_on: date,
    last_chance_at: datetime,
    zone: str,
    country: str,
    owed: bool,
    sure: bool,
    autopay: bool,
    policy: Policy,
    delivery: Delivery,
) -> tuple[tuple[datetime, ...], tuple[Moment, ...]]:
    rules = _with_autopay(policy.rules) if autopay else policy.rules
    found: dict[datetime, tuple[datetime, Moment]] = {}
    for rule in rules:
        for nominal in _nominals(
            rule, due_on, pay_by_at, last_chance_on, last_chance_at, zone, country, owed, sure, delivery
        ):
            planned = _at(nominal, delivery.zone)
            held = _hold(planned, nominal, delivery)
            moment = _moment(nominal, held, due_on)
            if held not in found or found[held][0] < planned:
                found[held] = (planned, moment)
    instants = tuple(sorted(found))
    return instants, tuple(found[instant][1] for instant in instants)


def _with_autopay(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Before the due date only the rule nearest to three days ahead remains; lateness is told as ever."""
    ahead = [rule for rule in rules if rule.anchor in ("due", "payday") and rule.offset_days <= 0]
    rest = tuple(rule for rule in rules if rule not in ahead)
    if not ahead:
        return rest
    kept = min(ahead, key=lambda rule: (abs(rule.offset_days - _AUTOPAY_OFFSET), rule.offset_days))
    return (Rule(kept.anchor, kept.offset_days, kept.at, "autopay"), *rest)


def _nominals(
    rule: Rule,
    due_on: date,
    pay_by_at: datetime,
    last_chance_on: date,
    last_chance_at: datetime,
    zone: str,
    country: str,
    owed: bool,
    sure: bool,
    delivery: Delivery,
) -> Iterator[_Nominal]:
    if rule.anchor == "due":
        offset = rule.offset_days
        if offset < 0 and not sure:
            offset -= UNSURE_LEAD_DAYS
        yield _Nominal("due", "due", due_on, pay_by_at, offset, rule)
    elif rule.anchor == "payday":
        day = _payday_before(due_on, delivery.paydays)
        if day is not None:
            yield _Nominal("payday", "payday", day, pay_by_at, rule.offset_days, rule)
    elif not owed:
        return
    elif rule.anchor == "grace" and last_chance_on > due_on:
        yield _Nominal("grace", "grace", last_chance_on, last_chance_at, rule.offset_days, rule)
    elif rule.anchor == "reportable":
        for boundary in reportable_boundaries(country):
            day = due_on + timedelta(days=boundary.days)
            label = f"reportable{boundary.days}"
            yield _Nominal("reportable", label, day, day_start(day, zone), rule.offset_days, rule)
    elif rule.anchor == "monthly":
        for months in range(rule.offset_days, MONTHLY_UNTIL + 1):
            day = month_day(month_index(due_on) + months, due_on.day)
            yield _Nominal("monthly", f"monthly{months}", day, last_chance_at, 0, rule)


def _payday_before(due_on: date, paydays: tuple[int, ...]) -> date | None:
    """The borrower's latest payday on or before the due date."""
    index = month_index(due_on)
    days = [month_day(month, payday) for payday in paydays for month in (index - 1, index)]
    return max((day for day in days if day <= due_on), default=None)


def _before(nominal: _Nominal) -> bool:
    return nominal.offset <= 0 and nominal.anchor != "monthly"


def _at(nominal: _Nominal, zone: str) -> datetime:
    day, step = nominal.day + timedelta(days=nominal.offset), _DAY if not _before(nominal) else -_DAY
    instant = at(day, nominal.rule.at, zone)
    while (instant >= nominal.limit) if _before(nominal) else (instant <= nominal.limit):
        day += step
        instant = at(day, nominal.rule.at, zone)
    return instant


def _hold(planned: datetime, nominal: _Nominal, delivery: Delivery) -> datetime:
    """Hold a moment out of quiet spans and pauses; a warning that would miss its limit goes before the span."""
    opens = open_instant(planned, delivery)
    if opens == planned or not _before(nominal) or opens < nominal.limit:
        return opens
    if (
        delivery.paused_from
        and delivery.paused_until
        and delivery.paused_from <= planned < delivery.paused_until
    ):
        return opens
    earlier = open_before(
        planned,
        zone=delivery.zone,
        quiet_start=delivery.quiet_start,
        quiet_end=delivery.quiet_end,
        quiet_dates=delivery.quiet_dates,
    )
    return earlier if open_instant(earlier, delivery) == earlier else opens


def _moment(nominal: _Nominal, held: datetime, due_on: date) -> Moment:
    key = f"{due_on.isoformat()}:{nominal.label}"
    if nominal.anchor != "monthly":
        key += f"{nominal.offset:+d}"
    wall = nominal.rule.at.strftime("%H%M")
    return Moment(
        f"{key}@{wall}",
        nominal.anchor,
        nominal.offset,
        held,
        nominal.rule.tone,
        _before(nominal),
        nominal.limit,
    )
