"""What is said about an agreed plan: what it leaves to the contract, and what follows where it cannot be paid."""

from collections.abc import Iterator
from datetime import date

from backend.countries.negotiation import KindLaw
from backend.domain.money.amount import format_money
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


def beyond_the_plan(locale: str, beyond: int | None, currency: str, resumes_on: date | None) -> str | None:
    """What a plan leaves to the contract (None: not known), and from when that asks again; None where it never does."""
    if resumes_on is None:
        return None
    day = short_day(resumes_on, locale, year=True)
    if beyond is None:
        return say(
            locale,
            "What is owed in all is not known. The contract's dues sleep under this plan and count again from {day}; "
            "if it covers only what is past due, write it down with contract_resumes_on.",
            day=day,
        )
    return say(
        locale,
        "{amount} more is owed than this plan asks for. The contract's dues sleep under it and count again from {day}; "
        "if it covers only what is past due, write it down with contract_resumes_on.",
        amount=format_money(beyond, currency, locale),
        day=day,
    )
