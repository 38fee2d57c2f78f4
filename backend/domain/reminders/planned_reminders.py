"""From the rules of a policy to planned reminders: on which day and at which instant, before any quiet hour.

Days are the debt's; the wall time of a rule is the borrower's. Every anchor has a limit, the instant that
its warnings must come before and its reports must come after:

- due: the due date; limit: the cut-off.
- grace: the last day of grace, for money owed where there are grace days; limit: the end of grace.
- reportable: each day on which lateness is reported as worse, for money owed; limit: the start of that day.
- payday: the borrower's last payday on or before the due date, for money owed; limit: the cut-off.
- monthly: whole months after the due date, for money owed, always after the cut-off.

A warning (offset 0 or less) that would not come before its limit comes a day earlier, because two zones can
lie 26 hours apart; a report (offset above 0, and monthly) that would not come after it comes a day later.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from backend.domain.calendar.local_time import at, day_start
from backend.domain.calendar.month_day import month_day, month_index
from backend.domain.reminders.delivery_settings import DeliverySettings
from backend.domain.reminders.policy import MONTHLY_UNTIL, Policy, ReminderRule

# A predicted date may be wrong by a day or two, so what is unsure is said earlier.
UNSURE_LEAD_DAYS = 2
# Where autopay will pay, one reminder stays, early enough to put money into the funding account.
AUTOPAY_OFFSET_DAYS = -3

_TONES_OF_LATENESS = frozenset({"grace", "late", "urgent"})

_DAY = timedelta(days=1)


class LadderFacts(NamedTuple):
    """The parts of a watch that its ladder depends on; many deadlines share them."""

    due_on: date
    pay_by_at: datetime
    last_chance_on: date
    last_chance_at: datetime
    zone: str
    reportable_days: tuple[int, ...]
    owed: bool
    sure: bool
    autopay: bool


class PlannedReminder(NamedTuple):
    """A reminder before quiet hours. `name` is unique in a ladder; `wanted` is its wall time as the rule
    has it, by which two reminders that fall together are compared."""

    name: str
    anchor: str
    offset_days: int
    tone: str
    wanted: datetime
    at: datetime
    limit_at: datetime
    before: bool


class _Anchor(NamedTuple):
    name: str
    day: date
    offset_days: int
    limit_at: datetime
    before: bool


def planned_reminders(
    facts: LadderFacts, policy: Policy, delivery: DeliverySettings
) -> Iterator[PlannedReminder]:
    """Every reminder that the policy plans for a deadline, in no particular order."""
    for rule, repeat in _chosen(policy, facts):
        for anchor in _anchors(rule, facts, delivery):
            day = anchor.day + timedelta(days=anchor.offset_days)
            yield PlannedReminder(
                f"{anchor.name}{repeat}",
                rule.anchor,
                anchor.offset_days,
                _tone(rule, facts),
                datetime.combine(day, rule.at),
                _instant(day, rule, anchor, delivery.zone),
                anchor.limit_at,
                anchor.before,
            )


def _chosen(policy: Policy, facts: LadderFacts) -> list[tuple[ReminderRule, str]]:
    """The rules that apply, each with a suffix for the second, third ... of its day."""
    numbered = _numbered(policy)
    if not facts.owed:
        # A check has no grace, no bureau and needs no payday: only its own date counts.
        numbered = [(rule, repeat) for rule, repeat in numbered if rule.anchor == "due"]
    return _with_autopay(numbered) if facts.autopay else numbered


def _tone(rule: ReminderRule, facts: LadderFacts) -> str:
    """A guess is never told as lateness or as a last chance."""
    return "steady" if not facts.sure and rule.tone in _TONES_OF_LATENESS else rule.tone


def _numbered(policy: Policy) -> list[tuple[ReminderRule, str]]:
    """By their order in the day, not by their time, so a rule moved to another hour stays the same one."""
    seen: dict[tuple[str, int], int] = {}
    numbered = []
    for rule in sorted(policy.rules, key=lambda rule: rule.at):
        place = (rule.anchor, rule.offset_days)
        seen[place] = seen.get(place, 0) + 1
        numbered.append((rule, "" if seen[place] == 1 else f"#{seen[place]}"))
    return numbered


def _with_autopay(numbered: list[tuple[ReminderRule, str]]) -> list[tuple[ReminderRule, str]]:
    """Of what comes up to the due date one reminder remains, the nearest to three days before it."""
    ahead = [pair for pair in numbered if _is_ahead(pair[0])]
    rest = [pair for pair in numbered if not _is_ahead(pair[0])]
    own = [pair for pair in ahead if pair[0].anchor == "due"]
    if not own:
        return rest
    rule, repeat = min(
        own, key=lambda pair: (abs(pair[0].offset_days - AUTOPAY_OFFSET_DAYS), pair[0].offset_days)
    )
    return [(ReminderRule(rule.anchor, rule.offset_days, rule.at, "autopay"), repeat), *rest]


def _is_ahead(rule: ReminderRule) -> bool:
    return rule.anchor == "payday" or (rule.anchor == "due" and rule.offset_days <= 0)


def _anchors(rule: ReminderRule, facts: LadderFacts, delivery: DeliverySettings) -> Iterator[_Anchor]:
    offset, before = rule.offset_days, rule.offset_days <= 0
    if rule.anchor == "due":
        if offset < 0 and not facts.sure:
            offset -= UNSURE_LEAD_DAYS
        yield _Anchor(f"due{offset:+d}", facts.due_on, offset, facts.pay_by_at, before)
    elif rule.anchor == "grace" and facts.last_chance_on > facts.due_on:
        yield _Anchor(f"grace{offset:+d}", facts.last_chance_on, offset, facts.last_chance_at, before)
    elif rule.anchor == "reportable":
        for days in facts.reportable_days:
            day = facts.due_on + timedelta(days=days)
            name = f"reportable{days}{offset:+d}"
            yield _Anchor(name, day, offset, day_start(day, facts.zone), before)
    elif rule.anchor == "payday":
        if payday := _payday_before(facts.due_on, delivery.paydays):
            yield _Anchor(f"payday{offset:+d}", payday, offset, facts.pay_by_at, True)
    elif rule.anchor == "monthly":
        for months in range(offset, MONTHLY_UNTIL + 1):
            day = month_day(month_index(facts.due_on) + months, facts.due_on.day)
            yield _Anchor(f"monthly{months:+d}", day, 0, facts.pay_by_at, False)


def _payday_before(due_on: date, paydays: tuple[int, ...]) -> date | None:
    """The latest payday on or before the due date, in its month or the one before."""
    index = month_index(due_on)
    days = [month_day(month, payday) for payday in paydays for month in (index - 1, index)]
    return max((day for day in days if day <= due_on), default=None)


def _instant(day: date, rule: ReminderRule, anchor: _Anchor, zone: str) -> datetime:
    instant = at(day, rule.at, zone)
    while (instant >= anchor.limit_at) if anchor.before else (instant <= anchor.limit_at):
        day += -_DAY if anchor.before else _DAY
        instant = at(day, rule.at, zone)
    return instant
