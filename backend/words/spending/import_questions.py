"""What an import asks, and what each answer means, in the borrower's language."""

from backend.words.catalogue import say, sentence

QUESTIONS = {
    "direction": sentence("Which of these payments are right: did this money leave, or come in?"),
    "date_order": sentence("On which days were these payments made?"),
    "account": sentence("Which account is this file of?"),
}
CHOICES = {
    "as_written": sentence("A minus left the account, a plus came in."),
    "reversed": sentence("A plus left the account, a minus came in."),
    "DMY": sentence("Day, month, year."),
    "MDY": sentence("Month, day, year."),
    "YMD": sentence("Year, month, day."),
    "MD": sentence("Month, day."),
    "DM": sentence("Day, month."),
    "new": sentence("A new account."),
}


def question_text(locale: str, question: str) -> str:
    """The question in `locale`."""
    return say(locale, QUESTIONS[question])


def choice_text(locale: str, value: str, account_name: str | None) -> str:
    """What an answer means; an account is called by its name."""
    return say(locale, CHOICES[value]) if account_name is None else account_name
