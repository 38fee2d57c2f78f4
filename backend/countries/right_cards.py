"""What makes a right in a country's file a card: its topic, its region, from which lateness it is of use."""

import re
from collections.abc import Mapping
from typing import Any

from backend.domain.bureau.country_law import EFFECTS, TOPICS, RightCard

CARD_FIELDS = frozenset({"topic", "region", "up_to", "from_days", "effect"})
_REGION = re.compile(r"(?:[A-Z]{2}-[A-Z0-9]{1,3}(?:-[A-Z0-9]{1,8})?)?")


def card_of(table: Mapping[str, Any]) -> RightCard | None:
    """The card of a right's table; None for one without a topic. Raises ValueError, which says the fault."""
    if "topic" not in table:
        if extra := sorted(CARD_FIELDS & table.keys()):
            raise ValueError(f"has {', '.join(extra)} without a topic")
        return None
    topic, effect, up_to = table["topic"], table.get("effect", ""), table.get("up_to")
    region, from_days = table.get("region", ""), table.get("from_days", 0)
    if topic not in TOPICS:
        raise ValueError(f"its topic is none of {', '.join(TOPICS)}")
    if (effect in EFFECTS) != (topic == "limitation"):
        raise ValueError(f"a limitation, and it alone, has an effect of {', '.join(EFFECTS)}")
    if up_to is not None and not (_whole(up_to) and _whole(table["value"]) and up_to > table["value"]):
        raise ValueError("its up_to is no number beyond its value")
    if not _whole(from_days) or not isinstance(region, str) or not _REGION.fullmatch(region):
        raise ValueError("its from_days is no number, or its region no code")
    return RightCard(topic, region, up_to, from_days, effect)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
