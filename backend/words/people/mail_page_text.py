"""What the pages say that the links in mails lead to."""

from typing import NamedTuple

from backend.words.catalogue import known_locale, say, sentence

# The title, the text and the button of each page; "" where it has no button.
_PAGES = {
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
