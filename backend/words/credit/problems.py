"""Why a request about cards, loans, statements and payments is not carried out."""

from backend.words.catalogue import sentence

SENTENCES = {
    "deadline-open-already": sentence("This deadline is open already."),
    "deadline-settled-by-payment": sentence(
        "A payment settled this. Reverse the payment, and the deadline opens again."
    ),
    "deadline-closed-by-terms": sentence(
        "The account's terms closed this. Change the statement, the terms or the status."
    ),
    "instalments-fewer": sentence("This loan does not have so many instalments."),
    "instalment-unknown": sentence("This loan has instalments 1 to {count}."),
    "instalment-twice": sentence("This instalment stands twice in the list."),
    "statement-entered": sentence(
        "The statement of {period} has been entered already; change it with PATCH. If this is another one, give the "
        "due date that is printed on it."
    ),
    "statement-incomplete": sentence("Give the balance and the minimum due."),
    "statement-overlaps": sentence(
        "Another statement of this card closes on that day, or within a week of it."
    ),
    "statement-ahead": sentence(
        "A statement that closes on that day is not out yet. Check the year; {latest} is the latest."
    ),
    "statement-too-old": sentence(
        "A statement of that day is too old to matter. Check the year; {earliest} is the earliest."
    ),
    "statement-before-opening": sentence(
        "The card was opened on {opened_on}; no statement closes before. Correct the one date or the other."
    ),
    "statement-is-estimate": sentence("This is our estimate; nothing was entered that could be taken back."),
    "due-too-late": sentence("A due date lies soon after the closing date; {latest} is the latest."),
    "due-before-closing": sentence("The due date must lie after the closing date."),
    "minimum-above-balance": sentence("The minimum due cannot exceed the balance."),
    "past-due-above-minimum": sentence("The past-due part cannot exceed the minimum due."),
    "payment-in-future": sentence("A payment cannot lie in the future. Give the instant it was made."),
    "payment-reversed": sentence("This payment has been reversed already."),
}
