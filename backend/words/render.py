"""A digest in words: the lock screen's push, the inbox's full text, and the ladder of what to pay.

Discreet is the default: no amount, no issuer, and no word of debt, but early, today and waiting still differ.
Names come from borrowers and issuers, so they are shortened and stripped of control and direction marks.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from backend.domain.money.amount import format_money
from backend.domain.reminders.line import Line
from backend.words.catalogue import count, known_locale, say
from backend.words.dates import cut_off, short_day

__all__ = ["Line", "Text", "inbox_line", "render", "render_inbox"]


@dataclass(frozen=True, slots=True)
class Text:
    """A title of about 40 characters and a body of at most 220; a mail's body may be longer."""

    title: str
    body: str


_LONGEST_NAME = 24
_LONGEST_BODY = 220
_WAITING = frozenset({"in_grace", "late", "before_report"})


def render(
    lines: Sequence[Line], *, locale: str, discreet: bool, borrower_zone: str, fallback: bool = False
) -> Text:
    """One push for these lines, the most urgent first. `fallback`: it goes by mail because no phone took it."""
    known = known_locale(locale)
    if discreet:
        text = _discreet(_tone(lines[0]), known)
    else:
        title, body = _headline(lines[0], known, borrower_zone)
        text = Text(title, _shorten(_with_more(body, lines, known), _LONGEST_BODY))
    return _by_mail(text, known) if fallback else text


def _tone(line: Line) -> str:
    if line.stage in _WAITING:
        return "waiting"
    return "today" if line.stage == "today" else "ahead"


@lru_cache(maxsize=16)
def _discreet(tone: str, locale: str) -> Text:
    bodies = {
        "ahead": say(locale, "Something on your calendar is a few days away. Open to see it."),
        "today": say(locale, "Something on your calendar is for today. Open to see it."),
        "waiting": say(locale, "Something on your list is waiting. A look today helps."),
    }
    return Text(say(locale, "Graceday"), bodies[tone])


def _by_mail(text: Text, locale: str) -> Text:
    note = say(
        locale,
        "You get this by e-mail because no phone of yours could be reached. Open the app on your phone once, "
        "and it comes there again.",
    )
    return Text(text.title, f"{text.body}\n\n{note}")


def _headline(line: Line, locale: str, borrower_zone: str) -> tuple[str, str]:
    values = _values(line, locale, borrower_zone)
    title = _title(line, locale).format_map(values)
    return title, " ".join(part.format_map(values) for part in _sentences(line, locale))


def _values(line: Line, locale: str, borrower_zone: str) -> dict[str, Any]:
    return {
        "name": clean_name(line.name) or say(locale, "Reminder"),
        "days": line.days,
        "day": short_day(line.due_on, locale),
        "last": short_day(line.last_chance_on, locale),
        "cut_off": cut_off(line.pay_by_at, line.zone, borrower_zone, locale),
        "boundary": line.boundary_days,
        "amount": _money(line.amount, line, locale),
        "total": _money((line.amount or 0) + line.past_due, line, locale),
    }


def _money(minor: int | None, line: Line, locale: str) -> str:
    if minor is None or line.currency is None:
        return ""
    return format_money(minor, line.currency, locale)


def _title(line: Line, locale: str) -> str:
    if line.stage == "today":
        return say(locale, "{name}: due today{cut_off}")
    if line.stage == "in_grace":
        return say(locale, "{name}: last chance {last}")
    if line.stage == "before_report":
        return say(locale, "{name}: tomorrow it is {boundary} days past due")
    if line.stage == "late":
        return count(locale, "{name}: {days} day past due", "{name}: {days} days past due", line.days)
    if line.stage == "autopay":
        return say(locale, "{name}: autopay on {day}")
    if line.days == 1:
        return say(locale, "{name}: due tomorrow")
    return count(locale, "{name}: due in {days} day", "{name}: due in {days} days", line.days)


def _sentences(line: Line, locale: str) -> list[str]:
    """What to pay, what stands behind it, and the one next action."""
    parts = [_action(line, locale)]
    if line.past_due and line.stage in ("upcoming", "today", "autopay"):
        parts.append(say(locale, "With what is past due: {total}."))
    if not line.sure and line.stage in ("upcoming", "today"):
        parts.append(say(locale, "Estimated: check it against your statement."))
    if line.autopay in ("unknown", "short") and line.stage in ("upcoming", "today"):
        parts.append(say(locale, "Autopay is on: check that the account holds enough."))
    return parts


