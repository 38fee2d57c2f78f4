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
_PAID_OFF_FOR_LESS = sentence(
    "It paid the whole loan off: the lender gave up {amount} of interest or fees that look open"
)
_SURPLUS = sentence(
    "{amount} came above all that is known to be owed on this loan. Was it a fee? If not, ask the lender to pay it "
    "back; if the payment was mistyped, take it back here and record it anew."
)


def surplus_text(locale: str, amount: int, currency: str) -> str:
    return say(locale, _SURPLUS, amount=format_money(amount, currency, locale))


def question_text(locale: str, amount: int, currency: str) -> str:
    return say(locale, _QUESTION, amount=format_money(amount, currency, locale))


def choice_text(locale: str, meant_as: str | None, effect: str | None, left_open: int, currency: str) -> str:
    """One answer; `left_open` is what looks open of the loan though its principal is repaid, in minor units."""
    if meant_as == "pay_off" and left_open:
        return say(locale, _PAID_OFF_FOR_LESS, amount=format_money(left_open, currency, locale))
    text = _CHOICES[effect or meant_as or "shorter"]
    return say(locale, text)
