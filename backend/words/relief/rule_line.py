"""How a rule is told to the borrower behind a letter: with its article, its day of check, and whether it was read."""

from datetime import date
from typing import NamedTuple

from backend.words.bureau.letter_values import day_text
from backend.words.catalogue import say, sentence

OLD_DEBT = sentence("If the debt may be old, look at its time limit before you sign or pay anything.")


class Cited(NamedTuple):
    """A rule in the reader's language; `source`: where it was read; `confirmed`: its very text was read."""

    says: str
    law: str
    source: str
    checked_on: date
    confirmed: bool


def rule_line(rule: Cited, country: str, locale: str) -> str:
    """One rule as one line."""
    read = say(locale, "read in the text") if rule.confirmed else say(locale, "not read in the text itself")
    return say(
        locale,
        "{rule} ({article}; checked {day}, {read})",
        rule=rule.says,
        article=rule.law or say(locale, "practice"),
        day=day_text(rule.checked_on, locale, country),
        read=read,
    )
