"""A letter of complaint about contacts, in zh-CN or en: to the firm, or to a body; the log of what happened as a table.

Calm and factual: what the log says, which rule stands against it, what is asked. A rule that was not read in print is
marked, and the letter says so. It threatens nothing, and admits no debt.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from backend.domain.credit.card_number import is_international_number
from backend.domain.relief.conduct.contact import Channel
from backend.words.bureau.letter_facts import Block, Letter
from backend.words.bureau.letter_values import day_text, plain
from backend.words.bureau.letters import identity_line, paragraph, sender_lines, signature_lines
from backend.words.catalogue import known_locale, say, say_word, word

_CHANNELS = {
    "call": word("contact", "call"),
    "text": word("contact", "text message"),
    "visit": word("contact", "visit"),
    "letter": word("contact", "letter"),
    "email": word("contact", "e-mail"),
}
_NOT_READ = "*"


class BrokenRule(NamedTuple):
    """A rule in the letter's language, its article, and whether it was read in print."""

    says: str
    law: str
    confirmed: bool


class Event(NamedTuple):
    """A contact on the borrower's own clock, from which number, and what it broke."""

    at: datetime
    channel: Channel
    number: str
    rules: tuple[BrokenRule, ...]


class Enclosure(NamedTuple):
    """A file with its SHA-256, or a recording that the sender keeps and of which it may not be known ("")."""

    name: str
    sha256: str
    kept: bool


@dataclass(frozen=True, slots=True)
class ComplaintFacts:
    """One letter's facts. `recipient` is the firm, or the body; `sent_on` the day of the letter to the firm,
    known where it is taken to a body; `answer_by` the firm's last day. `answer_days` is how long it has, None where no
    law says. `head`: the log's last hash.
    """

    to_body: bool
    recipient: str
    firm: str
    locale: str
    country: str
    on: date
    events: tuple[Event, ...]
    head: str
    sent_on: date | None = None
    answered_on: date | None = None
    answer_by: date | None = None
    answer_days: int | None = None
    clock_law: str = ""
    note: str = ""
    enclosed: tuple[Enclosure, ...] = ()


def complaint_letter(facts: ComplaintFacts) -> Letter:
    """The letter in `facts.locale`, or in the nearest language that is spoken; name and address are left to fill in."""
    clean = replace(
        facts,
        locale=known_locale(facts.locale),
        recipient=plain(facts.recipient),
        firm=plain(facts.firm),
        note=plain(facts.note, 2000),
    )
    title = _title(clean)
    return Letter(
        title, clean.on, tuple(block for block in _blocks(title, clean) if block.lines or block.rows)
    )


def _title(facts: ComplaintFacts) -> str:
    if facts.to_body:
        return say(facts.locale, "Complaint about how {firm} contacts me", firm=facts.firm)
    return say(facts.locale, "Complaint about how you contact me")


def _blocks(title: str, facts: ComplaintFacts) -> Iterator[Block]:
    locale = facts.locale
    yield Block("address", sender_lines(locale))
    yield Block("date", (day_text(facts.on, locale, facts.country),))
    yield Block("address", (facts.recipient,))
    yield Block("subject", (title,))
    yield paragraph(say(locale, "Dear {recipient},", recipient=facts.recipient))
    yield paragraph(_opening(facts))
    yield Block("table", rows=tuple(_table(facts)))
    yield paragraph(_mark(facts))
    yield paragraph(facts.note)
    yield paragraph(say(locale, "I ask for the following:"))
    yield Block("list", tuple(_asked(facts)))
    yield paragraph(_limit(facts))
    yield paragraph(
        say(locale, "This letter is about how I am contacted. It says nothing about whether I owe a debt.")
    )
    yield paragraph(say(locale, "Enclosures:"))
    yield Block("list", tuple(_enclosed(facts)))
    yield Block("signature", tuple(signature_lines(locale)))


