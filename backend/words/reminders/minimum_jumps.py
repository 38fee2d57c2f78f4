"""These sentences say that a card's next minimum rises, from what to what, and what it is reckoned from."""

from backend.domain.money.amount import format_money
from backend.domain.reminders.notification_line import NotificationLine
from backend.words.catalogue import say
from backend.words.dates import short_day
from backend.words.names import shown_name


def jump_title(line: NotificationLine, locale: str) -> str:
    """The card and what it will ask: "Chase: a minimum of about $120 ahead"."""
    name, least = shown_name(line.name, locale), _money(line.limit, line, locale)
    return say(locale, "{name}: a minimum of about {amount} ahead", name=name, amount=least)


def jump_body(line: NotificationLine, locale: str) -> str:
    """From what to what, on which statement, and that it is an estimate; the line's amount is the rise."""
    before = (line.limit or 0) - (line.amount or 0)
    return say(
        locale,
        "The last statement asked for {before}. The one of {day} will ask for {amount} or more by the card's terms, "
        "if only the minimum is paid. This is an estimate.",
        before=_money(before, line, locale),
        amount=_money(line.limit, line, locale),
        day=short_day(line.due_on, locale),
    )


def _money(minor: int | None, line: NotificationLine, locale: str) -> str:
    return format_money(minor, line.currency, locale) if minor is not None and line.currency else ""
