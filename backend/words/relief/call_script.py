"""A call to an issuer step by step: what to say, and what to say when it is refused. It promises nothing."""

from collections.abc import Iterator
from typing import NamedTuple

from backend.words.bureau.letter_values import last_four, plain
from backend.words.catalogue import known_locale, say, sentence
from backend.words.relief.negotiation_facts import TalkFacts, asked, for_you, what_can_be_paid

_ASK_OF_MANY = sentence(
    "Do interest and fees go on? How is the account reported? What if one instalment is missed?"
)
_ASK_OF_ONE = sentence(
    "What is still owed after this one payment? How is the account reported? What if the payment comes late?"
)


class CallStep(NamedTuple):
    """One step: what it is for, the words to say, and the words for a refusal; "" where there are none."""

    purpose: str
    say: str
    if_refused: str


class CallScript(NamedTuple):
    """The steps in their order, and what the borrower is to know beforehand."""

    steps: tuple[CallStep, ...]
    for_you: tuple[str, ...]


def call_script(facts: TalkFacts, locale: str) -> CallScript:
    """The call in the nearest language that is spoken. Raises KeyError for a kind that there is not."""
    locale = known_locale(locale)
    return CallScript((*_opening(facts, locale), *_talk(facts, locale)), tuple(for_you(facts, locale)))


def _opening(facts: TalkFacts, locale: str) -> Iterator[CallStep]:
    account = last_four(facts.last4) or "____"
    yield CallStep(
        say(locale, "Say who you are"),
        say(locale, "I call about my account that ends in {last4}. Whom am I speaking with?", last4=account),
        "",
    )
    reason = plain(facts.reason, 500)
    yield CallStep(
        say(locale, "Say how it stands"),
        say(
            locale,
            "I cannot pay as agreed, and I want to find a way that I can keep. {reason}",
            reason=reason,
        ).strip(),
        "",
    )


def _talk(facts: TalkFacts, locale: str) -> Iterator[CallStep]:
    yield CallStep(
        say(locale, "Ask"),
        asked(facts, locale),
        say(locale, "Which other arrangement is there? Who decides about it, and where can I write to them?"),
    )
    yield CallStep(
        say(locale, "Say what you can pay"),
        what_can_be_paid(facts, locale)
        or say(locale, "I will tell you what I can pay once I have looked at my cash flow."),
        say(locale, "More than that I could not keep. Please note on the account that I offered it."),
    )
    yield CallStep(
        say(locale, "Ask what it brings"),
        say(locale, _ASK_OF_ONE if facts.is_once else _ASK_OF_MANY),
        say(locale, "Then please send me the answer in writing before I agree to anything."),
    )
    yield CallStep(
        say(locale, "Ask for it in writing"),
        say(locale, "Please send it to me in writing. Is this call recorded, and how long is that kept?"),
        say(locale, "Then I note the day, the time and your name, and I will write to you myself."),
    )
