"""What stands on the buttons with which a contact is logged."""

from backend.words.catalogue import say, sentence

_LABELS = {
    "lender": sentence("The lender itself"),
    "collector": sentence("A collector for the lender"),
    "buyer": sentence("Who bought the debt"),
    "missed_call": sentence("Missed call"),
    "talked": sentence("We talked"),
    "voicemail": sentence("Left a message"),
    "text": sentence("Text message"),
    "email": sentence("E-mail"),
    "letter": sentence("Letter"),
    "visit": sentence("Came in person"),
    "i_called": sentence("I called them"),
    "at_work": sentence("At my work"),
    "agreed": sentence("I had agreed to it"),
    "no_name": sentence("Did not say who they are"),
    "threat": sentence("Threatened or insulted me"),
    "posed": sentence("Posed as police, court or state"),
    "asked_family": sentence("Asked my family for me"),
    "told_family": sentence("Told my family of the debt"),
    "told_employer": sentence("Told my employer of the debt"),
    "promised": sentence("I promised to pay"),
    "came_in": sentence("Came in or stayed against my will"),
}


def button_label(button_id: str, locale: str) -> str:
    """The words on a button, in the reader's language."""
    return say(locale, _LABELS[button_id])
