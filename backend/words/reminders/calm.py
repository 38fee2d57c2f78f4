"""The one line at the end of a "too much right now" pause says what waited, without asking for anything."""

from backend.domain.reminders.notification_line import NotificationLine
from backend.words.catalogue import count, known_locale, say


def pause_title(locale: str) -> str:
    """What the end of a pause is called among the deadlines and in a calendar."""
    return say(known_locale(locale), "End of the pause")


def end_title(line: NotificationLine, locale: str) -> str:
    """That everything speaks again."""
    return say(locale, "The pause is over")


def end_body(line: NotificationLine, locale: str) -> str:
    """What waited, and how much of it is open still."""
    if not line.waited:
        return say(locale, "Nothing had to wait. Reminders come again as before.")
    waited = count(
        locale,
        "{waited} reminder waited in the inbox.",
        "{waited} reminders waited in the inbox.",
        line.waited,
        waited=line.waited,
    )
    if not line.waiting:
        return say(locale, "{said} {more}", said=waited, more=say(locale, "All of it is settled."))
    still = count(
        locale,
        "{waiting} of them is still open. It is not sent again.",
        "{waiting} of them are still open. They are not sent again.",
        line.waiting,
        waiting=line.waiting,
    )
    return say(locale, "{said} {more}", said=waited, more=still)
