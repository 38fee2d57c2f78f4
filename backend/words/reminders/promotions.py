"""These sentences say that a card's promotion ends, what is left to clear, and what its end brings."""

from backend.domain.money.amount import format_money
from backend.domain.reminders.notification_line import NotificationLine
from backend.words.catalogue import count, say
from backend.words.dates import short_day
from backend.words.names import shown_name

_LATE = frozenset({"in_grace", "late", "before_report"})


def rate_title(line: NotificationLine, locale: str) -> str:
    """The card and how long the lower rate holds: "Chase: lower rate ends in 7 days"."""
    name = shown_name(line.name, locale)
    if line.stage in _LATE:
        return say(locale, "{name}: the lower rate has ended", name=name)
    if line.stage == "today":
        return say(locale, "{name}: the lower rate ends today", name=name)
    return count(
        locale,
        "{name}: the lower rate ends in {days} day",
        "{name}: the lower rate ends in {days} days",
        line.days,
        name=name,
        days=line.days,
    )


def deferred_title(line: NotificationLine, locale: str) -> str:
    """The card and how long there is: "Store Card: 7 days left to avoid deferred interest"."""
    name = shown_name(line.name, locale)
    if line.stage in _LATE:
        return say(locale, "{name}: the interest-free time is over", name=name)
    if line.stage == "today":
        return say(locale, "{name}: last day to avoid deferred interest", name=name)
    return count(
        locale,
        "{name}: {days} day left to avoid deferred interest",
        "{name}: {days} days left to avoid deferred interest",
        line.days,
        name=name,
        days=line.days,
    )


def rate_body(line: NotificationLine, locale: str) -> str:
    """What is left of it, or where to look."""
    day = short_day(line.due_on, locale)
    if line.stage in _LATE:
        return say(locale, "It ended on {day}. What is left of it now bears the usual rate.", day=day)
    left = _left(line, locale)
    if left:
        return say(
            locale,
            "Until {day} the lower rate is for {left}. What you pay by then costs less.",
            day=day,
            left=left,
        )
    return say(locale, "Until {day}. See on your statement how much bears the lower rate.", day=day)


def deferred_body(line: NotificationLine, locale: str) -> str:
    """What to pay so that nothing is charged back, or where to look."""
    day = short_day(line.due_on, locale)
    if line.stage in _LATE:
        return say(
            locale, "It ended on {day}. Ask the issuer what was charged if anything was left then.", day=day
        )
    left = _left(line, locale)
    if left:
        return say(
            locale,
            "Pay {left} by {day}. If anything is left, interest is charged from the start.",
            day=day,
            left=left,
        )
    return say(
        locale,
        "See on your statement how much is left, and clear it by {day}. If anything is left, interest is charged from "
        "the start.",
        day=day,
    )


def _left(line: NotificationLine, locale: str) -> str:
    if line.amount is None or line.currency is None:
        return ""
    return format_money(line.amount, line.currency, locale)
