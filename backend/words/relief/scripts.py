"""A script's sentences with the lender and the account in them; what is not known stands in square brackets."""

from collections.abc import Sequence
from typing import NamedTuple

from backend.words.catalogue import filled_in, say, sentence

_LENDER = sentence("[the lender]")
_OWNER = sentence("[whoever it is owed to now]")
_ACCOUNT = sentence("[my account]")
_ENDING = sentence("the account ending in {last4}")


class Filled(NamedTuple):
    """Sentences to say, and which of `lender`, `account` they have in brackets."""

    lines: list[str]
    missing: list[str]


def filled(
    lines: Sequence[str], locale: str, *, lender: str | None, last4: str | None, moved: bool = False
) -> Filled:
    """The sentences in the reader's language, with the facts that are known. `moved`: the debt left its lender, and
    `lender` is who has it now."""
    account = say(locale, _ENDING, last4=last4) if last4 else say(locale, _ACCOUNT)
    values = {"lender": lender or say(locale, _OWNER if moved else _LENDER), "account": account}
    known = {"lender": lender, "account": last4}
    used = [name for name in known if any(f"{{{name}}}" in line for line in lines)]
    return Filled(
        [filled_in(locale, line, values) for line in lines],
        [name for name in used if not known[name]],
    )