def _action(line: Line, locale: str) -> str:
    known = line.amount is not None and line.currency is not None
    if line.kind not in ("card_minimum", "loan_instalment") and not known:
        return say(locale, "On {day}{cut_off}.")
    if line.stage == "autopay":
        return (
            say(locale, "{amount} will be taken; have it on the account.")
            if known
            else say(locale, "Have enough on the account.")
        )
    if line.stage in ("upcoming", "today"):
        if not known:
            return say(locale, "Your statement's minimum, by {day}{cut_off}.")
        if line.kind == "card_minimum":
            return say(locale, "Pay the minimum of {amount} by {day}{cut_off}.")
        return say(locale, "Pay {amount} by {day}{cut_off}.")
    if line.stage == "in_grace":
        text = "Pay {amount} by {last}, and the issuer still counts it as on time."
        return say(locale, text if known else "Pay the minimum by {last}, and it still counts as on time.")
    if line.stage == "before_report":
        text = "Pay {amount} today, so that it is not reported as {boundary} days late."
        return say(
            locale,
            text if known else "Pay the minimum today, so that it is not reported as {boundary} days late.",
        )
    if line.days >= 30:
        text = "{amount} is open. Call the issuer and ask for a plan you can keep."
        return say(locale, text if known else "Call the issuer and ask for a plan you can keep.")
    text = "Pay {amount} now; sooner costs less."
    return say(locale, text if known else "Pay the minimum now; sooner costs less.")


def _with_more(body: str, lines: Sequence[Line], locale: str) -> str:
    more = len(lines) - 1
    if not more:
        return body
    names = say(locale, ", ").join(clean_name(line.name) for line in lines[1:3])
    text = count(locale, "And {more} more: {names}.", "And {more} more: {names}.", more)
    return f"{body} {text.format(more=more, names=names)}"


def render_inbox(lines: Sequence[Line], *, locale: str, borrower_zone: str) -> Text:
    """The whole text for mail: every line with its ladder, its date's origin and the next action."""
    known = known_locale(locale)
    parts = [inbox_line(line, locale=locale, borrower_zone=borrower_zone) for line in lines]
    blocks = []
    for part in parts:
        steps = [f"  {step['label']}: {step['text']} - {step['prevents']}" for step in part["ladder"]]
        blocks.append("\n".join([part["title"], part["action"], *steps, part["date_note"]]))
    title, _ = _headline(lines[0], known, borrower_zone)
    return Text(title, "\n\n".join(blocks))


def inbox_line(line: Line, *, locale: str, borrower_zone: str) -> dict[str, Any]:
    """{title, action, ladder: [{label, amount, text, prevents}], date_note} of one line."""
    known = known_locale(locale)
    values = _values(line, known, borrower_zone)
    return {
        "title": _title(line, known).format_map(values),
        "action": " ".join(part.format_map(values) for part in _sentences(line, known)),
        "ladder": _ladder(line, known),
        "date_note": _date_note(line, known),
    }


def _ladder(line: Line, locale: str) -> list[dict[str, Any]]:
    """The minimum; with what is past due; the whole statement; and what each prevents."""
    if line.amount is None or line.currency is None:
        return []
    first = say(locale, "The minimum") if line.kind == "card_minimum" else say(locale, "This instalment")
    steps = [(first, line.amount, say(locale, "no late fee for this one"))]
    if line.past_due:
        steps.append(
            (
                say(locale, "With what is past due"),
                line.amount + line.past_due,
                say(locale, "the account is current again"),
            )
        )
    if line.balance and line.balance > line.amount + line.past_due:
        steps.append(
            (say(locale, "The whole statement"), line.balance, say(locale, "no interest on these purchases"))
        )
    return [
        {"label": label, "amount": amount, "text": _money(amount, line, locale), "prevents": prevents}
        for label, amount, prevents in steps
    ]


def _date_note(line: Line, locale: str) -> str:
    notes = {
        "confirmed": say(locale, "The date is from your statement."),
        "entered": say(locale, "The date is as you entered it."),
        "schedule": say(locale, "The date is from the loan's schedule."),
    }
    return notes.get(
        line.source, say(locale, "The date is predicted from the card's terms; check your statement.")
    )


@lru_cache(maxsize=4096)
def clean_name(name: str) -> str:
    """A name fit for a screen: no control or direction marks, no braces, at most 24 characters."""
    kept = "".join(
        letter for letter in name if unicodedata.category(letter) not in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
    )
    return _shorten(" ".join(kept.split()), _LONGEST_NAME)


def _shorten(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    while cut and unicodedata.combining(text[len(cut)]):
        cut = cut[:-1]
    return cut.rstrip() + "…"
