"""To whom a debt is owed that left its lender: known by proof, typed without one, or not known, which is asked."""

from backend.domain.relief.ownership import OwedTo
from backend.words.bureau.letter_values import plain
from backend.words.catalogue import say
from backend.words.reminders.sentences import in_a_row


def owed_to_text(found: OwedTo, locale: str) -> str:
    """In a sentence or two, in the reader's language."""
    owner, firm = plain(found.owner.firm), plain(found.firm)
    if not owner:
        parts = [
            say(
                locale,
                "To whom this debt is owed now is not known here. Ask the lender, and ask who wants money for proof.",
            )
        ]
    elif found.owner.certainty == "known":
        parts = [say(locale, "This debt is owed to {firm} now, by the proof that you hold.", firm=owner)]
    else:
        parts = [
            say(
                locale,
                "By what you typed this debt went to {firm}, and no proof of it is held. Ask for proof before you pay.",
                firm=owner,
            )
        ]
    if firm and firm != owner:
        parts.append(say(locale, "{firm} collects it, by what you typed.", firm=firm))
    return in_a_row(parts, locale)