def _opening(facts: ComplaintFacts) -> str:
    if not facts.to_body:
        return say(
            facts.locale,
            "I keep a log of how I am contacted about a debt. By that log, these contacts were not as they should be:",
        )
    if facts.sent_on is None:
        raise ValueError("A body is told of a letter that was sent.")
    told = day_text(facts.sent_on, facts.locale, facts.country)
    if facts.answered_on:
        return say(
            facts.locale,
            "I complained to {firm} on {day} and had an answer on {answered}. By my log, this is what happened:",
            firm=facts.firm,
            day=told,
            answered=day_text(facts.answered_on, facts.locale, facts.country),
        )
    if facts.answer_by is None or facts.on <= facts.answer_by:
        return say(
            facts.locale,
            "I complained to {firm} on {day} and have had no answer yet. By my log, this is what happened:",
            firm=facts.firm,
            day=told,
        )
    return say(
        facts.locale,
        "I complained to {firm} on {day} and had no answer by {last}, its last day. By my log, this is what happened:",
        firm=facts.firm,
        day=told,
        last=day_text(facts.answer_by, facts.locale, facts.country),
    )


def _table(facts: ComplaintFacts) -> Iterator[tuple[str, str]]:
    yield say(facts.locale, "When and how"), say(facts.locale, "Which rule stands against it")
    for event in facts.events:
        for number, rule in enumerate(event.rules):
            yield "" if number else _when(event, facts), _rule(rule, facts.locale)


def _when(event: Event, facts: ComplaintFacts) -> str:
    parts = (
        day_text(event.at.date(), facts.locale, facts.country),
        f"{event.at:%H:%M}",
        say_word(facts.locale, "contact", _CHANNELS[event.channel]),
        event.number if is_international_number(event.number) else plain(event.number, 60),
    )
    return say(facts.locale, ", ").join(part for part in parts if part)


def _rule(rule: BrokenRule, locale: str) -> str:
    mark = "" if rule.confirmed else _NOT_READ
    return say(locale, "{says} ({law}){mark}", says=rule.says, law=rule.law, mark=mark)


def _mark(facts: ComplaintFacts) -> str:
    if all(rule.confirmed for event in facts.events for rule in event.rules):
        return ""
    return say(
        facts.locale,
        "* I have not seen the official text of this rule. If it reads otherwise, please tell me.",
    )


def _asked(facts: ComplaintFacts) -> Iterator[str]:
    if facts.to_body:
        yield say(facts.locale, "Look into these contacts, and tell me the result in writing.")
        return
    yield say(facts.locale, "Look into each of these contacts, and tell me in writing what you found.")
    yield say(facts.locale, "Keep to these rules from now on, and see that whoever acts for you does.")
    yield say(facts.locale, "Keep the recordings and records of these contacts.")


def _limit(facts: ComplaintFacts) -> str:
    if facts.to_body or facts.answer_days is None:
        return "" if facts.to_body else say(facts.locale, "Please answer in writing.")
    return say(
        facts.locale,
        "Please answer in writing within {days} days ({law}).",
        days=facts.answer_days,
        law=facts.clock_law,
    )


def _enclosed(facts: ComplaintFacts) -> Iterator[str]:
    yield say(
        facts.locale, "The log of contacts as a file; the hash of its last row today: {head}", head=facts.head
    )
    yield from (_evidence(each, facts.locale) for each in facts.enclosed)
    if facts.to_body:
        yield say(facts.locale, "My letter to {firm}, and its answer if there was one", firm=facts.firm)
        yield identity_line(facts.locale)


def _evidence(each: Enclosure, locale: str) -> str:
    name = plain(each.name)
    if each.kept:
        return say(locale, "{name} (SHA-256 {digest})", name=name, digest=each.sha256)
    if each.sha256:
        return say(locale, "Recording {name}, which I keep (SHA-256 {digest})", name=name, digest=each.sha256)
    return say(locale, "Recording {name}, which I keep", name=name)
