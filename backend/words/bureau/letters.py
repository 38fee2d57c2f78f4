"""A dispute letter in zh-CN or en: what is disputed, both sides' evidence, what is asked, and on what ground in law.

Calm and factual: it says what the records show and what is asked, threatens nothing, and advises no one. A full
card number or an identity number that was typed into a name or a note does not get into it; a copy of an identity
document is left for the sender to add by hand.
"""

from collections.abc import Iterator
from dataclasses import replace

from backend.words.bureau import letter_sentences as sentences
from backend.words.bureau.letter_evidence import evidence_rows
from backend.words.bureau.letter_facts import Block, Letter, LetterFacts
from backend.words.bureau.letter_values import BLANK, day_text, last_four, month_text, plain, plain_reference
from backend.words.catalogue import known_locale, say

_LONGEST_NOTE = 2000
_MOST_LINES = 6


def letter(facts: LetterFacts) -> Letter:
    """The letter in `facts.locale`, or in the nearest language that is spoken.

    Raises KeyError for a code or a wish that there is not, ValueError for a month or a day that is none.
    """
    clean = _cleaned(facts)
    title = sentences.title(clean)
    return Letter(
        title, clean.on, tuple(block for block in _blocks(title, clean) if block.lines or block.rows)
    )


def _cleaned(facts: LetterFacts) -> LetterFacts:
    """The facts with all that was typed made fit for a letter, so that nothing further on has to think of it."""
    return replace(
        facts,
        locale=known_locale(facts.locale),
        recipient=plain(facts.recipient),
        sender=plain(facts.sender),
        address=_some(plain(line) for line in facts.address),
        furnisher=plain(facts.furnisher),
        bureau=plain(facts.bureau),
        respondent=plain(facts.respondent),
        last4=last_four(facts.last4),
        ground=plain(facts.ground, 200),
        enclosures=_some((plain(each) for each in facts.enclosures), 20),
        reference=plain_reference(facts.reference),
        note=plain(facts.note, _LONGEST_NOTE),
    )


def _some(lines: Iterator[str], most: int = _MOST_LINES) -> tuple[str, ...]:
    return tuple(line for line in lines if line)[:most]


def _blocks(title: str, facts: LetterFacts) -> Iterator[Block]:
    yield Block("address", sender_lines(facts.locale, facts.sender, facts.address))
    yield Block("date", (day_text(facts.on, facts.locale, facts.country),))
    yield Block("address", (facts.recipient,) if facts.recipient else ())
    yield Block("subject", (title,))
    yield paragraph(sentences.greeting(facts))
    yield paragraph(sentences.opening(facts))
    yield Block("list", tuple(_which_entry(facts)))
    yield paragraph(sentences.what_is_wrong(facts.code, facts.locale))
    yield paragraph(facts.note)
    yield Block("table", rows=evidence_rows(facts))
    yield paragraph(sentences.before(facts))
    yield paragraph(say(facts.locale, "I ask for the following:"))
    yield Block("list", (sentences.asked(facts), sentences.written_result(facts)))
    yield paragraph(_ground_and_limit(facts))
    yield paragraph(say(facts.locale, "Enclosures:"))
    yield Block("list", (*facts.enclosures, identity_line(facts.locale)))
    yield Block("signature", tuple(signature_lines(facts.locale, facts.sender)))


def paragraph(text: str) -> Block:
    """A paragraph, or a part that is left out."""
    return Block("paragraph", (text,) if text else ())


def sender_lines(locale: str, name: str = "", address: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Name and address, or blanks to fill in by hand."""
    said = name or say(locale, "{label}: {value}", label=say(locale, "Name"), value=BLANK)
    return (said, *(address or (say(locale, "{label}: {value}", label=say(locale, "Address"), value=BLANK),)))


def _which_entry(facts: LetterFacts) -> Iterator[str]:
    """What the reader needs to find the entry."""
    months = say(facts.locale, ", ").join(
        month_text(month, facts.locale, facts.country) for month in sorted(set(facts.months))
    )
    report = day_text(facts.report_on, facts.locale, facts.country) if facts.report_on else ""
    for label, value in (
        (say(facts.locale, "Creditor"), facts.furnisher),
        (say(facts.locale, "Last four digits of the account"), facts.last4),
        (say(facts.locale, "Months"), months),
        (say(facts.locale, "Credit bureau"), facts.bureau),
        (say(facts.locale, "Date of the report"), report),
        (say(facts.locale, "Reference"), facts.reference),
    ):
        if value:
            yield say(facts.locale, "{label}: {value}", label=label, value=value)


def _ground_and_limit(facts: LetterFacts) -> str:
    parts = (sentences.ground(facts), sentences.answer_wanted_by(facts))
    return (" " if facts.locale == "en" else "").join(part for part in parts if part)


def identity_line(locale: str) -> str:
    """A copy of an identity document is added by hand."""
    return say(
        locale, "Copy of my identity document, added by me by hand: {blank}", blank=BLANK[: len(BLANK) // 2]
    )


def signature_lines(locale: str, name: str = "") -> Iterator[str]:
    """The close of a letter."""
    yield from say(locale, "Sincerely,").split("\n")  # 此致 and 敬礼！ stand on two lines
    yield say(locale, "{label}: {value}", label=say(locale, "Signature"), value=BLANK)
    if name:
        yield name
