"""Which kinds of account a rule of a country's file binds: a card's law says nothing of a loan."""

import re
from collections.abc import Mapping
from typing import Any

from backend.domain.bureau.country_law import ACCOUNT_KINDS, EVERY_KIND

KINDS_FIELD = "kinds"
_NAMED = re.compile(r"cost\.(?:cap|charge_off)\.(card|loan)[._]")
_TOLD = ("cost.", "right.", "negotiate.")


def fields_of_kinds(key: str) -> frozenset[str]:
    """The field that a rule of that key must have beside the others: what costs, a right, or a talk says its kinds."""
    told = key.startswith(_TOLD) and _NAMED.match(key) is None
    return frozenset({KINDS_FIELD}) if told else frozenset()


def kinds_of(key: str, table: Mapping[str, Any]) -> frozenset[str]:
    """The kinds: as the key says, as the table says, or every one. Raises ValueError, which says the fault."""
    if named := _NAMED.match(key):
        return frozenset({named[1]})
    if not fields_of_kinds(key):
        return EVERY_KIND
    value = table[KINDS_FIELD]
    if not isinstance(value, list) or not value or not all(each in ACCOUNT_KINDS for each in value):
        raise ValueError(f"its kinds are no list of {', '.join(ACCOUNT_KINDS)}")
    return frozenset(value)
