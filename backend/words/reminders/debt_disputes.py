"""These sentences say until when a debt can be disputed with the collector who asks for it."""

from backend.domain.reminders.notification_line import NotificationLine
from backend.words.catalogue import count, say
from backend.words.dates import short_day
from backend.words.names import shown_name

_LATE = frozenset({"in_grace", "late", "before_report"})


def window_title(line: NotificationLine, locale: str) -> str:
    """Whose notice, and how long there is: "Acme Recovery: 3 days left to dispute in writing"."""
    name = shown_name(line.name, locale)
    if line.stage in _LATE:
        return say(locale, "{name}: the time to dispute is over", name=name)
    if line.stage == "today":
        return say(locale, "{name}: last day to dispute in writing", name=name)
    return count(
        locale,
        "{name}: {days} day left to dispute in writing",
        "{name}: {days} days left to dispute in writing",
        line.days,
        name=name,
        days=line.days,
    )


def window_body(line: NotificationLine, locale: str) -> str:
    """The one next step."""
    day = short_day(line.due_on, locale)
    if line.stage in _LATE:
        return say(
            locale,
            "It ended on {day}. You can still dispute the debt; ask for the answer in writing.",
            day=day,
        )
    return say(
        locale,
        "If you doubt the debt or the sum, your letter has to be there by {day}. Keep proof that it came.",
        day=day,
    )
