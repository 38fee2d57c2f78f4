"""Reminder policies as data: a list of offsets around a deadline, each with a local time and a tone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

ANCHORS = ("due", "grace", "reportable", "payday", "monthly")
TONES = ("early", "soon", "today", "grace", "late", "urgent", "steady", "autopay")
MAX_RULES = 40
MAX_OFFSET_DAYS = 365


class PolicyError(ValueError):
    """A policy that cannot be: `path` names the faulty place, such as "rules.3.at"."""

    def __init__(self, message: str, path: str) -> None:
        super().__init__(message)
        self.path = path


@dataclass(frozen=True, slots=True)
class Rule:
    """`offset_days` from the anchor's day, at `at` on the borrower's wall clock.

    Anchors: "due" (the due date), "grace" (the last day of grace), "reportable" (each day on which lateness
    becomes reportable; -1 is the day before), "payday" (the payday before the due date), "monthly" (each
    month from `offset_days` months after the due date on).
    """

    anchor: str
    offset_days: int
    at: time
    tone: str


@dataclass(frozen=True, eq=False)
class Policy:
    """Some rules. Compared by value; the hash is computed once, because it keys a cache on the hot path."""

    rules: tuple[Rule, ...]
    _hash: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(self.rules))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Policy) and self.rules == other.rules)


@dataclass(frozen=True, eq=False)
class Delivery:
    """How a borrower wants to be reached. Wall times and dates are local to `zone`, instants aware UTC.

    `paydays` are days of the month, clamped. At most `daily_cap` pushes a local day; reminders within
    `window_minutes` of the first share one push.
    """

    zone: str
    quiet_start: time | None = None
    quiet_end: time | None = None
    quiet_dates: frozenset[date] = frozenset()
    paused_from: datetime | None = None
    paused_until: datetime | None = None
    paydays: tuple[int, ...] = ()
    window_minutes: int = 30
    daily_cap: int = 3
    _hash: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(self._key()))

    def _key(self) -> tuple[object, ...]:
        return (
            self.zone,
            self.quiet_start,
            self.quiet_end,
            self.quiet_dates,
            self.paused_from,
            self.paused_until,
            self.paydays,
            self.window_minutes,
            self.daily_cap,
        )

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Delivery) and self._key() == other._key())


def policy_to_data(policy: Policy) -> list[dict[str, Any]]:
    """Plain dicts: {anchor, offset_days, at: "HH:MM", tone}."""
    return [
        {
            "anchor": rule.anchor,
            "offset_days": rule.offset_days,
            "at": rule.at.strftime("%H:%M"),
            "tone": rule.tone,
        }
        for rule in policy.rules
    ]


def policy_from_data(data: Sequence[dict[str, Any]]) -> Policy:
    """Read what `policy_to_data` wrote; PolicyError names the first faulty place."""
    if len(data) > MAX_RULES:
        raise PolicyError(f"at most {MAX_RULES} rules", "rules")
    rules = tuple(_rule(row, f"rules.{index}") for index, row in enumerate(data))
    if len({(rule.anchor, rule.offset_days, rule.at) for rule in rules}) < len(rules):
        raise PolicyError("the same anchor, offset and time stand twice", "rules")
    return Policy(rules)


def _rule(row: dict[str, Any], path: str) -> Rule:
    anchor, offset, tone = row.get("anchor"), row.get("offset_days"), row.get("tone", "soon")
    if anchor not in ANCHORS:
        raise PolicyError(f"choose one of {', '.join(ANCHORS)}", f"{path}.anchor")
    if not isinstance(offset, int) or isinstance(offset, bool) or abs(offset) > MAX_OFFSET_DAYS:
        raise PolicyError(
            f"a whole number from -{MAX_OFFSET_DAYS} to {MAX_OFFSET_DAYS}", f"{path}.offset_days"
        )
    if anchor == "monthly" and not 1 <= offset <= 24:
        raise PolicyError("months after the due date, 1 to 24", f"{path}.offset_days")
    if tone not in TONES:
        raise PolicyError(f"choose one of {', '.join(TONES)}", f"{path}.tone")
    return Rule(anchor, offset, _wall_time(row.get("at"), path), tone)


def _wall_time(text: Any, path: str) -> time:
    try:
        found = time.fromisoformat(text)
    except (TypeError, ValueError):
        raise PolicyError("a local time as HH:MM", f"{path}.at") from None
    if found.tzinfo is not None or found.second or found.microsecond:
        raise PolicyError("a local time as HH:MM", f"{path}.at")
    return found
