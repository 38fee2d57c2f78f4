"""These sentences remind of a payment that the borrower has promised, while it can still be kept or moved."""

from backend.domain.reminders.notification_line import NotificationLine
from backend.words.catalogue import count, say
from backend.words.dates import short_day
from backend.words.names import shown_name

_LATE = frozenset({"in_grace", "late", "before_report"})


def title(line: NotificationLine, locale: str) -> str:
    """To whom, and how long there is: "Acme: 3 days until the day you promised"."""
    name = shown_name(line.name, locale)
    if line.stage in _LATE:
        return say(locale, "{name}: the day you promised is over", name=name)
    if line.stage == "today":
        return say(locale, "{name}: today is the day you promised", name=name)
    return count(
        locale,
        "{name}: {days} day until the day you promised",
        "{name}: {days} days until the day you promised",
        line.days,
        name=name,
        days=line.days,
    )


def body(line: NotificationLine, locale: str) -> str:
    """The one next step."""
    day = short_day(line.due_on, locale)
    if line.stage in _LATE:
        return say(
            locale,
            "It was promised for {day}. Say here whether you paid; if not, tell them yourself.",
            day=day,
        )
    if line.stage == "today":
        return say(locale, "You named today. If it will not work, tell them today and name a day that will.")
    return say(
        locale,
        "You named {day}. If it will not work, say so before that day and name one that will.",
        day=day,
    )
