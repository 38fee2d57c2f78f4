"""What a country's file says of a kind of negotiation: whether it exists there, its limit, its contents, what to know.

`negotiate.KIND` is the kind itself with its limit; `negotiate.KIND.content_NAME` what an agreement must say;
`negotiate.KIND.NAME` what to know of its effect, its taxes, its fees. A country without a file, or a kind that its file
does not name, is unknown: never forbidden, and never promised.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from backend.countries import law_of
from backend.domain.bureau.country_law import LegalRule

_CONTENT = "content_"


class NamedRule(NamedTuple):
    """A rule under the name that it has within its kind."""

    name: str
    rule: LegalRule


class KindLaw(NamedTuple):
    """`rule`: the kind with its limit, None where nothing is known; `contents` and `notes` in the order of the file."""

    rule: LegalRule | None
    contents: tuple[NamedRule, ...]
    notes: tuple[NamedRule, ...]

    @property
    def limit_months(self) -> int | None:
        """How many months it may last at most, where the file says so."""
        if self.rule is None or self.rule.unit != "months" or not isinstance(self.rule.value, int):
            return None
        return self.rule.value


UNKNOWN = KindLaw(None, (), ())


@lru_cache(maxsize=1024)
def kind_law(country: str, kind: str, on: date, *, account_kind: str | None = None) -> KindLaw:
    """What is known of a kind of negotiation in a country on a day, about a card or a loan; None: about either.

    A rule that binds the other kind of account alone says nothing, and a kind of negotiation that only such a rule
    knows is unknown.
    """
    law = law_of(country)
    if law is None:
        return UNKNOWN
    key = f"negotiate.{kind}"
    within = [
        NamedRule(rule.key.removeprefix(f"{key}."), rule)
        for rule in law.rules
        if rule.key.startswith(f"{key}.") and rule.holds_on(on) and rule.binds(account_kind)
    ]
    contents = tuple(
        NamedRule(each.name.removeprefix(_CONTENT), each.rule)
        for each in within
        if each.name.startswith(_CONTENT)
    )
    notes = tuple(each for each in within if not each.name.startswith(_CONTENT))
    return KindLaw(law.find(key, on, kind=account_kind), contents, notes)
