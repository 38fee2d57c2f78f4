"""These sentences ask the borrower to look at a credit report, a due answer or an agreed plan, and say why."""

from backend.domain.reminders.notification_line import NotificationLine
from backend.words.catalogue import count, say
from backend.words.dates import short_day
from backend.words.names import shown_name

_LATE = frozenset({"in_grace", "late", "before_report"})


def report_title(line: NotificationLine, locale: str) -> str:
    """The bureau and what to do: "Experian: look at your report"."""
    return say(locale, "{name}: look at your report", name=shown_name(line.name, locale))


def answer_title(line: NotificationLine, locale: str) -> str:
    """Who is to answer, and how long there is: "Experian: 3 days left to answer you"."""
    name = shown_name(line.name, locale)
    if line.stage in _LATE:
        return say(locale, "{name}: the time to answer is over", name=name)
    if line.stage == "today":
        return say(locale, "{name}: last day to answer you", name=name)
    return count(
        locale,
        "{name}: {days} day left to answer you",
        "{name}: {days} days left to answer you",
        line.days,
        name=name,
        days=line.days,
    )


def report_body(line: NotificationLine, locale: str) -> str:
    """The one next step."""
    day = short_day(line.due_on, locale)
    if line.stage in _LATE:
        return say(locale, "It was planned for {day}. It takes ten minutes, and errors show early.", day=day)
    return say(
        locale, "On {day} or soon after: get the report, and we compare it with your records.", day=day
    )


def answer_body(line: NotificationLine, locale: str) -> str:
    """The one next step."""
    day = short_day(line.due_on, locale)
    if line.stage in _LATE:
        return say(
            locale,
            "They had until {day}; their result may take some days more. The dispute says whom to turn to, and when.",
            day=day,
        )
    return say(
        locale,
        "If you hear nothing by {day}, the next step is ready. Say here if they have answered.",
        day=day,
    )


def complaint_body(line: NotificationLine, locale: str) -> str:
    """The one next step of a complaint about contacts."""
    day = short_day(line.due_on, locale)
    if line.stage in _LATE:
        return say(
            locale, "They had until {day}. The letter to the body that takes complaints is ready.", day=day
        )
    return say(
        locale,
        "If you hear nothing by {day}, the next step is ready. Say here if they have answered.",
        day=day,
    )


def review_title(line: NotificationLine, locale: str) -> str:
    """Whose plan, and what to do: "Blue card: look at the plan you agreed"."""
    return say(locale, "{name}: look at the plan you agreed", name=shown_name(line.name, locale))


def review_body(line: NotificationLine, locale: str) -> str:
    """The one next step."""
    day = short_day(line.due_on, locale)
    if line.stage in _LATE:
        return say(locale, "It was planned for {day}. Can you still pay the instalments to come?", day=day)
    return say(
        locale,
        "By {day}: can you pay the instalments to come? If not, say so here before one is due.",
        day=day,
    )
