"""A letter that disputes a debt, or asks for proof of it: to whoever asks for it, or to a body that takes complaints.

It admits no debt, threatens nothing and promises nothing. Sentences of the place stand in it with their articles; one
that was not read in print bears a mark. A part at its end is for the borrower alone.
"""

from collections.abc import Iterator
from dataclasses import replace

from backend.domain.money.amount import format_money
from backend.words.bureau.letter_facts import Block, Letter
from backend.words.bureau.letter_values import day_text, last_four, plain, plain_reference
from backend.words.bureau.letters import identity_line, paragraph, sender_lines, signature_lines
from backend.words.catalogue import known_locale, say, sentence
from backend.words.relief.debt_dispute_facts import DisputeFacts, for_you
from backend.words.relief.rule_line import Cited

_LONGEST_NOTE = 2000
_GROUNDS = {
    "validation": sentence("I do not know whether this debt is owed, and ask for proof of it."),
    "original_creditor": sentence("I need to know to whom this debt was first owed."),
    "not_mine": sentence("To my knowledge this debt is not mine."),
    "paid": sentence("To my knowledge this debt was paid."),
    "wrong_amount": sentence("To my knowledge the sum is not right."),
    "identity_theft": sentence(
        "I did not take out this credit. To my knowledge somebody used my name for it."
    ),
    "time_barred": sentence("To my knowledge the time within which this debt can be sued for may be over."),
}
_WANTED = {
    "validation": (
        sentence("The agreement, and papers that show that it is mine."),
        sentence("How the sum is made up: principal, interest, fees and payments, each with its date."),
        sentence("Proof that you own the debt, or act for its owner."),
    ),
    "original_creditor": (sentence("Who first lent the money, with name and address."),),
    "not_mine": (
        sentence("The agreement, and papers that show that it is mine."),
        sentence("If you cannot show that, take it off my name and tell whoever had it from you."),
    ),
    "paid": (
        sentence("How the sum is made up: principal, interest, fees and payments, each with its date."),
        sentence("If you find the payment, say in writing that nothing is left."),
    ),
    "wrong_amount": (
        sentence("How the sum is made up: principal, interest, fees and payments, each with its date."),
        sentence("Put the sum right, and tell whoever had it from you."),
    ),
    "identity_theft": (
        sentence("A copy of the application, and how the identity was checked."),
        sentence("Do not sell, place or report this debt as mine while you look into it."),
    ),
    "time_barred": (
        sentence("The day of the first missed payment, and of the last payment."),
        sentence("Whether you hold that it can still be sued for, and why."),
    ),
}


def debt_dispute_letter(facts: DisputeFacts, locale: str) -> Letter:
    """The letter in the nearest language that is spoken. Raises KeyError for a kind that there is not."""
    locale = known_locale(locale)
    facts = replace(
        facts,
        recipient=plain(facts.recipient),
        firm=plain(facts.firm),
        original_creditor=plain(facts.original_creditor),
        last4=last_four(facts.last4),
        reference=plain_reference(facts.reference),
        note=plain(facts.note, _LONGEST_NOTE),
    )
    title = _title(facts, locale)
    blocks = tuple(block for block in _blocks(title, facts, locale) if block.lines)
    return Letter(title, facts.on, blocks)


def _title(facts: DisputeFacts, locale: str) -> str:
    if facts.to_body:
        return say(locale, "Complaint about {firm}: a debt that I dispute", firm=facts.firm)
    if facts.kind == "original_creditor":
        return say(locale, "Request for the name and address of the original creditor")
    return say(locale, "Dispute of a debt")


def _blocks(title: str, facts: DisputeFacts, locale: str) -> Iterator[Block]:
    yield Block("address", sender_lines(locale))
    yield Block("date", (day_text(facts.on, locale, facts.country),))
    yield Block("address", (facts.recipient,))
    yield Block("subject", (title,))
    yield paragraph(say(locale, "Dear {recipient},", recipient=facts.recipient))
    yield paragraph(_opening(facts, locale))
    yield Block("list", tuple(_which_debt(facts, locale)))
    yield paragraph(_disputed(facts, locale))
    yield paragraph(say(locale, _GROUNDS[facts.kind]))
    yield paragraph(_paid(facts, locale))
    yield paragraph(facts.note)
    yield from _wanted(facts, locale)
    yield paragraph(_limit(facts, locale))
    yield paragraph(say(locale, "This letter admits no debt, and is no promise to pay."))
    yield Block("list", (identity_line(locale),) if facts.to_body else ())
    yield Block("signature", tuple(signature_lines(locale)))
    yield paragraph(say(locale, "For you; not part of the letter:"))
    yield Block("list", tuple(for_you(facts, locale)))


