"""What a borrower is asked about a card's bills and about money that no bill took."""

from datetime import date

from backend.domain.money.amount import format_money
from backend.words.catalogue import say, sentence
from backend.words.dates import short_day

_QUESTIONS = {
    "past_due_included": sentence(
        "An older minimum looks open. Does the minimum of {amount}, due {day}, include it? "
        "Until you say so, the whole is due."
    ),
    "payment_meant_for": sentence("{amount} went to no bill. Was it for the one due {day}?"),
    "minimum_unknown": sentence(
        "You paid {amount}. Is that at least the minimum due {day}? Enter the statement, or mark it as paid."
    ),
    "bill_untold": sentence(
        "The bill due {day} is not known here. What did it ask for? Enter the statement."
    ),
    "statement_untold": sentence(
        "The last statement that is known asked for nothing. What does the one due {day} ask for? Enter it, also if it "
        "is 0."
    ),
}
_NOTHING_PAID = sentence(
    "Nobody has told the minimum due {day}. Was it paid? Enter the statement, or mark it as paid."
)
_BILL = sentence("The bill due {day}")
_NO_BILL = sentence("None of these: the balance has it already")


def card_question_text(locale: str, code: str, amount: int, currency: str, due_on: date) -> str:
    day = short_day(due_on, locale)
    if code == "minimum_unknown" and not amount:
        return say(locale, _NOTHING_PAID, day=day)
    return say(locale, _QUESTIONS[code], amount=format_money(amount, currency, locale), day=day)


def bill_choice_text(locale: str, due_on: date | None) -> str:
    """One bill that money may have been meant for; None: none of them."""
    if due_on is None:
        return say(locale, _NO_BILL)
    return say(locale, _BILL, day=short_day(due_on, locale))
