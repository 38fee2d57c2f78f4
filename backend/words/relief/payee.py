"""What is said before somebody is paid who is not verified, or to whom the debt is no longer owed."""

from collections.abc import Sequence

from backend.words.bureau.letter_values import plain
from backend.words.catalogue import known_locale, say


def payee_warning(warning: str, firm: str, owner: str, found: Sequence[str], locale: str) -> str:
    """The warning of a code. `found`: the signs, or the checks that are missing, in words of `locale`."""
    named, between = plain(firm), " " if known_locale(locale) == "en" else ""
    if warning == "former_owner":
        if owner:
            return say(
                locale,
                "By what you typed the debt is owed to {owner} now. A payment to {firm} may not count. Ask both first.",
                owner=plain(owner),
                firm=named,
            )
        return say(
            locale,
            "By what you typed the debt has passed on. A payment to {firm} may not count. Ask first who owns it.",
            firm=named,
        )
    if warning == "signs_of_fraud":
        first = say(
            locale, "You noted signs of fraud. Do not pay {firm} before they are cleared up:", firm=named
        )
    elif found:
        first = say(locale, "Do not pay {firm} before these are found to be so:", firm=named)
    else:
        return say(locale, "Nothing was checked of {firm} yet. Check it before you pay.", firm=named)
    return between.join([first, *found])
