"""A line that says what went well: a fact and its day, no praise."""

from backend.domain.reminders.notification_line import NotificationLine
from backend.words.catalogue import say
from backend.words.dates import short_day
from backend.words.names import shown_name


def again_title(line: NotificationLine, locale: str) -> str:
    """The account: "Chase: current again"."""
    return say(locale, "{name}: current again", name=shown_name(line.name, locale))


def again_body(line: NotificationLine, locale: str) -> str:
    """Since when."""
    day = short_day(line.due_on, locale)
    return say(locale, "With your payment of {day} nothing was past due any more.", day=day)
