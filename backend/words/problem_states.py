"""The states and steps that a problem names: code and word are one in English, and a word of its own elsewhere."""

from collections.abc import Mapping

from backend.words.catalogue import word


def _by_word(context: str, *words: str) -> Mapping[str, str]:
    return dict.fromkeys(words, context)


STATES = _by_word(
    "state",
    word("state", "open"),
    word("state", "missed"),
    word("state", "met"),
    word("state", "waived"),
    word("state", "cancelled"),
    word("state", "planned"),
    word("state", "made"),
    word("state", "dropped"),
    word("state", "refused"),
    word("state", "proposed"),
    word("state", "accepted"),
    word("state", "rejected"),
    word("state", "superseded"),
    word("state", "ended"),
    word("state", "dismissed"),
    word("state", "disputed"),
    word("state", "repeated"),
    word("state", "gone"),
    word("state", "looked"),
    word("state", "declined"),
    word("state", "moved"),
    word("state", "withdrawn"),
    word("state", "kept"),
    word("state", "broken"),
    word("state", "found"),
    word("state", "confirmed"),
    word("state", "denied"),
    word("state", "drafted"),
    word("state", "sent"),
    word("state", "acknowledged"),
    word("state", "extended"),
    word("state", "answered"),
    word("state", "reopened"),
    word("state", "escalated"),
    word("state", "decided"),
    word("state", "agreed"),
    word("state", "unanswered"),
)
EVENTS = _by_word(
    "step",
    word("step", "send"),
    word("step", "withdraw"),
    word("step", "acknowledge"),
    word("step", "extend"),
    word("step", "answer"),
    word("step", "escalate"),
    word("step", "reopen"),
    word("step", "confirm"),
    word("step", "deny"),
    word("step", "end"),
)
