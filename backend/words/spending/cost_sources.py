"""On what a part of the cost of being late rests: our own words for the reader, a citation as it is written."""

import re

from backend.domain.relief.cost_of_late import AGREEMENT, OWN_WEIGHT
from backend.words.catalogue import known_locale, say

_MARK = re.compile(rf"(\d+) days past due: (.*); its weight: {re.escape(OWN_WEIGHT)}", re.DOTALL)


def source_text(source: str, locale: str) -> str:
    """A source as a plan keeps it, for its reader."""
    known = known_locale(locale)
    own = say(known, "Graceday's own weighing, charged by no one")
    if source == OWN_WEIGHT:
        return own
    if source == AGREEMENT:
        return say(known, "the account's agreement")
    if mark := _MARK.fullmatch(source):
        days, cited = int(mark[1]), source_text(mark[2], locale)
        return say(known, "{days} days past due: {cited}; its weight: {own}", days=days, cited=cited, own=own)
    return source
