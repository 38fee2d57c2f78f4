"""What is said about an agreed plan: what follows where an instalment of it cannot be paid."""

from collections.abc import Iterator
from datetime import date

from backend.countries.negotiation import KindLaw
from backend.words.catalogue import say
from backend.words.dates import short_day


def what_follows(locale: str, *, due_on: date, law: KindLaw, liability: str | None) -> Iterator[str]:
    """What follows from saying that an instalment cannot be paid, a sentence each; `liability`: whether the agreement
    was heard to say what a breach brings."""
    yield say(
        locale,
        "It stays due on {day}, and is reminded of, until something else is agreed. Nothing was sent to anybody.",
        day=short_day(due_on, locale),
    )
    yield say(locale, "Tell the issuer before that day, and ask for another plan in writing.")
    if liability == "present":
        yield say(locale, "What a missed instalment brings stands in the agreement: read it first.")
    elif liability == "missing":
        yield say(locale, "The agreement does not say what a missed instalment brings: ask before the day.")
    else:
        yield say(locale, "What a missed instalment brings is not known here: ask before the day.")
    for each in law.notes:
        if each.name == "effect":
            yield f"{each.rule.words(locale)} ({each.rule.law or each.rule.source})"
