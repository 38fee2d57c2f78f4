"""An alert says at once that an envelope is nearly used up or exceeded, or that a due is short of money or funded.

It states what is left and until when, and leaves the deciding to the borrower.
"""

from backend.domain.money.amount import format_money
from backend.domain.reminders.notification_line import NotificationLine
from backend.words.catalogue import say
from backend.words.dates import short_day
from backend.words.names import shown_name


def funding_title(line: NotificationLine, locale: str) -> str:
    """The due and how it stands: "Chase: short by $20"."""
    name = shown_name(line.name, locale)
    if line.amount:
        return say(locale, "{name}: short by {amount}", name=name, amount=_money(line.amount, line, locale))
    return say(locale, "{name}: funded again", name=name)


def envelope_title(line: NotificationLine, locale: str) -> str:
    """The category and how it stands: "Eating out: ¥20 left"."""
    name = shown_name(line.name, locale)
    if line.over:
        return say(
            locale, "{name}: {amount} over the plan", name=name, amount=_money(line.over, line, locale)
        )
    return say(locale, "{name}: {amount} left", name=name, amount=_money(line.amount or 0, line, locale))


def funding_body(line: NotificationLine, locale: str) -> str:
    """The numbers behind it, and what the borrower may do."""
    day = short_day(line.due_on, locale)
    if line.amount:
        return say(
            locale,
            "As things are, {amount} is missing for it on {day}. Have the plan made anew when it suits you.",
            amount=_money(line.amount, line, locale),
            day=day,
        )
    return say(locale, "As things are, the money for it is there on {day}.", day=day)


def envelope_body(line: NotificationLine, locale: str) -> str:
    """The numbers behind it, and what the borrower may do."""
    day = short_day(line.due_on, locale)
    limit = _money(line.limit or 0, line, locale)
    if line.over:
        return say(
            locale,
            "The plan has {limit} for it until {day}. You can have the plan made anew with what is spent.",
            limit=limit,
            day=day,
        )
    return say(
        locale,
        "{amount} of {limit} is left for it until {day}.",
        amount=_money(line.amount or 0, line, locale),
        limit=limit,
        day=day,
    )


def _money(minor: int, line: NotificationLine, locale: str) -> str:
    return format_money(minor, line.currency, locale) if line.currency else ""
