"""What Graceday said, and what a line of the inbox claims by its words."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Said:
    """Something that Graceday said on a day. `unsure`: it said as well that it does not know, or only estimates.

    `told_all`: until then it had been told every bill and every payment of the card. `days`: how late it called it; of
    a last chance, the day of the month, 0 for today.
    """

    on: date
    what: str  # met | yes | no | last_chance | on_time | late | reminded | "holds: yes", "holds: no" (until due_on)
    account: str
    due_on: date
    unsure: bool
    told_all: bool = True
    days: int = 0


def claims_of(line: dict[str, Any]) -> list[tuple[str, int]]:
    """What a line of the inbox claims: that it reminds, and what can turn out to be false."""
    claims = [("reminded", 0)]
    if chance := re.search(r": last chance (?:today|by \w+, \w+ (\d+))$", line["title"]):
        claims.append(("last_chance", int(chance[1] or 0)))
    if "counts it as on time" in line["action"]:
        claims.append(("on_time", 0))
    if late := re.search(r"(?:: |：逾期 )(\d+) (?:days? past due|天)$", line["title"]):
        claims.append(("late", int(late[1])))
    return claims
