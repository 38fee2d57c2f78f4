"""Whether a reminder can reach the borrower is said in two sentences: what of a phone, and where it goes otherwise."""

from backend.words.catalogue import known_locale, say
from backend.words.reminders.sentences import in_a_row


def reachability_text(push: str, *, email: bool, locale: str) -> str:
    """What `push` ("working", "unserved", "dead" or "none") means for the borrower; `email`: there is an address."""
    known = known_locale(locale)
    if push == "working":
        return say(known, "At least one device takes pushes.")
    if push == "unserved":
        phone = say(
            known, "Your device is registered, but this server does not send to its push service yet."
        )
    elif push == "dead":
        phone = say(known, "No device can be reached any more: open the app on your phone.")
    else:
        phone = say(known, "No device is registered.")
    if email:
        return in_a_row([phone, say(known, "Reminders go to your e-mail address.")], known)
    return in_a_row([phone, say(known, "Reminders appear only in the inbox.")], known)
