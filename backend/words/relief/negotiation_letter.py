"""A letter to an issuer: what is asked for, why, and what can be paid. It promises and threatens nothing.

A part at its end is for the borrower alone: what is missing, the articles and their day of check, that it is no advice.
"""

from collections.abc import Iterator
from dataclasses import replace

from backend.domain.money.amount import format_money
from backend.words.bureau.letter_facts import Block, Letter
from backend.words.bureau.letter_values import BLANK, day_text, last_four, plain
from backend.words.catalogue import known_locale, say
from backend.words.relief.negotiation_facts import TalkFacts, asked, for_you, what_can_be_paid

_LONGEST_REASON = 500


def negotiation_letter(facts: TalkFacts, locale: str) -> Letter:
    """The letter in the nearest language that is spoken. Raises KeyError for a kind that there is not."""
    locale = known_locale(locale)
    facts = replace(
        facts,
        issuer=plain(facts.issuer),
        last4=last_four(facts.last4),
        reason=plain(facts.reason, _LONGEST_REASON),
    )
    title = say(locale, "Request about my account")
    blocks = tuple(block for block in _blocks(title, facts, locale) if block.lines)
    return Letter(title, facts.on, blocks)


def _blocks(title: str, facts: TalkFacts, locale: str) -> Iterator[Block]:
    yield Block("address", (_field(locale, say(locale, "Name"), BLANK),))
    yield Block("date", (day_text(facts.on, locale, facts.country),))
    yield Block("address", (plain(facts.recipient) or _field(locale, say(locale, "Owed to"), BLANK),))
    yield Block("subject", (title,))
    yield Block("list", tuple(_account(facts, locale)))
    yield _paragraph(asked(facts, locale))
    yield _paragraph(say(locale, "My reason: {reason}", reason=facts.reason) if facts.reason else "")
    yield _paragraph(what_can_be_paid(facts, locale))
    rule = facts.law.rule if facts.owed_to is None else None
    yield _paragraph(say(locale, "I refer to {article}.", article=rule.law) if rule and rule.law else "")
    if facts.law.contents:
        yield _paragraph(say(locale, "Please state in the agreement:"))
        yield Block("list", tuple(each.rule.words(locale) for each in facts.law.contents))
    yield _paragraph(
        say(
            locale,
            "Please answer in writing, and say whether interest and fees go on and how the account is reported.",
        )
    )
    yield Block("signature", (_field(locale, say(locale, "Signature"), BLANK),))
    yield _paragraph(say(locale, "For you; not part of the letter:"))
    yield Block("list", tuple(for_you(facts, locale)))


def _account(facts: TalkFacts, locale: str) -> Iterator[str]:
    if facts.last4:
        yield _field(locale, say(locale, "Last four digits of the account"), facts.last4)
    if facts.owed_to is not None:
        yield _field(locale, say(locale, "Earlier owed to"), facts.issuer)
    if facts.debt is not None:
        yield _field(
            locale,
            say(locale, "Owed by my records, not checked with yours"),
            format_money(facts.debt, facts.currency, locale),
        )


def _field(locale: str, label: str, value: str) -> str:
    return say(locale, "{label}: {value}", label=label, value=value)


def _paragraph(text: str) -> Block:
    return Block("paragraph", (text,) if text else ())
