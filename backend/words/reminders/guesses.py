"""An estimated due that looks late is a guess: it is asked about, and never told as late or as a last chance."""

from backend.domain.reminders.notification_line import NotificationLine
from backend.words.catalogue import say
from backend.words.dates import short_day
from backend.words.names import shown_name

_LATE = frozenset({"in_grace", "late", "before_report"})


def looks_late(line: NotificationLine) -> bool:
    """Whether an estimate alone says that something owed is late."""
    return line.owed and not line.sure and line.stage in _LATE


def guess_title(line: NotificationLine, locale: str) -> str:
    """The name, and what is not known: "Chase: is the bill of about Mon, Nov 23 paid?" """
    day = short_day(line.due_on, locale)
    return say(
        locale, "{name}: is the bill of about {day} paid?", name=shown_name(line.name, locale), day=day
    )


def guess_body(line: NotificationLine, locale: str) -> str:
    """The one next step: look at the statement, and say so here."""
    if line.stage == "in_grace":
        return say(
            locale,
            "Estimated: look at your statement. If it is still open, pay by {day}; most likely that still counts.",
            day=short_day(line.last_chance_on, locale),
        )
    return say(
        locale,
        "Estimated: look at your statement. Enter it here, or mark the bill as paid, and the reminders fit.",
    )
