"""Whether a reminder can reach the borrower is said in two sentences: what of a phone, and where it goes otherwise."""

from backend.words.catalogue import known_locale, say
from backend.words.reminders.sentences import in_a_row


def reachability_text(push: str, *, email: bool, unconfirmed: bool = False, locale: str) -> str:
    """What `push` ("working", "unserved", "dead" or "none") means for the borrower; `email`: mails go to an address;
    `unconfirmed`: they would, were it confirmed."""
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
    inbox = say(known, "Reminders appear only in the inbox.")
    if unconfirmed:
        hint = say(known, "Confirm your e-mail address, and they go there as well.")
        return in_a_row([phone, inbox, hint], known)
    return in_a_row([phone, inbox], known)
