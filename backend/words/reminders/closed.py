"""What was told of a deadline that has been closed since says how it ended, and asks for nothing any more itself."""

from backend.domain.reminders.kinds import family
from backend.domain.reminders.notification_line import NotificationLine
from backend.words.catalogue import say
from backend.words.dates import short_day
from backend.words.names import shown_name


def closed_title(line: NotificationLine, locale: str) -> str:
    """The name and how it ended: "Chase: nothing left to pay for Sat, Dec 5"."""
    name, day = shown_name(line.name, locale), short_day(line.due_on, locale)
    if family(line.kind) == "alert":
        return say(locale, "{name}: no longer the case", name=name)
    if line.state == "gone":
        return say(locale, "{name}: no longer paid to this lender", name=name)
    if line.state == "replaced":
        return say(locale, "{name}: asked for by your agreed plan", name=name)
    if line.state == "waived":
        return say(locale, "{name}: waived, was for {day}", name=name, day=day)
    if line.state != "met":
        return say(locale, "{name}: closed, was for {day}", name=name, day=day)
    if line.owed:
        return say(locale, "{name}: nothing left to pay for {day}", name=name, day=day)
    return say(locale, "{name}: done", name=name)


def closed_body(line: NotificationLine, locale: str) -> str:
    """That nothing is to be done; of an estimate, that it is one; of a debt that went elsewhere, where to look."""
    if line.state == "gone":
        return say(locale, "Nothing more is to be paid here. See in your credit report where the debt is.")
    if line.state == "replaced":
        return say(locale, "It is owed still: the plan's instalments take its place, and are reminded of.")
    if line.state == "met" and line.owed and not line.sure:
        return say(locale, "Estimated: check it against your statement.")
    return say(locale, "There is nothing to do any more.")