def _opening(facts: DisputeFacts, locale: str) -> str:
    if not facts.to_body:
        if facts.notice_on:
            day = day_text(facts.notice_on, locale, facts.country)
            return say(locale, "By your notice of {day} you ask me to pay this debt:", day=day)
        return say(locale, "You ask me to pay this debt:")
    if facts.sent_on is None:
        raise ValueError("A body is told of a letter that was sent.")
    day = day_text(facts.sent_on, locale, facts.country)
    if facts.answered_on:
        answered = day_text(facts.answered_on, locale, facts.country)
        return say(
            locale,
            "I wrote to {firm} on {day} about this debt, and had an answer on {answered} that does not settle it:",
            firm=facts.firm,
            day=day,
            answered=answered,
        )
    if facts.answer_by is None or facts.on <= facts.answer_by:
        return say(
            locale,
            "I wrote to {firm} on {day} about this debt, and have had no answer yet:",
            firm=facts.firm,
            day=day,
        )
    return say(
        locale,
        "I wrote to {firm} on {day} about this debt, and had no answer by {last}, its last day:",
        firm=facts.firm,
        day=day,
        last=day_text(facts.answer_by, locale, facts.country),
    )


def _which_debt(facts: DisputeFacts, locale: str) -> Iterator[str]:
    claimed = "" if facts.claimed is None else format_money(facts.claimed, facts.currency, locale)
    for label, value in (
        (say(locale, "Claimed by"), facts.firm),
        (say(locale, "Reference"), facts.reference),
        (say(locale, "Last four digits of the account"), facts.last4),
        (say(locale, "Original creditor, by the notice"), facts.original_creditor),
        (say(locale, "Claimed"), claimed),
    ):
        if value:
            yield say(locale, "{label}: {value}", label=label, value=value)


def _disputed(facts: DisputeFacts, locale: str) -> str:
    if facts.kind == "original_creditor":
        return ""
    if facts.disputed is None:
        return say(locale, "I dispute it in whole.")
    part = format_money(facts.disputed, facts.currency, locale)
    return say(locale, "I dispute a part of it: {amount}.", amount=part)


def _paid(facts: DisputeFacts, locale: str) -> str:
    if facts.kind != "paid" or facts.paid_on is None or facts.paid_amount is None:
        return ""
    return say(
        locale,
        "By my records {amount} was paid on {day}.",
        amount=format_money(facts.paid_amount, facts.currency, locale),
        day=day_text(facts.paid_on, locale, facts.country),
    )


def _wanted(facts: DisputeFacts, locale: str) -> Iterator[Block]:
    yield paragraph(say(locale, "I ask for the following:"))
    if facts.to_body:
        yield Block("list", (say(locale, "Look into this, and tell me the result in writing."),))
        return
    yield Block("list", tuple(say(locale, text) for text in _WANTED[facts.kind]))
    for each in facts.asks:
        yield paragraph(_placed(each, locale))
    if not all(each.confirmed for each in facts.asks):
        yield paragraph(
            say(
                locale,
                "* I have not seen the official text of this rule. If it reads otherwise, please tell me.",
            )
        )


def _placed(rule: Cited, locale: str) -> str:
    mark = "" if rule.confirmed else "*"
    return say(locale, "{says} ({law}){mark}", says=rule.says, law=rule.law, mark=mark)


def _limit(facts: DisputeFacts, locale: str) -> str:
    if facts.to_body:
        return ""
    if facts.answer_days is None:
        return say(locale, "Please answer in writing.")
    return say(
        locale,
        "Please answer in writing within {days} days ({law}).",
        days=facts.answer_days,
        law=facts.clock_law,
    )
