"""What a letter about a debt that is disputed is made from; what is None or empty is missing, and is said to be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from backend.words.bureau.letter_values import day_text
from backend.words.catalogue import say
from backend.words.relief.rule_line import OLD_DEBT, Cited, rule_line


class TimeToDispute(NamedTuple):
    """How it stands: `over` once its last day is behind. `open_until`: of several last days the first, `ended_on`, is
    behind, and this one is not. `printed_too_early`: by the notice it would be shorter than the law gives."""

    over: bool = False
    ended_on: date | None = None
    open_until: date | None = None
    printed_too_early: bool = False


@dataclass(frozen=True, slots=True)
class DisputeFacts:
    """`kind` is one of LETTER_KINDS. `recipient`: the firm, or the body that it is taken to (`to_body`). Money in minor
    units of `currency`; `disputed` is a part of what is claimed, None the whole. `asks`, `after` and `limits`: what the
    place's data says, in the letter's language. `sent_on`, known where it is taken to a
    body, is of the letter to the firm; `answer_by`: the firm's last day. `answer_days`: how long it has, None where no
    law says."""

    kind: str
    to_body: bool
    recipient: str
    firm: str
    country: str
    on: date
    last4: str = ""
    reference: str = ""
    original_creditor: str = ""
    currency: str = ""
    claimed: int | None = None
    disputed: int | None = None
    paid_on: date | None = None
    paid_amount: int | None = None
    missed_since: date | None = None
    notice_on: date | None = None
    window: TimeToDispute = TimeToDispute()
    sent_on: date | None = None
    answered_on: date | None = None
    answer_by: date | None = None
    answer_days: int | None = None
    clock_law: str = ""
    note: str = ""
    asks: tuple[Cited, ...] = ()
    after: tuple[Cited, ...] = ()
    limits: tuple[Cited, ...] = ()


def missing(facts: DisputeFacts, locale: str) -> Iterator[str]:
    """Each fact that is missing, in words."""
    if not facts.last4 and not facts.reference:
        yield say(locale, "the last four digits of the account, or the reference of the claim")
    if facts.claimed is None:
        yield say(locale, "how much is claimed")
    if facts.kind == "paid":
        if facts.paid_on is None:
            yield say(locale, "on which day it was paid")
        if facts.paid_amount is None:
            yield say(locale, "how much was paid")
    if facts.kind == "wrong_amount" and facts.disputed is None:
        yield say(locale, "which part of the sum you dispute")
    if facts.kind == "time_barred" and facts.missed_since is None:
        yield say(locale, "since when a payment has been missed")
    if facts.kind in ("not_mine", "identity_theft") and not facts.note:
        yield say(locale, "what you know of it, in your own words")


def _time(facts: DisputeFacts, locale: str) -> Iterator[str]:
    """How the time to dispute stands: over, over by one reading of it alone, or printed shorter than the law gives."""
    time = facts.window
    if time.over:
        yield say(
            locale, "The time to dispute is over by what you typed. The letter can be sent all the same."
        )
    elif time.ended_on and time.open_until:
        yield say(
            locale,
            "One way to count ended on {first}; by another the time to dispute lasts until {last}. Send it at once.",
            first=day_text(time.ended_on, locale, facts.country),
            last=day_text(time.open_until, locale, facts.country),
        )
    if time.printed_too_early:
        yield say(
            locale, "The notice prints an earlier day than the law gives. That does not shorten the time."
        )


def for_you(facts: DisputeFacts, locale: str) -> Iterator[str]:
    """What the borrower is to know and the firm is not told: what is missing, what follows, the law, no advice."""
    lacks = say(locale, ", ").join(missing(facts, locale))
    if lacks:
        yield say(locale, "Missing: {facts}.", facts=lacks)
    yield say(locale, "Send it so that you can show when it came, and keep a copy.")
    yield from _time(facts, locale)
    rules = (*(() if facts.to_body else facts.asks), *facts.after, *facts.limits)
    if not rules:
        yield say(
            locale, "What this country's law says of it is not known here. It can be asked for all the same."
        )
    for rule in dict.fromkeys(rules):
        yield rule_line(rule, facts.country, locale)
    if facts.kind == "time_barred":
        yield say(
            locale,
            "Pay nothing and promise nothing before you know whether that starts the time again. Ask a lawyer first.",
        )
    else:
        yield say(locale, OLD_DEBT)
    yield say(locale, "This informs and is no legal advice. Nobody can say how it ends.")
