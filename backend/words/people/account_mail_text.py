"""A mail about an account: what happened, what to do, and what to do where it was somebody else."""

from typing import NamedTuple

from backend.words.catalogue import known_locale, say, sentence

# The subject and the text of each kind; a link stands below the text where there is one.
_TEXTS = {
    "confirm": (
        sentence("Confirm your e-mail address"),
        sentence(
            "Somebody, we hope you, gave this address to Graceday, which reminds of what falls due. Open the address "
            "below to confirm that it is yours; then reminders can come here when no phone is reached. If it was not "
            "you, do nothing: nothing more is sent."
        ),
    ),
    "known": (
        sentence("You have an account already"),
        sentence(
            "Somebody, we hope you, gave this address to Graceday, where it belongs to your account already. Sign in "
            "with your password, or ask for a new one in the app under “Forgot your password”. If it was not you, do "
            "nothing: nobody can read your account."
        ),
    ),
    "reset": (
        sentence("Set a new password"),
        sentence(
            "Somebody, we hope you, asked to set a new password for your Graceday account. Open the address below "
            "within an hour; it works once, and signs you out everywhere. If it was not you, do nothing: your password "
            "stays as it is."
        ),
    ),
    "changed": (
        sentence("Your password was changed"),
        sentence(
            "The password of your Graceday account was changed, and every other session was ended. If it was not "
            "you, ask for a new password at once in the app, under “Forgot your password”."
        ),
    ),
}


class AccountMailText(NamedTuple):
    """The subject and the text of a mail."""

    subject: str
    text: str


def account_mail_text(kind: str, *, locale: str) -> AccountMailText:
    """What a mail of this kind says."""
    known = known_locale(locale)
    subject, text = _TEXTS[kind]
    return AccountMailText(say(known, subject), say(known, text))


def unsubscribe_text(locale: str) -> str:
    """What stands before the link by which mails are stopped."""
    return say(known_locale(locale), "No more reminders by mail:")
