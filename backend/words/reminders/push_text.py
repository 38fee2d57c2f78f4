"""A digest is worded here twice: as the push on a lock screen, and as a mail's full text.

Discreet is the default: no amount, no issuer, and no word of debt, but early, today and waiting still differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from backend.domain.reminders.calm_pause import PAUSE_END
from backend.domain.reminders.notification_line import NotificationLine
from backend.words.catalogue import count, known_locale, say
from backend.words.names import shorten, shown_name
from backend.words.reminders.inbox import inbox_line
from backend.words.reminders.sentences import body_of, in_a_row, title_of

_LONGEST_BODY = 220
_NAMED = 2  # of those that follow the first
_WAITING = frozenset({"in_grace", "late", "before_report"})


@dataclass(frozen=True, slots=True)
class PushText:
    """A title of about 40 characters and a body of at most 220; a mail's body may be longer."""

    title: str
    body: str


def render(
    lines: Sequence[NotificationLine],
    *,
    locale: str,
    discreet: bool,
    borrower_zone: str,
    fallback: bool = False,
) -> PushText:
    """One push for these lines, the most urgent first. `fallback`: it goes by mail because no phone took it."""
    known = known_locale(locale)
    if discreet:
        text = _discreet(_tone(lines[0]), known)
    else:
        title = title_of(lines[0], known, borrower_zone)
        text = PushText(title, shorten(_body(lines, known, borrower_zone), _LONGEST_BODY))
    return _by_mail(text, known) if fallback else text


def render_mail(lines: Sequence[NotificationLine], *, locale: str, borrower_zone: str) -> PushText:
    """The whole text for mail: every line with its ladder, its date's origin and the next action."""
    known = known_locale(locale)
    blocks = []
    for line in lines:
        part = inbox_line(line, locale=known, borrower_zone=borrower_zone)
        steps = [f"  {step['label']}: {step['text']} - {step['prevents']}" for step in part["ladder"]]
        blocks.append("\n".join([part["title"], part["action"], *steps, part["date_note"]]))
    title = title_of(lines[0], known, borrower_zone)
    return _by_mail(PushText(title, "\n\n".join(blocks)), known)


def _tone(line: NotificationLine) -> str:
    if line.kind == PAUSE_END:
        return "over"
    if line.stage in _WAITING:
        return "waiting"
    return "today" if line.stage == "today" else "ahead"


@lru_cache(maxsize=16)
def _discreet(tone: str, locale: str) -> PushText:
    bodies = {
        "ahead": say(locale, "Something on your calendar is coming up. Open to see it."),
        "today": say(locale, "Something on your calendar is for today. Open to see it."),
        "over": say(locale, "The pause is over. What waited is in the inbox."),
        "waiting": say(locale, "Something on your list is waiting. A look today helps."),
    }
    return PushText("Graceday", bodies[tone])


def _body(lines: Sequence[NotificationLine], locale: str, borrower_zone: str) -> str:
    body, more = body_of(lines[0], locale, borrower_zone), len(lines) - 1
    if not more:
        return body
    names = say(locale, ", ").join(shown_name(line.name, locale) for line in lines[1 : 1 + _NAMED])
    if more > _NAMED:
        said = say(locale, "And {more} more, among them {names}.", more=more, names=names)
        return in_a_row([body, said], locale)
    said = count(
        locale, "And {more} more: {names}.", "And {more} more: {names}.", more, more=more, names=names
    )
    return in_a_row([body, said], locale)


def _by_mail(text: PushText, locale: str) -> PushText:
    note = say(
        locale,
        "You get this by e-mail because no phone of yours could be reached. Open the app on your phone once, "
        "and it comes there again.",
    )
    return PushText(text.title, f"{text.body}\n\n{note}")
