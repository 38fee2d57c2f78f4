"""What a borrower is asked about money that came above what was due of a loan, and what can be answered."""

from backend.domain.money.amount import format_money
from backend.words.catalogue import say, sentence

_QUESTION = sentence("{amount} came above what was due. What was it meant for?")
_CHOICES = {
    "shorter": sentence("Repay principal, and be done earlier"),
    "smaller": sentence("Repay principal, and pay less each time"),
    "paid_ahead": sentence("Pay the next instalments ahead"),
    "pay_off": sentence("Pay the whole loan off"),
}


def question_text(locale: str, amount: int, currency: str) -> str:
    return say(locale, _QUESTION, amount=format_money(amount, currency, locale))


def choice_text(locale: str, meant_as: str | None, effect: str | None) -> str:
    text = _CHOICES[effect or meant_as or "shorter"]
    return say(locale, text)
