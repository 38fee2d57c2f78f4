"""A reminder policy: rules around a deadline's dates, as values and as plain data; and delivery settings.

Both keep their hash, because they key a cache that every tick and every request reads.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any

MONTHLY_UNTIL = 24
MAX_RULES = 40

_WALL_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")

TONES = ("early", "soon", "today", "grace", "late", "urgent", "steady")
# How far from its anchor a rule may lie, in days. Reportable days come every 30; monthly counts months.
OFFSETS = {
    "due": (-60, 365),
    "grace": (-30, 30),
    "reportable": (-29, 29),
    "payday": (-14, 0),
    "monthly": (1, MONTHLY_UNTIL),
}


class PolicyError(ValueError):
    """A policy's data is not a policy; `path` names the faulty part, such as "rules.3.at".

    `reason` says what is wrong with it, as a code, and `values` what belongs to that.
    """

    def __init__(self, reason: str, path: str, **values: int | str | tuple[str, ...]) -> None:
        super().__init__(f"{path}: {reason}")
        self.reason, self.path, self.values = reason, path, values


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """One reminder: `offset_days` from the `anchor` (see `anchors`), at a wall time in the borrower's zone.

    For the anchor "monthly" the offset is the first month after the due date; it repeats every month.
    """

    anchor: str
    offset_days: int
    at: time
    tone: str


@dataclass(frozen=True)
class Policy:
    """Rules in the order in which they were given."""

    rules: tuple[ReminderRule, ...]
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(self.rules))

    def __hash__(self) -> int:
        return self._hash

    @classmethod
    def from_rules(cls, *lists: Iterable[ReminderRule]) -> "Policy":
        """One policy of several lists, each rule once."""
        return cls(tuple(dict.fromkeys(rule for rules in lists for rule in rules)))


def policy_to_data(policy: Policy) -> list[dict[str, Any]]:
    """The rules as plain dicts: anchor, offset_days, at ("HH:MM"), tone."""
    return [
        {
            "anchor": rule.anchor,
            "offset_days": rule.offset_days,
            "at": rule.at.strftime("%H:%M"),
            "tone": rule.tone,
        }
        for rule in policy.rules
    ]


def policy_from_data(data: Sequence[Any]) -> Policy:
    """The policy of such dicts; `tone` may be left out. Raises PolicyError."""
    if not isinstance(data, list | tuple):
        raise PolicyError("no-list", "rules")
    if len(data) > MAX_RULES:
        raise PolicyError("too-long", "rules", most=MAX_RULES)
    seen: dict[tuple[str, int, time], int] = {}
    rules = []
    for number, item in enumerate(data):
        rule = _rule(item, f"rules.{number}")
        twin = seen.setdefault((rule.anchor, rule.offset_days, rule.at), number)
        if twin != number:
            raise PolicyError("rule-twice", f"rules.{number}", twin=f"rules.{twin}")
        rules.append(rule)
    return Policy(tuple(rules))


def _rule(item: Any, path: str) -> ReminderRule:
    if not isinstance(item, dict):
        raise PolicyError("no-object", path)
    if unknown := sorted(set(item) - {"anchor", "offset_days", "at", "tone"}, key=str):
        raise PolicyError("part-unknown", f"{path}.{unknown[0]}")
    anchor = item.get("anchor")
    if not isinstance(anchor, str) or anchor not in OFFSETS:
        raise PolicyError("no-choice", f"{path}.anchor", known=tuple(OFFSETS))
    offset = _offset(anchor, item.get("offset_days"), f"{path}.offset_days")
    tone = item.get("tone")
    if tone is None:
        tone = default_tone(anchor, offset)
    elif tone not in TONES:
        raise PolicyError("no-choice", f"{path}.tone", known=tuple(TONES))
    return ReminderRule(anchor, offset, _wall_time(item.get("at"), f"{path}.at"), tone)


def _offset(anchor: str, value: Any, path: str) -> int:
    low, high = OFFSETS[anchor]
    # True is an int to Python, and a slip in JSON.
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise PolicyError("offset-out-of-range", path, low=low, high=high)
    return value


def _wall_time(value: Any, path: str) -> time:
    if not isinstance(value, str) or not _WALL_TIME.fullmatch(value):
        raise PolicyError("no-time", path)
    return time.fromisoformat(value)


def default_tone(anchor: str, offset_days: int) -> str:
    """The tone of a rule that names none."""
    if anchor == "due":
        if offset_days > 0:
            return "late"
        return "today" if offset_days == 0 else "soon" if offset_days >= -3 else "early"
    return {"grace": "grace", "reportable": "urgent", "payday": "soon", "monthly": "steady"}[anchor]
