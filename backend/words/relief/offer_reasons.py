"""Why nothing can be promised of an instalment, in words."""

from backend.words.catalogue import say, sentence

_WHY = {
    "balance-unknown": sentence("No balance in this currency is known: say what is on the account."),
    "income-unknown": sentence(
        "No income is known. That is not an income of nothing: say what comes, and when."
    ),
    "spending-unknown": sentence("Nothing is known of what is spent: import a statement, or type the bills."),
    "dues-unknown": sentence("Something falls due whose amount nobody has said."),
    "left-out": sentence("Money in another currency is left out, because no rate is known."),
    "first-day-too-far": sentence("The first instalment lies beyond the days that are known."),
    "nothing-left": sentence("On the tightest day nothing is left above the reserve."),
    "debt-unknown": sentence("What is left to repay is not known: enter the last statement."),
    "longer-than-limit": sentence("Instalments of this size take longer than the limit of this kind."),
}
_RESERVE = sentence("What is to stay on the account")


def reason_text(locale: str, code: str) -> str:
    """One of the offers' reasons in words. Raises KeyError for a code that there is not."""
    return say(locale, _WHY[code])


def reserve_text(locale: str) -> str:
    """What a promise leaves short where it is no bill: the money that is to stay."""
    return say(locale, _RESERVE)
