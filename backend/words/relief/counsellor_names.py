"""What stands in the place of a debt's name where nobody is to be named: Card A, Loan B."""

from backend.words.catalogue import say, sentence

_NAMES = {
    "card": sentence("Card {key}"),
    "loan": sentence("Loan {key}"),
    "mortgage": sentence("Mortgage {key}"),
    "other": sentence("Debt {key}"),
}


def nameless(kind: str, key: str, locale: str) -> str:
    """Card A · 信用卡 A. Raises KeyError for a kind that there is not."""
    return say(locale, _NAMES[kind], key=key)
