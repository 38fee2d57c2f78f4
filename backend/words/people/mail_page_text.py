"""What the pages say that the links in mails lead to."""

from typing import NamedTuple

from backend.words.catalogue import known_locale, say, sentence

# The title, the text and the button of each page; "" where it has no button.
_PAGES = {
    "confirm": (
        sentence("Confirm your e-mail address"),
        sentence(
            "Reminders can come here when no phone is reached, and so can a link to set a new password."
        ),
        sentence("This address is mine"),
    ),
    "confirm-done": (sentence("Your address is confirmed"), sentence("You can close this page."), ""),
    "unsubscribe": (
        sentence("No more reminders by mail"),
        sentence("Reminders stay in the app. You can turn mails on again there, in the settings."),
        sentence("Stop the mails"),
    ),
    "unsubscribe-done": (
        sentence("No more reminders come by mail"),
        sentence("You can turn mails on again in the app's settings."),
        "",
    ),
    "reset": (
        sentence("Set a new password"),
        sentence(
            "At least ten characters. A few words that do not belong together are easy to keep in mind."
        ),
        sentence("Set this password"),
    ),
    "reset-done": (
        sentence("Your password is set"),
        sentence("You are signed out everywhere. Open the app and sign in with the new password."),
        "",
    ),
}


class PageText(NamedTuple):
    """What a page says; `button` is "" where there is nothing to press."""

    title: str
    text: str
    button: str


def page_text(name: str, *, locale: str) -> PageText:
    """The words of the page of this name."""
    known = known_locale(locale)
    title, text, button = _PAGES[name]
    return PageText(say(known, title), say(known, text), say(known, button) if button else "")
