"""Why a request about a counsellor's link is not carried out."""

from backend.words.catalogue import sentence

SENTENCES = {
    "counsellor-link-gone": sentence(
        "This link shows nothing: it was never made, or has ended. Ask whoever gave it to you for a new one."
    ),
    "counsellor-links-too-many": sentence(
        "At most {most} links can be open at once. Withdraw one that is no longer needed."
    ),
    "counsellor-shows-nothing": sentence(
        "Choose at least one thing to show: `debts`, `room`, `agreements` or `pay_off`."
    ),
}
