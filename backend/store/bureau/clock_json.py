"""A dispute's clock as the JSON of its row: the last days, and the rules that they were computed under.

A later rule does not move a clock that runs, so whatever was computed is kept. An older row may lack what was not yet
kept when it was written.
"""

import json
from dataclasses import dataclass
from datetime import date

from backend.domain.bureau.country_law import LegalRule
from backend.domain.bureau.dispute_clock import Clock, NotBound


@dataclass(frozen=True, slots=True)
class KeptClock:
    """What is read back. `days`: how long the law gives them, `law`: by which article; `free`: they need not look into
    it at all.
    """

    days: int | None = None
    law: str = ""
    heard_by: date | None = None
    acknowledge_by: date | None = None
    free: bool = False


def dump_clock(clock: Clock) -> str:
    kept = {
        "answer_by": clock.answer_by.isoformat(),
        "extended": clock.extended,
        "result_by": clock.heard_by.isoformat(),
        "acknowledge_by": clock.acknowledge_by.isoformat() if clock.acknowledge_by else None,
        "rules": [rule_json(rule) for rule in clock.rules],
    }
    return json.dumps(kept, ensure_ascii=False)


def dump_not_bound(free: NotBound) -> str:
    """They need not look into it: about what it is, and the rule that says so."""
    return json.dumps({"not_about": free.about, "rules": [rule_json(free.rule)]}, ensure_ascii=False)


def load_clock(text: str) -> KeptClock:
    kept = json.loads(text)
    rules = kept.get("rules", [])
    spans = [rule["value"] for rule in rules if isinstance(rule["value"], int)]
    return KeptClock(
        days=sum(spans) or None,
        law=rules[0]["law"] if rules else "",
        heard_by=_day(kept.get("result_by") or kept.get("answer_by")),
        acknowledge_by=_day(kept.get("acknowledge_by")),
        free="not_about" in kept,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def rule_json(rule: LegalRule) -> dict[str, object]:
    """A rule as it stands beside what was computed under it."""
    return {
        "key": rule.key,
        "value": rule.value,
        "law": rule.law,
        "confirmed": rule.confirmed,
        "from": rule.from_on.isoformat(),
    }
